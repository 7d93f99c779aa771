import { existsSync } from 'node:fs';
import type { DataSource } from 'typeorm';
import { connectionOf, type SqliteOptions } from './sqlite-connection.js';

/** The ledger's file cannot be opened by this release; the message says what to do. */
export class LedgerFileError extends Error {
  constructor(
    readonly code: 'LEDGER.NEWER_SCHEMA' | 'LEDGER.NOT_A_LEDGER' | 'LEDGER.IN_USE',
    message: string,
  ) {
    super(`${code} ${message}`);
    this.name = 'LedgerFileError';
  }
}

/** Refuses a file whose schema has steps this release does not know. */
export async function refuseNewerSchema(source: DataSource, options: SqliteOptions): Promise<void> {
  const known = new Set(options.steps.map((step) => step.name));
  const unknown = appliedSteps(source).filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  await source.destroy();
  throw new LedgerFileError(
    'LEDGER.NEWER_SCHEMA',
    `${options.file}: 账本由更新的版本写成（${unknown.join(', ')}），请升级程序后再打开。` +
      ` / The ledger was written by a newer release (${unknown.join(', ')}); upgrade the program before opening it.`,
  );
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
