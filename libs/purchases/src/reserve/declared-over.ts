import {
  type BusinessDay,
  type Envelope,
  type NewEvent,
  refuse,
  type Refusal,
  RECORD_WITHDRAWN,
  type ReserveDeclared,
  type ReserveEvent,
} from '#contracts';
import type { StreamDefinition, StreamRef } from '#event-log';
import { facts, notNow } from './reserve-step.js';
import { evolve, isLive, type LiveReserve, type Reserve, reserveDefinition, reserveStream } from './reserve.js';

/** A declaration that was put in the place of an earlier one. */
interface Over {
  /** The import that declared it; absent where a person did. */
  readonly batchId: string | undefined;
  readonly before: LiveReserve;
}

/** 预留份额 with the declarations that stand over earlier ones, the last one last. */
export interface DeclaredOver {
  readonly reserve: Reserve;
  /** The import that began it. */
  readonly begunBy: string | undefined;
  readonly over: readonly Over[];
}

/** What a reserve's own stream says of who declared it over whom. */
export const declaredOver: StreamDefinition<DeclaredOver> = {
  initial: { reserve: reserveDefinition.initial, begunBy: undefined, over: [] },
  evolve(state: DeclaredOver, envelope: Envelope): DeclaredOver {
    const event = envelope as ReserveEvent;
    const reserve = evolve(state.reserve, envelope);
    if (event.type === RECORD_WITHDRAWN) return { reserve, begunBy: undefined, over: [] };
    if (event.type !== 'ReserveDeclared') return { ...state, reserve };
    const { batchId } = event.meta;
    if (!isLive(state.reserve)) return { reserve, begunBy: batchId, over: [] };
    if (event.data.restored !== undefined) return { ...state, reserve, over: state.over.slice(0, -1) };
    return { ...state, reserve, over: [...state.over, { batchId, before: state.reserve }] };
  },
};

/** The stream of a reserve, read for this question alone. */
export function declaredOverStream(unitId: string, year: number): StreamRef<DeclaredOver> {
  return { id: reserveStream(unitId, year).id, definition: declaredOver };
}

/** Whether an import has declared what is there, first or over an earlier declaration. */
export function isDeclaredBy({ reserve, begunBy, over }: DeclaredOver, importId: string): boolean {
  return isLive(reserve) && (begunBy === importId || over.some(({ batchId }) => batchId === importId));
}

/**
 * 撤回: the declaration that an import has put in the place of an earlier one. What was there before is declared again, in the
 * state it had. Only as long as nothing has come of it: else it would be another reserve than before the import.
 * @returns RESERVE.DECLARED_SINCE, RESERVE.STATE; `undefined` where the import declared nothing over anything
 */
export function restoreDeclaration(
  { reserve, over }: DeclaredOver,
  { importId, reason, on }: { readonly importId: string | undefined; readonly reason: string; readonly on: BusinessDay },
): readonly NewEvent[] | Refusal | undefined {
  const own = over.find(({ batchId }) => batchId !== undefined && batchId === importId);
  if (own === undefined || !isLive(reserve)) return undefined;
  if (over.at(-1) !== own) return refuse('RESERVE.DECLARED_SINCE', { year: reserve.year });
  if (reserve.state !== 'draft') return notNow(reserve);
  const { unitId, year, declaration, approximate, floorPermille, basis, state } = own.before;
  const data: ReserveDeclared = {
    ...facts({ unitId, year, evidence: [], occurredOn: on }),
    declaration,
    floorPermille,
    basis,
    ...(approximate ? { approximate } : {}),
    restored: { state: state === 'returned' ? 'returned' : 'draft', reason },
  };
  return [{ type: 'ReserveDeclared', data, occurredOn: on }];
}
