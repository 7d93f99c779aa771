import type { Grants } from '#contracts';

export { ADMINISTRATION, SUPPORT_ENTRY } from '#contracts';

/** Who sees households and sales, names and phones masked (contract §2). */
export const SUPPORT_READING: Grants = { 'village-staff': 'village', leader: 'everything', auditor: 'everything' };

/** Activities are recorded by village staff, and by reviewers for the whole office (contract §9, Who). */
export const ACTIVITY_ENTRY: Grants = { 'village-staff': 'village', reviewer: 'everything' };

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
