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
  const selected = columns.map((column) => `t.${column}`).join(', ');
  const key = table.primaryKey.map((column) => `t.${column}`);
  let last: SqlValue[] | undefined;
  for (;;) {
    const behind = last === undefined ? undefined : session.dialect.behind(key, last);
    const where = behind === undefined ? '' : `WHERE ${behind.sql}`;
    const rows = await session.all<Record<string, SqlValue>>(
      `SELECT ${selected} FROM ${name} t ${where} ORDER BY ${key.join(', ')} LIMIT ${PAGE}`,
      behind?.params,
    );
    for (const row of rows) hash.update(`${JSON.stringify(columns.map((column) => row[column] ?? null))}\n`);
    const end = rows.at(-1);
    if (end === undefined || rows.length < PAGE) return;
    last = table.primaryKey.map((column) => end[column] ?? null);
  }
}
