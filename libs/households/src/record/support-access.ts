import { type Grants, SALE_ADJUSTING, SUPPORT_ENTRY } from '#contracts';

export { ADMINISTRATION, SALE_ADJUSTING, SUPPORT_ENTRY } from '#contracts';

/** Who sees households and sales, names and phones masked (contract §2). */
export const SUPPORT_READING: Grants = { 'village-staff': 'village', leader: 'everything', auditor: 'everything' };

/** Entries as long as their period is open, and adjustments; sales are of the whole office, so at first every reviewer is let in. */
export const SALE_KEEPING: Grants = { ...SUPPORT_ENTRY, reviewer: 'everything' };

/** Who sees sales: reviewers, too, those that they adjust; see `SaleSight`. */
export const SALE_READING: Grants = { ...SUPPORT_READING, ...SALE_ADJUSTING };

/** Activities are recorded by village staff, and by reviewers for the whole office (contract §9, Who). */
export const ACTIVITY_ENTRY: Grants = { 'village-staff': 'village', reviewer: 'everything' };

/** Who reads activities (contract §9, Who). */
export const ACTIVITY_READING: Grants = { ...ACTIVITY_ENTRY, leader: 'everything', auditor: 'everything' };

/** Villages are no secret; staff of one village see their own. */
export const VILLAGE_READING: Grants = {
  purchaser: 'everything',
  reviewer: 'everything',
  'project-staff': 'everything',
  'village-staff': 'village',
  leader: 'everything',
  auditor: 'everything',
  admin: 'everything',
};
