import type { ProblemText } from '../problem-text.js';

/** Codes of who may do what. */
export const accessProblems = {
  'AUTH.FORBIDDEN': {
    status: 403,
    zh: '您的角色不能执行“{route}”；可以执行的角色：{roles}。如确需办理，请联系系统管理员。',
    en: 'Your roles do not allow “{route}”; it is for: {roles}. Ask the administrator if you need it.',
  },
  'AUTH.NOT_IN_CHARGE': {
    status: 403,
    zh: '您可以查看“{id}”，但不能对它执行“{route}”：此操作须由有权管理该记录的账号办理（审核、退回、锁定由上级单位办理）。',
    en: 'You may see “{id}” but not act on it by “{route}”: that is for an account in charge of it (review and lock: of a unit above).',
  },
} as const satisfies Record<string, ProblemText>;
