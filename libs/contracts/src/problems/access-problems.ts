import type { ProblemText } from '../problem-text.js';

/** Codes of who may do what. */
export const accessProblems = {
  'AUTH.FORBIDDEN': {
    status: 403,
    zh: '您的角色不能办理这件事；可以办理的角色：{roles}。如确需办理，请联系系统管理员。',
    en: 'Your roles do not allow this; it is for: {roles}. Ask the administrator if you need it.',
  },
  'AUTH.NOT_IN_CHARGE': {
    status: 403,
    zh: '您可以查看“{id}”，但不能办理这件事：须由有权管理该记录的账号办理（审核、退回、锁定由上级单位办理）。',
    en: 'You may see “{id}” but not do this with it: that is for an account in charge of it (review and lock: of a unit above).',
  },
} as const satisfies Record<string, ProblemText>;
