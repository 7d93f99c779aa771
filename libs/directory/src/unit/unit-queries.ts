import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type BusinessDay, type Caller, mayAtAll, UNIT_KINDS, type UnitKind } from '#contracts';
import { Day, OneOf, Text } from '#contracts/commands';
import { DATABASE, type EventLog, historyOf, type HistoryItem, logToken, type SqlValue } from '#event-log';
import type { Database } from '#persistence';
import { Clock, decodeCursor, type ListAnswer, ListQuery, pageOfRows } from '#platform';
import { type References, referencesToken } from '#reference';
import { REATTRIBUTION_READING, UNIT_READING } from '../directory-access.js';
import { UnitContacts } from '../sealed/unit-contacts.js';
import { notFound } from './not-found.js';
import { type Unit, unitStream } from './unit.js';
import { reattributionsOf } from './unit-reattribution.projection.js';

/** Filters of the unit list. */
export class UnitListQuery extends ListQuery {
  @OneOf(UNIT_KINDS, { optional: true })
  kind?: UnitKind;

  @Text({ optional: true, most: 100, description: '上级单位' })
  parentId?: string;

  @Text({ optional: true, most: 100, description: '名称的一部分' })
  name?: string;

  @Day({ optional: true, description: '某日存续的单位，用当日的名称 / the units open on a day, under the names they then had' })
  on?: BusinessDay;
}

/** A unit as the list shows it. */
export interface UnitItem {
  readonly id: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly parentId: string | null;
  readonly regionCode: string | null;
  readonly openedOn: string;
  readonly closedOn: string | null;
  readonly mergedInto: string | null;
  readonly demo?: true;
}

/** The units in the caller's sight. */
export class ListUnits {
  constructor(
    readonly query: UnitListQuery,
    readonly caller: Caller,
  ) {}
}

/** One unit as it is now. */
export class GetUnit {
  constructor(readonly unitId: string) {}
}

/** The events of one unit, in order. */
export class GetUnitHistory {
  constructor(
    readonly unitId: string,
    readonly caller: Caller,
  ) {}
}

interface UnitRow {
  readonly unit_id: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly parent_id: string | null;
  readonly region_code: string | null;
  readonly opened_on: string;
  readonly closed_on: string | null;
  readonly merged_into: string | null;
  readonly demo: number;
  /** The name on the day asked for. */
  readonly named: string | null;
}

const END_OF_TIME = '9999-12-31';

/** The name a unit bore on a day. */
const NAMED_ON = `(SELECT n.name FROM unit_ledger_name n WHERE n.unit_id = u.unit_id AND n.from_day <= ? ORDER BY n.from_day DESC LIMIT 1)`;

@QueryHandler(ListUnits)
export class ListUnitsHandler implements IQueryHandler<ListUnits, ListAnswer<UnitItem>> {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly clock: Clock,
    @Inject(referencesToken('directory')) private readonly references: References,
  ) {}

  /** Those the caller sees, by today's name, then id. @throws ProblemError QUERY.INVALID for an unusable cursor */
  async execute({ query, caller }: ListUnits): Promise<ListAnswer<UnitItem>> {
    const within = (await this.references.scopeOf(caller, UNIT_READING)).on(this.clock.today(), 'unit_id');
    const conditions = ['withdrawn = 0', within.sql];
    const params: SqlValue[] = [...within.params];
    const narrow = (sql: string, value: SqlValue | undefined): void => {
      if (value === undefined) return;
      conditions.push(sql);
      params.push(value);
    };
    narrow('kind = ?', query.kind);
    narrow('parent_id = ?', query.parentId);
    narrow('INSTR(name, ?) > 0', query.name);
    narrow('opened_on <= ?', query.on);
    narrow('(closed_on IS NULL OR closed_on > ?)', query.on);
    const where = conditions.join(' AND ');
    const [name, id] = query.cursor === undefined ? [] : decodeCursor(query.cursor, ['text', 'text']);
    const page = name === undefined || id === undefined ? [] : [name, name, id];
    const behind = page.length === 0 ? '' : ' AND (name > ? OR (name = ? AND unit_id > ?))';
    return this.database.snapshot(async (session) => {
      const [total] = await session.all<{ entries: SqlValue }>(`SELECT COUNT(*) AS entries FROM unit_ledger WHERE ${where}`, params);
      const rows = await session.all<UnitRow>(
        `SELECT u.*, ${NAMED_ON} AS named FROM unit_ledger u WHERE ${where}${behind} ORDER BY name, unit_id LIMIT ${query.limit + 1}`,
        [query.on ?? END_OF_TIME, ...params, ...page],
      );
      const { shown, nextCursor } = pageOfRows(rows, query.limit, (last) => [last.name, last.unit_id]);
      return { items: shown.map(itemOf), nextCursor, count: Number(total?.entries ?? 0), sums: {} };
    });
  }
}

@QueryHandler(GetUnit)
export class GetUnitHandler implements IQueryHandler<GetUnit> {
  constructor(
    @Inject(logToken('directory')) private readonly log: EventLog,
    private readonly contacts: UnitContacts,
  ) {}

  /** @throws ProblemError RECORD.NOT_FOUND */
  async execute({ unitId }: GetUnit): Promise<object> {
    const { state, version } = await this.log.load(unitStream(unitId));
    if (state.state === 'absent' || state.state === 'withdrawn') throw notFound(unitId);
    const { source } = state;
    const demo = source === 'demo' ? { demo: true } : {};
    return { id: unitId, ...factsOf(state), ...(await this.contacts.masked(unitId)), streamVersion: version, source, ...demo };
  }
}

@QueryHandler(GetUnitHistory)
export class GetUnitHistoryHandler implements IQueryHandler<GetUnitHistory> {
  constructor(
    @Inject(logToken('directory')) private readonly log: EventLog,
    @Inject(DATABASE) private readonly database: Database,
  ) {}

  /** What happened to the unit and, for who sees orders, those that came to it or left it, as recorded. @throws ProblemError RECORD.NOT_FOUND */
  async execute({ unitId, caller }: GetUnitHistory): Promise<{ items: HistoryItem[] }> {
    const events = await this.log.history(`unit-${unitId}`);
    if (events.length === 0) throw notFound(unitId);
    const own = historyOf(events, unitStream(unitId).definition, factsOf);
    const moved = mayAtAll(caller, REATTRIBUTION_READING) ? await reattributionsOf(this.database.read, unitId) : [];
    const items = [...own, ...moved];
    return { items: items.sort((one, other) => Date.parse(one.recordedAt) - Date.parse(other.recordedAt)) };
  }
}

function itemOf(row: UnitRow): UnitItem {
  return {
    id: row.unit_id,
    name: row.named ?? row.name,
    kind: row.kind,
    parentId: row.parent_id,
    regionCode: row.region_code,
    openedOn: row.opened_on,
    closedOn: row.closed_on,
    mergedInto: row.merged_into,
    ...(row.demo === 1 ? { demo: true as const } : {}),
  };
}

/** What a person is shown of a unit. */
function factsOf(unit: Unit): Readonly<Record<string, unknown>> {
  if (unit.state === 'absent' || unit.state === 'withdrawn') return { state: unit.state };
  const { unitId: _id, posted: _posted, source: _source, placedOn: _placedOn, ...facts } = unit;
  return facts;
}

export const unitQueryHandlers = [ListUnitsHandler, GetUnitHandler, GetUnitHistoryHandler];
