import type { Grants } from './access.js';

/** Placing an order and its steps (contract §9, Who). */
export const ORDER_ENTRY: Grants = { purchaser: 'own-and-below' };

/** 调整: what lies in a locked period, by a reviewer above (contract §9, Who). */
export const ORDER_ADJUSTING: Grants = { reviewer: 'below' };

/** 填报、提交、调整 (contract §9, Who). */
export const RESERVE_ENTRY: Grants = { purchaser: 'own-and-below' };

/** Households, exits and sales, and a look at a household's name and phone: staff in their village (contract §9, Who). */
export const SUPPORT_ENTRY: Grants = { 'village-staff': 'village' };

/** 调整: a sale of a locked period, by a reviewer of the unit that locked it or of one above. */
export const SALE_ADJUSTING: Grants = { reviewer: 'own-and-below' };

/** Units, villages and policy rules are entered, and names destroyed, by the administrator (contract §2, §9 Who). */
export const ADMINISTRATION: Grants = { admin: 'everything' };
