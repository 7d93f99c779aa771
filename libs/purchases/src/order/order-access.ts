import type { Grants } from '#contracts';

export { ORDER_ENTRY } from '#contracts';

/** Who sees orders (contract §2). */
export const ORDER_READING: Grants = {
  purchaser: 'own-and-below',
  reviewer: 'own-and-below',
  leader: 'everything',
  auditor: 'everything',
};

/** 更正、作废: the unit's own purchaser, and the reviewer above. Before a period can be locked, both at any time. */
export const ORDER_MENDING: Grants = { purchaser: 'own-and-below', reviewer: 'below' };

/** 调整所属预算单位: a reviewer above both units. */
export const ORDER_MOVING: Grants = { reviewer: 'below' };
