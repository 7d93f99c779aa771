import type { ProblemText } from '../problem-text.js';

/** Codes of the way between the gateway and the services. */
export const serviceProblems = {
  'SERVICE.UNAVAILABLE': {
    status: 503,
    zh: '服务“{service}”暂时不可用，其余功能照常。请稍后重新提交，不会重复入账（接口调用请沿用同一个 Idempotency-Key）；持续不可用请告诉管理员。',
    en: 'The service “{service}” is away; everything else goes on. Submit it again shortly; nothing is entered twice (calls of the API keep the same Idempotency-Key); tell the administrator if it stays away.',
  },
  'SERVICE.TIMEOUT': {
    status: 504,
    zh: '服务“{service}”在 {ms} 毫秒内没有回答，是否已办理尚不确定。请稍后重新提交，不会重复入账（接口调用请沿用同一个 Idempotency-Key）。',
    en: 'The service “{service}” did not answer within {ms} ms; whether it acted is not known. Submit it again shortly; nothing is entered twice (calls of the API keep the same Idempotency-Key).',
  },
} as const satisfies Record<string, ProblemText>;
