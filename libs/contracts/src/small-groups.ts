import { type Grants, reachesVillage, sightOf } from './access.js';
import type { Caller } from './envelope.js';

/** Fewer households than this may be told apart: their number is withheld from who sees aggregates only (design §6). */
export const LEAST_SHOWN = 5;

/** What stands in the place of a number that is withheld. */
export const SMALL_GROUP = 'small-group';

const SINGLE_HOUSEHOLDS: Grants = { 'village-staff': 'village', auditor: 'everything' };

/** Whether a caller works with the single households of a village (`null`: of all), and so may count them however few they are. */
export function countsFewHouseholds(caller: Pick<Caller, 'actor' | 'villageCode'>, villageCode: string | null): boolean {
  return reachesVillage(sightOf(caller, SINGLE_HOUSEHOLDS), villageCode);
}

/** Whether a number of households is one that could single them out. */
export function isFew(households: number): boolean {
  return households > 0 && households < LEAST_SHOWN;
}
