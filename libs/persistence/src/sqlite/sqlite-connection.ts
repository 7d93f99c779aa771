import type BetterSqlite3 from 'better-sqlite3';
import type { DataSource } from 'typeorm';
import type { MigrationStep } from '../migration-steps.js';

/** Where a ledger's file is and how it is opened. */
export interface SqliteOptions {
  /** Path of the ledger's file. */
  readonly file: string;
  readonly steps: readonly MigrationStep[];
  /** Opens for reading only: no lock, no migration; any write is an error. */
  readonly readOnly?: boolean;
}

/** The better-sqlite3 handle under a TypeORM data source; TypeORM's own query path prepares every statement anew. */
export function connectionOf(source: DataSource): BetterSqlite3.Database {
  const driver: object = source.driver;
  if (!('databaseConnection' in driver)) throw new TypeError('not a better-sqlite3 data source');
  return driver.databaseConnection as BetterSqlite3.Database;
}
