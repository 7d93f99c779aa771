import type { ProblemText } from '../problem-text.js';

/** Codes of the public door: what it does not let in, whatever is asked. */
export const doorProblems = {
  'REQUEST.CROSS_SITE': {
    status: 403,
    zh: '这个请求来自另一个网站（{origin}），未被接受。请在本系统自己的页面上操作。',
    en: 'This request comes from another site ({origin}) and was not accepted. Use the pages of this ledger itself.',
  },
  'REQUEST.UNKNOWN_HOST': {
    status: 421,
    zh: '本系统不以“{host}”这个名称提供服务。请用本系统自己的地址访问；确有此名称时由管理员加入 BANGFU_PUBLIC_NAMES。',
    en: 'This ledger is not served under the name “{host}”. Use its own address; if the name is right, the operator adds it to BANGFU_PUBLIC_NAMES.',
  },
  'REQUEST.TOO_SLOW': {
    status: 408,
    zh: '请求在限定时间内没有传完，连接已断开，本次没有入账。请检查网络后重新提交，不会重复入账（接口调用请沿用同一个 Idempotency-Key）。',
    en: 'The request did not arrive within its time and the connection was closed; nothing was entered. Check the network and submit it again; nothing is entered twice (calls of the API keep the same Idempotency-Key).',
  },
  'REQUEST.HEAD_TOO_LARGE': {
    status: 431,
    zh: '请求头超过 16 KB，连接已断开。请减少请求头（例如清除本站 Cookie）后重试。',
    en: 'The head of the request is larger than 16 KB; the connection was closed. Send less in it (clear the cookies of this site) and try again.',
  },
  'REQUEST.UNREADABLE': {
    status: 400,
    zh: '收到的不是可读的 HTTP 请求，连接已断开。请检查地址是否应以 https 开头，以及中间的代理。',
    en: 'What arrived is no readable HTTP request; the connection was closed. Check whether the address begins with https, and any proxy in between.',
  },
  'RATE.LIMITED': {
    status: 429,
    zh: '请求过于频繁，本次没有办理。请在 {waitSeconds} 秒后重试。',
    en: 'Too many requests; this one was not carried out. Try again in {waitSeconds} seconds.',
  },
} as const satisfies Record<string, ProblemText>;
