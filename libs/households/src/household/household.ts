import {
  negated,
  reachesVillage,
  type BusinessDay,
  type Dimensions,
  type Envelope,
  type ExitStep,
  type HouseholdCategory,
  type HouseholdEvent,
  type HouseholdRegistered,
  type Posted,
  type Posting,
  type ProblemItem,
  type Sight,
  type Source,
} from '#contracts';
import type { StreamDefinition, StreamRef } from '#event-log';
import { compact, posting } from '../record/postings.js';
import type { Facts } from '../record/record-queries.js';

/** A household that is registered; an exited or forgotten one stays registered. */
export interface KnownHousehold {
  readonly state: 'registered';
  readonly householdId: string;
  readonly villageCode: string;
  readonly category: HouseholdCategory;
  readonly members: number;
  readonly registeredOn: BusinessDay;
  /** The seal that holds name and phone; `null` where none were given or they were destroyed. */
  readonly sealId: string | null;
  /** 脱贫退出: an exited household stays registered (contract §9, Stocks and flows). */
  readonly exit: { readonly exitedOn: BusinessDay; readonly steps: Readonly<Record<ExitStep, BusinessDay>> } | null;
  readonly forgotten: { readonly forgottenOn: BusinessDay; readonly reason: string } | null;
  readonly approximate: boolean;
  readonly evidence: readonly string[];
  readonly source: Source;
  readonly under: Dimensions;
  readonly posted: Posted;
}

/** 农户: a token in the log; who it is stands sealed beside the log. */
export type Household = { readonly state: 'absent' } | KnownHousehold | { readonly state: 'withdrawn' };

/** Folds one event into the household. */
export function evolve(household: Household, envelope: Envelope): Household {
  // The catalogue has checked type and version on the way in, so the payload is the one its type names.
  const event = envelope as HouseholdEvent;
  if (event.type === 'HouseholdRegistered') return registered(event.data, event);
  if (event.type === 'RecordWithdrawn') return { state: 'withdrawn' };
  if (household.state !== 'registered') return household;
  if (event.type === 'HouseholdExited') {
    const { steps, evidence = [] } = event.data;
    const posted = posting(household.posted, event.occurredOn, event.data);
    return { ...household, exit: { exitedOn: event.occurredOn, steps }, evidence: [...household.evidence, ...evidence], posted };
  }
  if (event.type === 'HouseholdForgotten') {
    return { ...household, sealId: null, forgotten: { forgottenOn: event.occurredOn, reason: event.data.reason } };
  }
  return household;
}

const definition: StreamDefinition<Household> = { initial: { state: 'absent' }, evolve };

/** @param householdId an empty one names a stream that never begins: no id is empty */
export function householdStream(householdId: string): StreamRef<Household> {
  return { id: `household-${householdId}`, definition };
}

/** The postings that bring every figure back to what it was without the household. */
export function reversalOf(household: Household): { readonly under?: Dimensions; readonly postings: readonly Posting[] } {
  return household.state === 'registered' ? compact(negated(household.posted), false) : { postings: [] };
}

/** A household as far as a caller reaches: one of a village out of reach is as if it did not exist. */
export function inReach(sight: Sight, household: Household): Household {
  if (household.state !== 'registered' || reachesVillage(sight, household.villageCode)) return household;
  return { state: 'absent' };
}

/** What is wrong with naming this household in a record of `villageCode`. @param prefix of the paths, for a body inside a body */
export function householdProblems(household: Household, householdId: string, villageCode: string, prefix = ''): ProblemItem[] {
  const path = `${prefix}householdId`;
  if (household.state !== 'registered') return [{ code: 'HOUSEHOLD.UNKNOWN', path, params: { id: householdId } }];
  if (household.villageCode === villageCode) return [];
  return [{ code: 'HOUSEHOLD.OTHER_VILLAGE', path, params: { id: householdId, villageCode: household.villageCode } }];
}

/** What a person is shown of a household; nothing in it is personal. */
export function factsOf(household: Household): Facts {
  if (household.state !== 'registered') return { state: household.state };
  const { villageCode, category, members, registeredOn, exit, forgotten, approximate, evidence } = household;
  return {
    state: exit === null ? 'registered' : 'exited',
    villageCode,
    category,
    members,
    registeredOn,
    exitedOn: exit?.exitedOn ?? null,
    exitSteps: exit?.steps ?? null,
    forgottenOn: forgotten?.forgottenOn ?? null,
    approximate,
    evidence,
  };
}

function registered(data: HouseholdRegistered, { occurredOn, meta }: Pick<Envelope, 'occurredOn' | 'meta'>): KnownHousehold {
  const { householdId, villageCode, category, members, sealId, approximate = false, evidence = [], under = {} } = data;
  return {
    state: 'registered',
    householdId,
    villageCode,
    category,
    members,
    registeredOn: occurredOn,
    sealId,
    exit: null,
    forgotten: null,
    approximate,
    evidence,
    source: meta.source,
    under,
    posted: posting([], occurredOn, data),
  };
}
