import type { Grants } from '#contracts';

export { ADMINISTRATION } from '#contracts';

/**
 * 期间锁定: a reviewer for its own unit and those below, so that a department closes its books in one act. Not the
 * administrator, who makes no business entries; own unit, too, since who locks it binds itself.
 */
export const PERIOD_LOCKING: Grants = { reviewer: 'own-and-below' };

/** Who sees units: their own part of the tree, as it is today. */
export const UNIT_READING: Grants = {
  purchaser: 'own-and-below',
  reviewer: 'own-and-below',
  'project-staff': 'own-and-below',
  leader: 'everything',
  auditor: 'everything',
  admin: 'everything',
};

/** 查看联系人: who calls a unit: its own staff and those above it, and the administrator. */
export const CONTACT_READING: Grants = {
  purchaser: 'own-and-below',
  reviewer: 'own-and-below',
  'project-staff': 'own-and-below',
  admin: 'everything',
};

/** The orders that came to a unit or left it: for those who see orders. */
export const REATTRIBUTION_READING: Grants = {
  purchaser: 'own-and-below',
  reviewer: 'own-and-below',
  leader: 'everything',
  auditor: 'everything',
};

/** 凭证: given by whoever enters something that it can prove. */
export const EVIDENCE_ENTRY: Grants = {
  purchaser: 'own-and-below',
  reviewer: 'own-and-below',
  'project-staff': 'own-and-below',
  'village-staff': 'village',
  admin: 'everything',
};

/** Whoever enters or audits opens the files of its part, whatever they show. */
export const EVIDENCE_READING: Grants = {
  purchaser: 'own-and-below',
  reviewer: 'own-and-below',
  'project-staff': 'own-and-below',
  'village-staff': 'village',
  auditor: 'everything',
};

/** What proves a purchase or a project is open to leaders, too; what was stored for a village may show a household. */
export const OVERVIEW_EVIDENCE: Grants = { leader: 'everything' };

/** Who may ask for a file at all. */
export const EVIDENCE_OPENING: Grants = { ...EVIDENCE_READING, ...OVERVIEW_EVIDENCE };
