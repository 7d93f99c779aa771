import { createHash, type Hash } from 'node:crypto';
import type { SqlSession, SqlValue, TableSpec } from '#persistence';
import type { Projection } from './projection.js';

const PAGE = 2_000;

/**
 * SHA-256 over all rows of a projection, tables in their order, rows by primary key, columns as declared. Equal rows
 * have equal hashes on every engine, so hash(live) = hash(rebuilt) = hash(SQLite) = hash(MySQL).
 */
export async function hashProjection(session: SqlSession, projection: Projection, nameOf: (table: string) => string): Promise<string> {
  const hash = createHash('sha256');
  for (const table of projection.tables) {
    hash.update(`${table.name}\n`);
    await hashTable(session, table, nameOf(table.name), hash);
  }
  return hash.digest('hex');
}

async function hashTable(session: SqlSession, table: TableSpec, name: string, hash: Hash): Promise<void> {
  const columns = table.columns.map((column) => column.name);
  const key = table.primaryKey.join(', ');
  const marks = table.primaryKey.map(() => '?').join(', ');
  let last: SqlValue[] | undefined;
  for (;;) {
    const where = last === undefined ? '' : `WHERE (${key}) > (${marks})`;
    const rows = await session.all<Record<string, SqlValue>>(
      `SELECT ${columns.join(', ')} FROM ${name} ${where} ORDER BY ${key} LIMIT ${PAGE}`,
      last ?? [],
    );
    for (const row of rows) hash.update(`${JSON.stringify(columns.map((column) => row[column] ?? null))}\n`);
    const end = rows.at(-1);
    if (end === undefined || rows.length < PAGE) return;
    last = table.primaryKey.map((column) => end[column] ?? null);
  }
}
