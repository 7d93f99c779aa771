import {
  reachesVillage,
  refuse,
  refuseAll,
  type BusinessDay,
  type Envelope,
  type HouseholdEvent,
  type NewEvent,
  type ProblemItem,
  type Refusal,
  type Sight,
  type Source,
  type VillageRegistered,
  unknownFiles,
  keptProof,
  type Step,
} from '#contracts';
import type { RegisterVillageBody } from '#contracts/commands';
import type { StreamDefinition, StreamRef } from '#event-log';
import type { Facts } from '../record/record-queries.js';

/** A village that is registered. */
export interface KnownVillage {
  readonly state: 'registered';
  readonly code: string;
  readonly name: string;
  readonly countyCode: string;
  readonly township: string;
  readonly registeredOn: BusinessDay;
  readonly source: Source;
}

/** 村（社区）. Its code is a natural key: a withdrawn one may be registered again. */
export type Village = { readonly state: 'absent' } | KnownVillage | { readonly state: 'withdrawn' };

/** Folds one event into the village. */
export function evolve(village: Village, envelope: Envelope): Village {
  // The catalogue has checked type and version on the way in, so the payload is the one its type names.
  const event = envelope as HouseholdEvent;
  if (event.type === 'RecordWithdrawn') return { state: 'withdrawn' };
  if (event.type !== 'VillageRegistered') return village;
  const { code, name, countyCode, township } = event.data;
  return { state: 'registered', code, name, countyCode, township, registeredOn: event.occurredOn, source: event.meta.source };
}

const definition: StreamDefinition<Village> = { initial: { state: 'absent' }, evolve };

/** @param code an empty one names a stream that never begins: no code is empty */
export function villageStream(code: string): StreamRef<Village> {
  return { id: `village-${code}`, definition };
}

/** A village counts in no figure by itself. */
export function reversalOf(): { readonly postings: [] } {
  return { postings: [] };
}

/** 村登记. @returns VillageRegistered, or RECORD.EXISTS (409), FILE.UNKNOWN (422) */
export function registerVillage(village: Village, step: Step<RegisterVillageBody>): NewEvent[] | Refusal {
  const { code, name, countyCode, township, occurredOn } = step;
  if (village.state === 'registered') return refuse('RECORD.EXISTS', { id: code }, 'code');
  const problems = unknownFiles(step.missingFiles);
  if (problems.length > 0) return refuseAll(problems);
  const data: VillageRegistered = { code, name, countyCode, township, ...keptProof(step) };
  return [{ type: 'VillageRegistered', occurredOn, data }];
}

/** A village as far as a caller reaches: one out of reach is as if it did not exist. @returns its stream, or one that never begins */
export function villageInReach(sight: Sight, code: string | null | undefined): StreamRef<Village> {
  return villageStream(code != null && reachesVillage(sight, code) ? code : '');
}

/** What is wrong with naming this village in another record. */
export function villageProblems(village: Village, code: string, path = 'villageCode'): ProblemItem[] {
  return village.state === 'registered' ? [] : [{ code: 'VILLAGE.UNKNOWN', path, params: { id: code } }];
}

/** What a person is shown of a village. */
export function factsOf(village: Village): Facts {
  if (village.state !== 'registered') return { state: village.state };
  const { state, name, countyCode, township, registeredOn } = village;
  return { state, name, countyCode, township, registeredOn };
}
