import type { ProblemText } from '../problem-text.js';

/** Codes of accounts, sessions, passwords and the access log. */
export const accountProblems = {
  'AUTH.REQUIRED': {
    status: 401,
    zh: '请先登录；登录可能已过期或已被结束。',
    en: 'Log in first; your session may have expired or been ended.',
  },
  'AUTH.WRONG_CREDENTIALS': {
    status: 401,
    zh: '账号、密码或验证码不正确。请核对后重试；忘记密码请找管理员重置。',
    en: 'The account, password or code is wrong. Check them and try again; an administrator can reset a forgotten password.',
  },
  'AUTH.CODE_REQUIRED': {
    status: 401,
    zh: '这个账号启用了动态验证码。请连同六位验证码或一个恢复码再登录一次（接口调用写在 code 中）。',
    en: 'This account uses one-time codes. Log in again with its six digits or one of the recovery codes (calls of the API: in code).',
  },
  'AUTH.PASSWORD_CHANGE_REQUIRED': {
    status: 403,
    zh: '请先更换密码，然后再使用其他功能。',
    en: 'Change your password first; everything else waits for it.',
  },
  'AUTH.TOTP_REQUIRED': {
    status: 403,
    zh: '您的角色必须启用动态验证码。请先登记，然后再使用其他功能。',
    en: 'Your role requires one-time codes. Enrol first; everything else waits for it.',
  },
  'AUTH.BUSY': {
    status: 503,
    zh: '同时登录的人过多。请几秒后再试。',
    en: 'Too many people are logging in at once. Try again in a few seconds.',
  },
  'AUTH.UNAVAILABLE': {
    status: 503,
    zh: '账号数据库暂时不可用，无法确认身份。请稍后重新提交，不会重复入账（接口调用请沿用同一个 Idempotency-Key）。',
    en: 'The account database is away, so nobody can be identified. Submit it again shortly; nothing is entered twice (calls of the API keep the same Idempotency-Key).',
  },
  'PASSWORD.TOO_SHORT': {
    status: 422,
    zh: '密码至少 {least} 个字符，请再长一些。几个不相干的词连起来既长又好记。',
    en: 'A password has at least {least} characters. Several unrelated words make a long one that is easy to keep.',
  },
  'PASSWORD.TOO_LONG': {
    status: 422,
    zh: '密码最多 {most} 个字符。',
    en: 'A password has at most {most} characters.',
  },
  'PASSWORD.COMMON': {
    status: 422,
    zh: '这个密码太常见，很容易被猜到。请另选一个。',
    en: 'This password is among the commonest and easily guessed. Choose another one.',
  },
  'PASSWORD.HOLDS_ACCOUNT': {
    status: 422,
    zh: '密码不能由账号名组成。请另选一个。',
    en: 'A password must not be made of the account’s own name. Choose another one.',
  },
  'PASSWORD.TOO_FEW_CLASSES': {
    status: 422,
    zh: '密码须含大写字母、小写字母、数字、其他符号中的至少 {least} 类（等保要求）。',
    en: 'A password holds at least {least} of: capitals, small letters, digits, other signs (MLPS).',
  },
  'PASSWORD.UNCHANGED': {
    status: 422,
    zh: '新密码与现在的密码相同。请另选一个。',
    en: 'The new password is the present one. Choose another one.',
  },
  'PASSWORD.CURRENT_WRONG': {
    status: 422,
    zh: '现在的密码不正确。请核对后重试。',
    en: 'The present password is wrong. Check it and try again.',
  },
  'TOTP.CODE_WRONG': {
    status: 422,
    zh: '验证码不正确、已过期或已用过。请用验证器中最新的六位数字。',
    en: 'The code is wrong, too old or already used. Take the latest six digits of your authenticator.',
  },
  'TOTP.NOT_BEGUN': {
    status: 409,
    zh: '还没有开始登记动态验证码。请先取得密钥（接口调用：不带 code 的请求），再填验证码。',
    en: 'No enrolment has begun. Ask for a key first (calls of the API: a request without a code), then enter the code.',
  },
  'ACCOUNT.EXISTS': {
    status: 409,
    zh: '账号“{account}”已存在。请换一个名称，或重置它的密码。',
    en: 'The account “{account}” exists. Choose another name, or reset its password.',
  },
  'ACCOUNT.ITSELF': {
    status: 409,
    zh: '不能停用或改动自己的账号“{account}”。请由另一位管理员办理。',
    en: 'Nobody disables or changes the roles of their own account, “{account}”. Another administrator can.',
  },
  'ACCESS_LOG.UNAVAILABLE': {
    status: 503,
    zh: '访问日志暂时无法写入，为保证可追溯，本次没有办理。请稍后重新提交，不会重复入账（接口调用请沿用同一个 Idempotency-Key）；持续如此请告诉管理员。',
    en: 'The access log cannot be written, so nothing was done. Submit it again shortly; nothing is entered twice (calls of the API keep the same Idempotency-Key); tell the administrator if it stays so.',
  },
} as const satisfies Record<string, ProblemText>;
