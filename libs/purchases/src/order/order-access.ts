import { type Grants, ORDER_ADJUSTING, ORDER_ENTRY } from '#contracts';

export { ORDER_ADJUSTING, ORDER_ENTRY } from '#contracts';

/** Who sees orders (contract §2). */
export const ORDER_READING: Grants = {
  purchaser: 'own-and-below',
  reviewer: 'own-and-below',
  leader: 'everything',
  auditor: 'everything',
};

/** Entries, as long as their period is open, and adjustments. */
export const ORDER_KEEPING: Grants = { ...ORDER_ENTRY, ...ORDER_ADJUSTING };

/** 更正、作废: the unit's own purchaser until the period is locked, the reviewer above at any time. */
export const ORDER_MENDING: Grants = { purchaser: 'own-and-below', reviewer: 'below' };

/** 调整所属预算单位: a reviewer above both units. */
export const ORDER_MOVING: Grants = { reviewer: 'below' };
