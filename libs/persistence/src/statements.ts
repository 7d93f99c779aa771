import type { SqlValue } from './database.js';

/** `(?, ?, ?)` for one row of `width` values. */
function tuple(width: number): string {
  return `(${new Array<string>(width).fill('?').join(', ')})`;
}

/** A list of placeholders padded to a power of two (the last value again), so that few statements are prepared. */
export function placeholders(values: readonly SqlValue[]): { readonly sql: string; readonly params: readonly SqlValue[] } {
  const last = values.at(-1);
  if (last === undefined) return { sql: '(NULL)', params: [] };
  const size = 2 ** Math.ceil(Math.log2(values.length));
  return { sql: tuple(size), params: [...values, ...new Array<SqlValue>(size - values.length).fill(last)] };
}
