import type { BusinessDay, Sight } from '#contracts';
import { Day } from '#contracts/commands';
import type { SqlValue } from '#event-log';
import type { Database } from '#persistence';
import { decodeCursor, type ListAnswer, ListQuery, pageOfRows, QueryYear } from '#platform';
import type { ScopeCondition } from '#reference';

/** A list over a period: `year` and `from`/`to` intersect, both days included (contract §9, Time). */
export class PeriodQuery extends ListQuery {
  @Day({ optional: true, description: '起' })
  from?: BusinessDay;

  @Day({ optional: true, description: '止（含）' })
  to?: BusinessDay;

  @QueryYear({ optional: true })
  year?: number;
}

/** Conditions of a list, joined by AND; withdrawn records are in no list. */
export class Filter {
  private readonly parts = ['withdrawn = 0'];
  readonly params: SqlValue[] = [];

  get sql(): string {
    return this.parts.join(' AND ');
  }

  /** Adds `sql`, which has one `?`, where a value was asked for. */
  and(sql: string, value: SqlValue | undefined): this {
    if (value == null) return this;
    this.parts.push(sql);
    this.params.push(value);
    return this;
  }

  /** Keeps what a caller reaches by village. */
  inReach(column: string, { everything, village }: Sight): this {
    if (everything) return this;
    return village === null ? this.when(true, '1 = 0') : this.and(`${column} = ?`, village);
  }

  /** Adds a condition with its parameters. */
  meeting(condition: ScopeCondition): this {
    this.parts.push(condition.sql);
    this.params.push(...condition.params);
    return this;
  }

  /** Adds a condition without parameters. */
  when(asked: boolean, sql: string): this {
    if (asked) this.parts.push(sql);
    return this;
  }

  within(column: string, { from, to, year }: PeriodQuery): this {
    this.and(`${column} >= ?`, from).and(`${column} <= ?`, to);
    return this.and(`${column} >= ?`, year && `${year}-01-01`).and(`${column} <= ?`, year && `${year}-12-31`);
  }
}

/** What a list reads: one table, newest business day first, then by id. */
export interface Listing {
  readonly table: string;
  readonly day: string;
  readonly id: string;
  /** SQL expressions over the whole filter by the names of the answer's sums. */
  readonly sums: Readonly<Record<string, string>>;
}

/** One page with count and sums of the whole filter, all of one moment. @throws ProblemError QUERY.INVALID for an unusable cursor */
export async function readPage<Found extends object, Item>(
  database: Database,
  listing: Listing,
  filter: Filter,
  query: ListQuery,
  itemsOf: (rows: readonly Found[]) => readonly Item[] | Promise<readonly Item[]>,
): Promise<ListAnswer<Item>> {
  const { table, day, id } = listing;
  const [afterDay, afterId] = query.cursor == null ? [] : decodeCursor(query.cursor, ['text', 'text']);
  const after = afterDay === undefined || afterId === undefined ? [] : [afterDay, afterDay, afterId];
  const behind = after.length === 0 ? '' : ` AND (${day} < ? OR (${day} = ? AND ${id} > ?))`;
  const totals = Object.entries(listing.sums).map(([name, sql]) => `, SUM(${sql}) AS ${name}`);
  const page = `SELECT * FROM ${table} WHERE ${filter.sql}${behind} ORDER BY ${day} DESC, ${id} LIMIT ${query.limit + 1}`;
  const { total, rows } = await database.snapshot(async (session) => {
    const [found] = await session.all<Record<string, SqlValue>>(
      `SELECT COUNT(*) AS entries${totals.join('')} FROM ${table} WHERE ${filter.sql}`,
      filter.params,
    );
    return { total: found, rows: await session.all<Found>(page, [...filter.params, ...after]) };
  });
  const { shown, nextCursor } = pageOfRows(rows, query.limit, (last) => keyOf(last, listing));
  return {
    items: await itemsOf(shown),
    nextCursor,
    count: Number(total?.['entries'] ?? 0),
    // A sum over no rows is NULL, and MySQL gives sums as text: both become plain numbers here.
    sums: Object.fromEntries(Object.keys(listing.sums).map((name) => [name, Number(total?.[name] ?? 0)])),
  };
}

function keyOf(row: object, { day, id }: Listing): readonly string[] {
  const columns = new Map<string, unknown>(Object.entries(row));
  return [String(columns.get(day)), String(columns.get(id))];
}
