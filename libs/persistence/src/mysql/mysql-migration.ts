import type { DataSource } from 'typeorm';
import { newerSchema } from '../ledger-file-error.js';
import type { SqlSession } from '../database.js';
import type { MysqlOptions } from './mysql-connection.js';

const MARKS = 'schema_step';

/**
 * Brings the schema up to this release. Callers hold the lock of the schema, so that of two instances that start at once
 * one does it and the other finds it done. There is no copy beforehand: a backup of a server is its keeper's.
 * @throws LedgerFileError LEDGER.NEWER_SCHEMA where it has steps this release does not know
 */
export async function migrate(source: DataSource, session: SqlSession, options: MysqlOptions): Promise<void> {
  const applied = await appliedSteps(session);
  const known = new Set(options.steps.map((step) => step.name));
  const unknown = applied.filter((name) => !known.has(name));
  if (unknown.length > 0) throw newerSchema(options.database, unknown);
  if (options.steps.some((step) => !applied.includes(step.name))) await source.runMigrations();
}

async function appliedSteps(session: SqlSession): Promise<string[]> {
  const { sql, params } = session.dialect.presentTables([MARKS]);
  if ((await session.all(sql, params)).length === 0) return [];
  return (await session.all<{ name: string }>(`SELECT name FROM ${MARKS} ORDER BY id`)).map(({ name }) => name);
}
