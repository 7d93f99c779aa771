import type { Grants } from '#contracts';

/** Who sees reserves (contract §2). */
export const RESERVE_READING: Grants = {
  purchaser: 'own-and-below',
  reviewer: 'own-and-below',
  leader: 'everything',
  auditor: 'everything',
};

/** 填报、提交、调整 (contract §9, Who). */
export const RESERVE_ENTRY: Grants = { purchaser: 'own-and-below' };

/** 退回、确认、锁定: a reviewer of a unit above, never of the unit itself. */
export const RESERVE_REVIEW: Grants = { reviewer: 'below' };
