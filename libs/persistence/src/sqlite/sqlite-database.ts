import type BetterSqlite3 from 'better-sqlite3';
import { DataSource } from 'typeorm';
import type { Database, Durability, HeldLock, SqlSession } from '../database.js';
import type { Dialect } from '../dialect.js';
import { Turns } from '../turns.js';
import { migrationClasses } from '../migration-steps.js';
import { connectionOf, type SqliteOptions } from './sqlite-connection.js';
import { sqliteDialect } from './sqlite-dialect.js';
import { SqliteSession } from './sqlite-session.js';
import { emptyInCopies, refuseNewerSchema, migrateAfterBackup } from './sqlite-migration.js';

/** WAL is folded into the file when it passes this many pages (4 KiB each), so long runs do not grow it without bound. */
const WAL_PAGES = 4_000;
/** {@link LedgerLock} keeps the file for one process, and its work takes turns: nobody else can have it meanwhile. */
const KEPT: HeldLock = { prove: () => Promise.resolve() };
/** Page cache in KiB: the one that merges rows of read models by key needs most; the others lean on the system's cache. */
const CACHE_KIB = { durable: 4_096, rebuildable: 16_384, read: 4_096, views: 2_048 } as const;

/**
 * The ledger's one file. Three connections: the log writes with `synchronous=FULL`, read models with NORMAL
 * (they can be folded again), reads see committed rows only. Writers take turns, since SQLite has one.
 */
export class SqliteDatabase implements Database {
  readonly dialect: Dialect = sqliteDialect;
  private readonly turns = new Turns();

  private constructor(
    private readonly file: string,
    private readonly sources: readonly DataSource[],
    private readonly durable: SqliteSession,
    private readonly rebuildable: SqliteSession,
    readonly read: SqliteSession,
    private readonly views: SqliteSession,
  ) {}

  /** @throws LedgerFileError where the file is of a newer release or not a ledger */
  static async open(options: SqliteOptions): Promise<SqliteDatabase> {
    const readOnly = options.readOnly === true;
    const durable = await connect(options, 'FULL', CACHE_KIB.durable);
    await refuseNewerSchema(durable, options);
    if (!readOnly) await migrateAfterBackup(durable, options);
    const rebuildable = await connect(options, 'NORMAL', CACHE_KIB.rebuildable);
    const read = await connect(options, 'NORMAL', CACHE_KIB.read);
    const views = await connect(options, 'NORMAL', CACHE_KIB.views);
    const sources = [durable, rebuildable, read, views];
    return new SqliteDatabase(options.file, sources, sessionOf(durable), sessionOf(rebuildable), sessionOf(read), sessionOf(views));
  }

  transaction<Result>(durability: Durability, work: (session: SqlSession) => Promise<Result>): Promise<Result> {
    const session = durability === 'durable' ? this.durable : this.rebuildable;
    return this.turns.take(async () => {
      await session.run('BEGIN IMMEDIATE');
      try {
        const result = await work(session);
        await session.run('COMMIT');
        return result;
      } catch (error) {
        if (session.connection.inTransaction) await session.run('ROLLBACK');
        throw error;
      }
    });
  }

  private readonly viewTurns = new Turns();

  snapshot<Result>(work: (session: SqlSession) => Promise<Result>): Promise<Result> {
    return this.viewTurns.take(async () => {
      await this.views.run('BEGIN');
      try {
        return await work(this.views);
      } finally {
        await this.views.run('ROLLBACK');
      }
    });
  }

  private readonly exclusive = new Map<string, Turns>();

  exclusively<Result>(name: string, work: (lock: HeldLock) => Promise<Result>, waiting?: AbortSignal): Promise<Result> {
    const turns = this.exclusive.get(name) ?? new Turns();
    this.exclusive.set(name, turns);
    return turns.take(() => work(KEPT), waiting);
  }

  /** Deleted content is zeroed where it stood (`secure_delete`); older copies of its page are in the WAL until that is folded in. */
  scrub(): Promise<void> {
    return this.turns.take(() =>
      this.viewTurns.take(async () => {
        const [outcome] = this.durable.connection.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
        if (outcome?.busy !== 0) throw new Error('the write-ahead log could not be folded into the ledger: something else reads it');
      }),
    );
  }

  /**
   * After an upgrade that took something personal out of tables: rewrites the file, since pages that were split keep
   * old bytes, and empties these tables in the copies made before upgrades. Needs as much free space as the file has.
   */
  async eraseOldCopies(tables: readonly string[]): Promise<void> {
    await this.turns.take(() => this.viewTurns.take(async () => void this.durable.connection.exec('VACUUM')));
    await this.scrub();
    emptyInCopies(this.file, tables);
  }

  /** Copies the ledger into `file` while it goes on working (SQLite online backup). */
  async backup(file: string): Promise<void> {
    await this.read.connection.backup(file);
  }

  async close(): Promise<void> {
    await this.turns.take(async () => {
      for (const source of this.sources) await source.destroy();
    });
  }
}

async function connect(options: SqliteOptions, synchronous: 'FULL' | 'NORMAL', cacheKib: number): Promise<DataSource> {
  const readOnly = options.readOnly === true;
  const source = new DataSource({
    type: 'better-sqlite3',
    database: options.file,
    readonly: readOnly,
    fileMustExist: readOnly,
    timeout: 5_000,
    migrations: migrationClasses(options.steps, sqliteDialect),
    migrationsTableName: 'schema_step',
    migrationsTransactionMode: 'each',
    prepareDatabase: (connection: BetterSqlite3.Database) => {
      if (!readOnly) connection.pragma('journal_mode = WAL');
      // In WAL better-sqlite3 behaves like NORMAL although the pragma reads 2, until it is set by hand.
      connection.pragma(`synchronous = ${synchronous}`);
      connection.pragma(`cache_size = -${cacheKib}`);
      connection.pragma(`wal_autocheckpoint = ${WAL_PAGES}`);
      connection.pragma(`secure_delete = ${synchronous === 'FULL' ? 'ON' : 'OFF'}`);
    },
  });
  return source.initialize();
}

function sessionOf(source: DataSource): SqliteSession {
  return new SqliteSession(connectionOf(source));
}
