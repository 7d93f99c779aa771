import { existsSync } from 'node:fs';
import type { DataSource } from 'typeorm';
import { newerSchema } from '../ledger-file-error.js';
import { connectionOf, type SqliteOptions } from './sqlite-connection.js';

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
  const copy = `${options.file}.before-${first.name}.sqlite`;
  if (applied.size > 0 && !existsSync(copy)) await connectionOf(source).backup(copy);
  await source.runMigrations();
}

function appliedSteps(source: DataSource): string[] {
  const connection = connectionOf(source);
  const table = connection.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_step'").get();
  if (table === undefined) return [];
  return connection.prepare('SELECT name FROM schema_step ORDER BY id').pluck().all() as string[];
}
