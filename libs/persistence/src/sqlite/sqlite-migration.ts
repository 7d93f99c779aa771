import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import type { DataSource } from 'typeorm';
import { newerSchema } from '../ledger-file-error.js';
import { connectionOf, type SqliteOptions } from './sqlite-connection.js';

const BEFORE = '.before-';

/** Refuses a file whose schema has steps this release does not know. */
export async function refuseNewerSchema(source: DataSource, options: SqliteOptions): Promise<void> {
  const known = new Set(options.steps.map((step) => step.name));
  const unknown = appliedSteps(source).filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  await source.destroy();
  throw newerSchema(options.file, unknown);
}

/** Brings an older file up to date, after a copy `<file>.before-<step>.sqlite` of it. */
export async function migrateAfterBackup(source: DataSource, options: SqliteOptions): Promise<void> {
  const applied = new Set(appliedSteps(source));
  const pending = options.steps.filter((step) => !applied.has(step.name));
  const first = pending[0];
  if (first === undefined) return;
  const copy = `${options.file}${BEFORE}${first.name}.sqlite`;
  if (applied.size > 0 && !existsSync(copy)) await connectionOf(source).backup(copy);
  await source.runMigrations();
}

/** Takes all rows of some tables out of every copy that {@link migrateAfterBackup} has made, for good. */
export function emptyInCopies(file: string, tables: readonly string[]): void {
  const own = basename(file) + BEFORE;
  for (const name of readdirSync(dirname(file)).filter((entry) => entry.startsWith(own) && entry.endsWith('.sqlite'))) {
    const copy = new BetterSqlite3(join(dirname(file), name));
    copy.pragma('secure_delete = ON');
    for (const table of tables) {
      const there = copy.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(table);
      if (there !== undefined) copy.exec(`DELETE FROM ${table}`);
    }
    copy.exec('VACUUM');
    copy.close();
  }
}

function appliedSteps(source: DataSource): string[] {
  const connection = connectionOf(source);
  const table = connection.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_step'").get();
  if (table === undefined) return [];
  return connection.prepare('SELECT name FROM schema_step ORDER BY id').pluck().all() as string[];
}
