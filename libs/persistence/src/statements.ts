import type { SqlSession, SqlValue } from './database.js';

/** `(?, ?, ?)` for one row of `width` values. */
function tuple(width: number): string {
  return `(${new Array<string>(width).fill('?').join(', ')})`;
}

const CHUNKS = [256, 64, 16, 4, 1] as const;

/**
 * Inserts rows of one shape in statements of 256, 64, 16, 4 or 1 rows: few statements to send, few to prepare,
 * and never more parameters than an engine takes.
 */
export async function insertRows(
  session: SqlSession,
  head: string,
  columns: readonly string[],
  rows: readonly (readonly SqlValue[])[],
  tail = '',
): Promise<void> {
  const into = `${head} (${columns.join(', ')}) VALUES `;
  let from = 0;
  for (const size of CHUNKS) {
    if (rows.length - from < size) continue;
    const sql = `${into}${new Array<string>(size).fill(tuple(columns.length)).join(', ')} ${tail}`;
    while (rows.length - from >= size) {
      await session.run(sql, rows.slice(from, from + size).flat());
      from += size;
    }
  }
}

/** A list of placeholders padded to a power of two (the last value again), so that few statements are prepared. */
export function placeholders(values: readonly SqlValue[]): { readonly sql: string; readonly params: readonly SqlValue[] } {
  const last = values.at(-1);
  if (last === undefined) return { sql: '(NULL)', params: [] };
  const size = 2 ** Math.ceil(Math.log2(values.length));
  return { sql: tuple(size), params: [...values, ...new Array<SqlValue>(size - values.length).fill(last)] };
}
