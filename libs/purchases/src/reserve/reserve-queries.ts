import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Caller } from '#contracts';
import { Id, OneOf } from '#contracts/commands';
import { DATABASE, type EventLog, historyOf, type HistoryItem, logToken, type SqlValue } from '#event-log';
import type { Database } from '#persistence';
import { decodeCursor, type ListAnswer, ListQuery, pageOfRows, ProblemError, QueryYear } from '#platform';
import { type References, referencesToken } from '#reference';
import { RESERVE_READING } from './reserve-access.js';
import type { ReserveKey } from './reserve-command.js';
import { isLive, LIVE_STATES, type Reserve, reserveDefinition, reserveStream, type ReserveState } from './reserve.js';

/** Filters of the reserve ledger. */
export class ReserveListQuery extends ListQuery {
  @QueryYear({ optional: true })
  year?: number;

  @Id({ optional: true })
  unitId?: string;

  @OneOf(LIVE_STATES, { optional: true })
  state?: ReserveState;
}

/** The reserves in the caller's sight. */
export class ListReserves {
  constructor(
    readonly query: ReserveListQuery,
    readonly caller: Caller,
  ) {}
}

/** One reserve as it is now. */
export class GetReserve {
  constructor(readonly key: ReserveKey) {}
}

/** The events of one reserve, in order. */
export class GetReserveHistory {
  constructor(readonly key: ReserveKey) {}
}

interface ReserveRow {
  readonly stream_id: string;
  readonly unit_id: string;
  readonly year: number;
  readonly state: ReserveState;
  readonly canteen: string;
  readonly canteen_spend_fen: number | null;
  readonly canteen_reserve_fen: number | null;
  readonly union_spend_fen: number | null;
  readonly union_reserve_fen: number | null;
  readonly confirmed_fen: number;
  readonly representative_unit_id: string | null;
  readonly approximate: number;
  readonly basis: string;
  readonly demo: number;
}

@QueryHandler(ListReserves)
export class ListReservesHandler implements IQueryHandler<ListReserves, ListAnswer<object>> {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(referencesToken('purchases')) private readonly references: References,
  ) {}

  /** Those the caller sees, latest year first, then by unit. @throws ProblemError QUERY.INVALID for an unusable cursor */
  async execute({ query, caller }: ListReserves): Promise<ListAnswer<object>> {
    const within = (await this.references.scopeOf(caller, RESERVE_READING)).onLastDayOf('unit_id', 'year');
    const given = Object.entries({ year: query.year, unit_id: query.unitId, state: query.state }).filter(
      (entry): entry is [string, string | number] => entry[1] !== undefined,
    );
    const where = ['withdrawn = 0', within.sql, ...given.map(([column]) => `${column} = ?`)].join(' AND ');
    const params: SqlValue[] = [...within.params, ...given.map(([, value]) => value)];
    const [year, unitId] = query.cursor === undefined ? [] : decodeCursor(query.cursor, ['integer', 'text']);
    const behind = year === undefined || unitId === undefined ? [] : [year, year, unitId];
    const page = behind.length === 0 ? '' : ' AND (year < ? OR (year = ? AND unit_id > ?))';
    return this.database.snapshot(async (session) => {
      const [total] = await session.all<{ entries: SqlValue; confirmed: SqlValue }>(
        `SELECT COUNT(*) AS entries, SUM(confirmed_fen) AS confirmed FROM reserve_ledger WHERE ${where}`,
        params,
      );
      const rows = await session.all<ReserveRow>(
        `SELECT * FROM reserve_ledger WHERE ${where}${page} ORDER BY year DESC, unit_id LIMIT ${query.limit + 1}`,
        [...params, ...behind],
      );
      const { shown, nextCursor } = pageOfRows(rows, query.limit, (last) => [last.year, last.unit_id]);
      return {
        items: shown.map(itemOf),
        nextCursor,
        count: Number(total?.entries ?? 0),
        sums: { confirmedFen: Number(total?.confirmed ?? 0) },
      };
    });
  }
}

function itemOf(row: ReserveRow): object {
  return {
    unitId: row.unit_id,
    year: row.year,
    state: row.state,
    canteen: row.canteen,
    canteenSpendFen: row.canteen_spend_fen,
    canteenReserveFen: row.canteen_reserve_fen,
    unionSpendFen: row.union_spend_fen,
    unionReserveFen: row.union_reserve_fen,
    confirmedFen: row.confirmed_fen,
    representativeUnitId: row.representative_unit_id,
    approximate: row.approximate === 1,
    basis: row.basis,
    ...(row.demo === 1 ? { demo: true } : {}),
  };
}

@QueryHandler(GetReserve)
export class GetReserveHandler implements IQueryHandler<GetReserve> {
  constructor(@Inject(logToken('purchases')) private readonly log: EventLog) {}

  /** @throws ProblemError RECORD.NOT_FOUND where the unit has not declared that year */
  async execute({ key }: GetReserve): Promise<object> {
    const { state, version } = await this.log.load(reserveStream(key.unitId, key.year));
    if (!isLive(state)) throw notFound(key);
    const demo = state.source === 'demo' ? { demo: true } : {};
    return { id: `${key.unitId}-${key.year}`, ...factsOf(state), streamVersion: version, source: state.source, ...demo };
  }
}

@QueryHandler(GetReserveHistory)
export class GetReserveHistoryHandler implements IQueryHandler<GetReserveHistory> {
  constructor(@Inject(logToken('purchases')) private readonly log: EventLog) {}

  /** @throws ProblemError RECORD.NOT_FOUND */
  async execute({ key }: GetReserveHistory): Promise<{ items: HistoryItem[] }> {
    const events = await this.log.history(reserveStream(key.unitId, key.year).id);
    if (events.length === 0) throw notFound(key);
    return { items: historyOf(events, reserveDefinition, factsOf) };
  }
}

/** What a person is shown of a reserve: the declaration's fields beside its state. */
function factsOf(reserve: Reserve): Readonly<Record<string, unknown>> {
  if (!isLive(reserve)) return { state: 'absent' };
  const { unitId, year, state, declaration, approximate, floorPermille, basis, confirmed, confirmedVersions, startedOn, evidence } =
    reserve;
  const confirmedFen = confirmed === null ? null : confirmed.canteenFen + confirmed.unionFen;
  const standing = { confirmedFen, confirmedVersions, evidence };
  return { unitId, year, state, startedOn, ...declaration, approximate, floorPermille, basis, ...standing };
}

function notFound({ unitId, year }: ReserveKey): ProblemError {
  return new ProblemError([{ code: 'RECORD.NOT_FOUND', params: { id: `${unitId}/${year}` } }]);
}

export const reserveQueryHandlers = [ListReservesHandler, GetReserveHandler, GetReserveHistoryHandler];
