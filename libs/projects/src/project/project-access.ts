import type { Grants } from '#contracts';

/** Who sees projects (contract §2): who runs them, and who answers for the unit that does. */
export const PROJECT_READING: Grants = {
  purchaser: 'own-and-below',
  reviewer: 'own-and-below',
  'project-staff': 'own-and-below',
  leader: 'everything',
  auditor: 'everything',
};

/** Registering a project, its stages, funds and notices (contract §9, Who). */
export const PROJECT_ENTRY: Grants = { 'project-staff': 'own-and-below' };
