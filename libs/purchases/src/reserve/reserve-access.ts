import type { Grants } from '#contracts';

export { RESERVE_ENTRY } from '#contracts';

/** Who sees reserves (contract §2). */
export const RESERVE_READING: Grants = {
  purchaser: 'own-and-below',
  reviewer: 'own-and-below',
  leader: 'everything',
  auditor: 'everything',
};

/** 退回、确认、锁定: a reviewer of a unit above, never of the unit itself. */
export const RESERVE_REVIEW: Grants = { reviewer: 'below' };
