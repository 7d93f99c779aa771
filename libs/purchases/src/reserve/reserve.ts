import {
  type BusinessDay,
  type Envelope,
  type Posted,
  type ReserveDeclaration,
  type ReserveEvent,
  type Source,
  withPosted,
} from '#contracts';
import type { StreamDefinition, StreamRef } from '#event-log';
import type { Counting } from './reserve-postings.js';

interface ReserveFacts extends Counting {
  readonly unitId: string;
  readonly year: number;
  readonly declaration: ReserveDeclaration;
  /** 约: the declared amounts. */
  readonly approximate: boolean;
  /** The floor the declaration was checked against, and its 文号. */
  readonly floorPermille: number;
  readonly basis: string;
  readonly startedOn: BusinessDay;
  readonly source: Source;
  /** How many declarations were confirmed so far. */
  readonly confirmedVersions: number;
  readonly evidence: readonly string[];
  /** The accounts that declared, adjusted or submitted what is not confirmed yet: none of them confirms it (四眼). */
  readonly enteredBy: readonly string[];
  readonly posted: Posted;
}

/** Every state after the first declaration. */
export const LIVE_STATES = ['draft', 'submitted', 'returned', 'confirmed', 'adjusted', 'locked'] as const;
/** 草稿 · 已提交 · 已退回 · 已确认 · 调整中 · 已锁定 */
export type ReserveState = (typeof LIVE_STATES)[number];

/** A reserve that was declared. */
export type LiveReserve = ReserveFacts & { readonly state: ReserveState };

/** 预留份额 of one unit and year; `absent` = 未填报. */
export type Reserve = { readonly state: 'absent' } | LiveReserve;

/** Whether it was declared. */
export function isLive(reserve: Reserve): reserve is LiveReserve {
  return reserve.state !== 'absent';
}

/** Folds one event into the reserve. A withdrawn one may be declared anew: its stream is its unit and year. */
export function evolve(reserve: Reserve, envelope: Envelope): Reserve {
  // The catalogue has checked type and version on the way in, so the payload is the one its type names.
  const event = envelope as ReserveEvent;
  if (event.type === 'RecordWithdrawn') return { state: 'absent' };
  if (event.type === 'ReserveDeclared') return gathered(declared(isLive(reserve) ? reserve : begun(event), event), event);
  if (!isLive(reserve)) return reserve;
  switch (event.type) {
    case 'ReserveSubmitted':
      return gathered(submitted(reserve), event);
    case 'ReserveReturned':
      return gathered(returned(reserve), event);
    case 'ReserveConfirmed':
      return gathered(confirmed(reserve), event);
    case 'ReserveAdjusted':
      return gathered({ ...declared(reserve, event), state: 'adjusted' }, event);
    case 'ReserveLocked':
      return gathered({ ...reserve, state: 'locked' }, event);
    default:
      return reserve;
  }
}

/** The reserve once it is submitted: filed, unless an earlier version of it still is. */
export function submitted(reserve: LiveReserve): LiveReserve {
  return { ...reserve, state: 'submitted', filedAs: reserve.filedAs ?? reserve.declaration.canteen };
}

/** The reserve once it is returned: no longer filed, unless an earlier version of it stays confirmed (contract §9). */
export function returned(reserve: LiveReserve): LiveReserve {
  return { ...reserve, state: 'returned', filedAs: reserve.confirmed === null ? null : reserve.filedAs };
}

/** The reserve once it is confirmed: these amounts count, instead of those confirmed before. */
export function confirmed(reserve: LiveReserve): LiveReserve {
  const { declaration, approximate } = reserve;
  const { canteen, canteenReserveFen, unionReserveFen } = declaration;
  return {
    ...reserve,
    state: 'confirmed',
    filedAs: canteen,
    confirmed: { canteen, canteenFen: canteenReserveFen ?? 0, unionFen: unionReserveFen ?? 0, approximate },
    confirmedVersions: reserve.confirmedVersions + 1,
  };
}

type Declaring = Extract<ReserveEvent, { type: 'ReserveDeclared' | 'ReserveAdjusted' }>;

function begun(event: Declaring): Omit<LiveReserve, 'unitId' | 'year' | 'declaration' | 'approximate' | 'floorPermille' | 'basis'> {
  const empty = { filedAs: null, confirmed: null, confirmedVersions: 0, evidence: [], enteredBy: [], posted: [] };
  return { ...empty, state: 'draft', startedOn: event.occurredOn, source: event.meta.source };
}

function declared(before: ReturnType<typeof begun>, { data }: Declaring): LiveReserve {
  const state = 'restored' in data && data.restored !== undefined ? data.restored.state : 'draft';
  const { unitId, year, declaration, approximate = false, floorPermille, basis } = data;
  return { ...before, state, unitId, year, declaration, approximate, floorPermille, basis };
}

function gathered(reserve: LiveReserve, event: Exclude<ReserveEvent, { type: 'RecordWithdrawn' }>): LiveReserve {
  const { data, occurredOn } = event;
  const evidence = [...reserve.evidence, ...(data.evidence ?? []).filter((fileId) => !reserve.evidence.includes(fileId))];
  return { ...reserve, evidence, enteredBy: enteredBy(reserve, event), posted: withPosted(reserve.posted, occurredOn, data) };
}

function enteredBy({ enteredBy: before }: LiveReserve, { type, meta }: ReserveEvent): readonly string[] {
  if (type === 'ReserveConfirmed') return [];
  const enters = type === 'ReserveDeclared' || type === 'ReserveAdjusted' || type === 'ReserveSubmitted';
  return enters && !before.includes(meta.actor.account) ? [...before, meta.actor.account] : before;
}

/** How a reserve is folded from its stream. */
export const reserveDefinition: StreamDefinition<Reserve> = { initial: { state: 'absent' }, evolve };

/** The stream of the reserve of one unit and year. */
export function reserveStream(unitId: string, year: number): StreamRef<Reserve> {
  return { id: `reserve-${unitId}-${year}`, definition: reserveDefinition };
}
