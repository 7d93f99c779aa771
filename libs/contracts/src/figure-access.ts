import { type Grants, mayAtAll } from './access.js';
import type { Caller } from './envelope.js';

/** Aggregates are open to these of the whole ledger (contract §2). */
const WHOLE: Grants = { leader: 'everything', auditor: 'everything', admin: 'everything' };

const OF_UNITS: Grants = { ...WHOLE, purchaser: 'own-and-below', reviewer: 'own-and-below' };
const OF_PROJECTS: Grants = { ...OF_UNITS, 'project-staff': 'own-and-below' };
const OF_VILLAGES: Grants = { ...WHOLE, 'village-staff': 'village' };
const OF_ACTIVITIES: Grants = { ...OF_VILLAGES, reviewer: 'everything' };

const BY_AREA: Readonly<Record<string, Grants>> = {
  purchase: OF_UNITS,
  reserve: OF_UNITS,
  projects: OF_PROJECTS,
  storage: OF_PROJECTS,
  sales: OF_VILLAGES,
  support: OF_VILLAGES,
  households: OF_VILLAGES,
  activities: OF_ACTIVITIES,
};

/** Who reads a figure, each role of what it reaches: of its units, of its village, or of the whole ledger. */
export function figureGrants(figure: string): Grants {
  // Of sales and capacity together: told by village only.
  if (figure === 'storage.share') return OF_VILLAGES;
  return BY_AREA[figure.split('.')[0] ?? ''] ?? {};
}

/** Whether a caller reads this figure at all. */
export function readsFigure(caller: Pick<Caller, 'actor'>, figure: string): boolean {
  return mayAtAll(caller, figureGrants(figure));
}

/** Who opens what a figure is made of: single entries, so not the administrator, who makes and reads none. */
export const FIGURE_EVIDENCE: Grants = {
  purchaser: 'own-and-below',
  reviewer: 'own-and-below',
  'project-staff': 'own-and-below',
  'village-staff': 'village',
  leader: 'everything',
  auditor: 'everything',
};

/** Who reads the reports of the year: of its own part of the tree, or of the whole ledger. */
export const REPORT_READING: Grants = OF_UNITS;
