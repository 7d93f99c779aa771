import type { Pool } from 'mysql2/promise';
import type { DataSource } from 'typeorm';
import type { Database, Durability, HeldLock, SqlSession } from '../database.js';
import type { Dialect } from '../dialect.js';
import { unreachable } from '../ledger-file-error.js';
import { Turns } from '../turns.js';
import { connect, type MysqlOptions, PATIENCE_MS, poolOf } from './mysql-connection.js';
import { mysqlDialect } from './mysql-dialect.js';
import { codeOf, isTransient, isUnavailable } from './mysql-errors.js';
import { anyLineOf, lineOf, onLine, type Queryable } from './mysql-line.js';
import { underLock } from './mysql-lock.js';
import { migrate } from './mysql-migration.js';
import { MysqlSession } from './mysql-session.js';

const READERS = 10;
/** One for each durability, the others for named locks. */
const WRITERS = 8;
/** A snapshot whose tables were replaced, or whose connection was lost, is taken anew this many times. */
const MOST_SNAPSHOTS = 4;

interface Pools {
  readonly writers: Pool;
  readonly readers: Pool;
  readonly views: Pool;
}

/**
 * One schema of a MySQL or MariaDB server. Writers, single reads and snapshots have pools of their own, so that a
 * transaction that reads outside itself never waits for connections that wait for it. Transactions are READ COMMITTED, one
 * connection each; those of one durability take turns, so projections of one process do not meet, and a rebuild does not
 * hold up the log. Both durabilities are as durable as the server's `innodb_flush_log_at_trx_commit` makes them.
 */
export class MysqlDatabase implements Database {
  readonly dialect: Dialect = mysqlDialect;
  readonly read: SqlSession;
  private readonly turns = { durable: new Turns(), rebuildable: new Turns() };
  private readonly exclusive = new Map<string, Turns>();

  private constructor(
    private readonly sources: readonly DataSource[],
    private readonly schema: string,
    private readonly pools: Pools,
    private readonly mostBytes: number,
    private readonly patienceMs: number,
  ) {
    this.read = new MysqlSession(anyLineOf(pools.readers, patienceMs), mostBytes);
  }

  /** @throws LedgerFileError where the server cannot be reached, or the schema is of a newer release */
  static async open(options: MysqlOptions): Promise<MysqlDatabase> {
    try {
      return await MysqlDatabase.connected(options);
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      throw unreachable(`${options.host}:${options.port}/${options.database}`, codeOf(error), error);
    }
  }

  private static async connected(options: MysqlOptions): Promise<MysqlDatabase> {
    const { database, readers = READERS, patienceMs = PATIENCE_MS } = options;
    const writing = await connect(options, 'READ COMMITTED', WRITERS);
    const sources = [writing];
    try {
      const writers = poolOf(writing).promise();
      const line = anyLineOf(writers, patienceMs);
      const mostBytes = await mostBytesOf(line);
      await underLock(writers, { schema: database, name: 'schema' }, () => migrate(writing, new MysqlSession(line, mostBytes), options));
      const reading = await connect(options, 'READ COMMITTED', readers);
      sources.push(reading);
      const viewing = await connect(options, 'REPEATABLE READ', readers);
      sources.push(viewing);
      const pools = { writers, readers: poolOf(reading).promise(), views: poolOf(viewing).promise() };
      return new MysqlDatabase(sources, database, pools, mostBytes, patienceMs);
    } catch (error) {
      for (const source of sources) await source.destroy();
      throw error;
    }
  }

  transaction<Result>(durability: Durability, work: (session: SqlSession) => Promise<Result>): Promise<Result> {
    return this.turns[durability].take(() => this.within(this.pools.writers, 'START TRANSACTION', work, 'COMMIT'));
  }

  async snapshot<Result>(work: (session: SqlSession) => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.within(this.pools.views, 'START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY', work, 'ROLLBACK');
      } catch (error) {
        if (attempt >= MOST_SNAPSHOTS || !isTransient(error)) throw error;
      }
    }
  }

  exclusively<Result>(name: string, work: (lock: HeldLock) => Promise<Result>, waiting?: AbortSignal): Promise<Result> {
    const turns = this.exclusive.get(name) ?? new Turns();
    this.exclusive.set(name, turns);
    // In turns within the process, so that those who wait do not hold a connection each.
    return turns.take(() => underLock(this.pools.writers, { schema: this.schema, name, waiting }, work), waiting);
  }

  /**
   * What InnoDB can promise: a value that was overwritten with one of the same length is gone from its page, as soon as that
   * is flushed. Old versions stay in the undo log until it is purged and in the redo log until it comes round, both within
   * the server's own time; in binary logs, replicas and backups until their keeper lets go of them (`binlog_expire_logs_seconds`,
   * see the runbook). No statement can hasten that for one row, so none is sent.
   */
  scrub(): Promise<void> {
    return Promise.resolve();
  }

  async close(): Promise<void> {
    await this.turns.durable.take(() => this.turns.rebuildable.take(() => Promise.resolve()));
    for (const source of this.sources) await source.destroy();
  }

  private within<Result>(
    pool: Pool,
    begin: string,
    work: (session: SqlSession) => Promise<Result>,
    end: 'COMMIT' | 'ROLLBACK',
  ): Promise<Result> {
    return onLine(pool, async (connection) => {
      const line = lineOf(connection, this.patienceMs);
      await line.query(begin);
      const result = await work(new MysqlSession(line, this.mostBytes));
      await line.query(end);
      return result;
    });
  }
}

async function mostBytesOf(line: Queryable): Promise<number> {
  const [row] = await new MysqlSession(line, 0).all<{ bytes: number }>('SELECT @@max_allowed_packet AS bytes');
  if (row === undefined) throw new Error('the server does not tell its max_allowed_packet');
  return row.bytes;
}
