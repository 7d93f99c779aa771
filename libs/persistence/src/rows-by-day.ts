import type { SqlSession, SqlValue } from './database.js';

/** Rows of one read: a reading of any length holds no more of them. */
const AT_ONCE = 500;

/** A table that is read by day, the newest first, then by id. */
export interface DayOrder {
  readonly table: string;
  readonly day: string;
  readonly id: string;
}

/** Every row that meets a condition, read piece by piece: rows that come in meanwhile are there or not, none is there twice. */
export async function* rowsByDay<Row extends object>(
  session: SqlSession,
  { table, day, id }: DayOrder,
  where: { readonly sql: string; readonly params: readonly SqlValue[] },
): AsyncGenerator<Row> {
  let last: Readonly<Record<string, SqlValue>> | undefined;
  do {
    const behind = last === undefined ? [] : [last[day] ?? null, last[day] ?? null, last[id] ?? null];
    const page = last === undefined ? '' : ` AND (${day} < ? OR (${day} = ? AND ${id} > ?))`;
    const rows = await session.all<Row>(`SELECT * FROM ${table} WHERE ${where.sql}${page} ORDER BY ${day} DESC, ${id} LIMIT ${AT_ONCE}`, [
      ...where.params,
      ...behind,
    ]);
    yield* rows;
    last = rows.length < AT_ONCE ? undefined : (rows.at(-1) as Readonly<Record<string, SqlValue>> | undefined);
  } while (last !== undefined);
}
