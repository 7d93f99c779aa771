export * from './database.js';
export * from './dialect.js';
export * from './migration-steps.js';
export * from './statements.js';
export * from './turns.js';
export type { SqliteOptions } from './sqlite/sqlite-connection.js';
export { SqliteDatabase } from './sqlite/sqlite-database.js';
export { sqliteDialect } from './sqlite/sqlite-dialect.js';
export { LedgerFileError } from './sqlite/sqlite-migration.js';
