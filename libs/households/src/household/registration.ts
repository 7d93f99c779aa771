import {
  refuse,
  refuseAll,
  type HouseholdRegistered,
  type NewEvent,
  type Posting,
  type Refusal,
  unknownFiles,
  keptProof,
  type Step,
} from '#contracts';
import type { RegisterHouseholdBody } from '#contracts/commands';
import { type Village, villageProblems } from '../village/village.js';
import type { Household } from './household.js';

/** A registration without what is personal: that was sealed before, and only the seal's name comes in. */
export interface Registration extends Omit<Step<RegisterHouseholdBody>, 'private'> {
  readonly householdId: string;
  readonly sealId: string | null;
}

/** 农户登记. @returns HouseholdRegistered, or RECORD.EXISTS (409), VILLAGE.UNKNOWN, FILE.UNKNOWN (422, all that apply) */
export function registerHousehold(household: Household, village: Village, registration: Registration): NewEvent[] | Refusal {
  const { householdId, villageCode, category, members, sealId, occurredOn } = registration;
  if (household.state !== 'absent') return refuse('RECORD.EXISTS', { id: householdId }, 'id');
  const problems = [...villageProblems(village, villageCode), ...unknownFiles(registration.missingFiles)];
  if (village.state !== 'registered' || problems.length > 0) return refuseAll(problems);
  const poor: Posting[] = category === 'registered-poor' ? [{ measure: 'household.registered-poor', delta: 1 }] : [];
  const data: HouseholdRegistered = {
    householdId,
    villageCode,
    category,
    members,
    sealId,
    ...keptProof(registration),
    under: { village: villageCode, county: village.countyCode, kind: category },
    postings: [{ measure: 'household.registered', delta: 1 }, ...poor],
  };
  return [{ type: 'HouseholdRegistered', occurredOn, data }];
}
