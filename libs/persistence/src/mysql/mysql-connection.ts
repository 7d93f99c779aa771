import mysql from 'mysql2';
import type { Pool, PoolConnection } from 'mysql2';
import { DataSource } from 'typeorm';
import { migrationClasses, type MigrationStep } from '../migration-steps.js';
import { mysqlDialect } from './mysql-dialect.js';

/** How a process reaches its MySQL or MariaDB. */
export interface MysqlOptions {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** The schema of one service; it exists and nothing else is in it. */
  readonly database: string;
  readonly steps: readonly MigrationStep[];
  /** Most connections that answer reads; twice as many are open at most, with those of snapshots and writers. Default 10. */
  readonly readers?: number;
  /** How long a server may say nothing to a statement before it counts as gone. Default 60,000 ms. */
  readonly patienceMs?: number;
}

/** The isolation levels our transactions ask for. */
export type Isolation = 'READ COMMITTED' | 'REPEATABLE READ';

/** How long a server may say nothing. */
export const PATIENCE_MS = 60_000;
const LONGEST_CONNECT_MS = 10_000;

/** Longest wait for a row or for a table that is replaced, in seconds; then the transaction is run again. */
const LONGEST_LOCK_WAIT_S = 10;

/** No value is cut or bent to fit, and no server's default decides what a statement means. */
const SQL_MODE = [
  'STRICT_ALL_TABLES',
  'ONLY_FULL_GROUP_BY',
  'NO_ZERO_IN_DATE',
  'NO_ZERO_DATE',
  'ERROR_FOR_DIVISION_BY_ZERO',
  'NO_ENGINE_SUBSTITUTION',
].join(',');

/** A data source whose every connection is set up alike, whatever the server's defaults. */
export async function connect(options: MysqlOptions, isolation: Isolation, connections: number): Promise<DataSource> {
  const { host, port, user, password, database, steps, patienceMs = PATIENCE_MS } = options;
  const source = new DataSource({
    type: 'mysql',
    driver: mysql,
    host,
    port,
    username: user,
    password,
    database,
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: false,
    connectTimeout: Math.min(LONGEST_CONNECT_MS, patienceMs),
    poolSize: connections,
    migrations: migrationClasses(steps, mysqlDialect),
    migrationsTableName: 'schema_step',
    // Its DDL commits by itself: a transaction around it would only look like one.
    migrationsTransactionMode: 'none',
  });
  await source.initialize();
  const pool = poolOf(source);
  pool.on('connection', (connection) => setUp(connection, isolation));
  await retire(pool);
  return source;
}

/** The mysql2 pool under a TypeORM data source. */
export function poolOf(source: DataSource): Pool {
  const driver: object = source.driver;
  if (!('pool' in driver)) throw new TypeError('not a MySQL data source');
  return driver.pool as Pool;
}

/** Statements of one connection are done in order, so these come before whatever it was opened for. */
function setUp(connection: PoolConnection, isolation: Isolation): void {
  const drop = (error: unknown): void => {
    if (error !== null) connection.destroy();
  };
  connection.query(
    `SET SESSION sql_mode = '${SQL_MODE}', time_zone = '+00:00',` +
      ` innodb_lock_wait_timeout = ${LONGEST_LOCK_WAIT_S}, lock_wait_timeout = ${LONGEST_LOCK_WAIT_S}`,
    drop,
  );
  connection.query(`SET SESSION TRANSACTION ISOLATION LEVEL ${isolation}`, drop);
}

/** Drops the connection that TypeORM opened before anybody could set it up. */
async function retire(pool: Pool): Promise<void> {
  const connection = await pool.promise().getConnection();
  connection.destroy();
}
