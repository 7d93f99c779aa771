import { type BusinessDay, type Envelope, type Fen, type Posted, type ReserveDeclaration, type ReserveEvent, withPosted } from '#contracts';
import type { StreamDefinition, StreamRef } from '#event-log';

/** Amounts that count towards the figures of the year. */
export interface ConfirmedAmounts {
  readonly canteenFen: Fen;
  readonly unionFen: Fen;
}

interface ReserveFacts {
  readonly unitId: string;
  readonly year: number;
  readonly declaration: ReserveDeclaration;
  readonly startedOn: BusinessDay;
  /** How many declarations were confirmed so far. */
  readonly confirmedVersions: number;
  /** What counts now; `null` before the first confirmation. */
  readonly confirmed: ConfirmedAmounts | null;
  readonly posted: Posted;
}

export const LIVE_STATES = ['draft', 'submitted', 'returned', 'confirmed', 'adjusted', 'locked'] as const;
/** 草稿 · 已提交 · 已退回 · 已确认 · 调整中 · 已锁定 */
export type ReserveState = (typeof LIVE_STATES)[number];

export type LiveReserve = ReserveFacts & { readonly state: ReserveState };

/** 预留份额 of one unit and year; `absent` = 未填报. */
export type Reserve = { readonly state: 'absent' } | LiveReserve;

export function isLive(reserve: Reserve): reserve is LiveReserve {
  return reserve.state !== 'absent';
}

/** Folds one event into the reserve. A withdrawn one may be declared anew: its stream is its unit and year. */
export function evolve(reserve: Reserve, envelope: Envelope): Reserve {
  // The catalogue has checked type and version on the way in, so the payload is the one its type names.
  const event = envelope as ReserveEvent;
  if (event.type === 'RecordWithdrawn') return { state: 'absent' };
  if (event.type === 'ReserveDeclared') {
    const { unitId, year, declaration } = event.data;
    const before = isLive(reserve) ? reserve : { startedOn: event.occurredOn, confirmedVersions: 0, confirmed: null, posted: [] };
    return { ...before, unitId, year, declaration, state: 'draft' };
  }
  if (!isLive(reserve)) return reserve;
  return { ...stepped(reserve, event), posted: withPosted(reserve.posted, event.occurredOn, event.data) };
}

function stepped(reserve: LiveReserve, event: Exclude<ReserveEvent, { type: 'ReserveDeclared' | 'RecordWithdrawn' }>): LiveReserve {
  switch (event.type) {
    case 'ReserveSubmitted':
      return { ...reserve, state: 'submitted' };
    case 'ReserveReturned':
      return { ...reserve, state: 'returned' };
    case 'ReserveConfirmed':
      return {
        ...reserve,
        state: 'confirmed',
        confirmed: amountsOf(reserve.declaration),
        confirmedVersions: reserve.confirmedVersions + 1,
      };
    case 'ReserveAdjusted':
      return { ...reserve, state: 'adjusted', declaration: event.data.declaration };
    case 'ReserveLocked':
      return { ...reserve, state: 'locked' };
  }
}

/** What a declaration reserves. */
export function amountsOf(declaration: ReserveDeclaration): ConfirmedAmounts {
  return { canteenFen: declaration.canteenReserveFen ?? 0, unionFen: declaration.unionReserveFen ?? 0 };
}

export const reserveDefinition: StreamDefinition<Reserve> = { initial: { state: 'absent' }, evolve };

export function reserveStream(unitId: string, year: number): StreamRef<Reserve> {
  return { id: `reserve-${unitId}-${year}`, definition: reserveDefinition };
}
