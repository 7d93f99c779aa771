import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import { type Database, type MigrationStep, MysqlDatabase, type MysqlOptions, SqliteDatabase } from '#persistence';
import { sharedServers, type SharedServers } from './servers.js';

/** Every engine that what we write has to mean the same on. */
export const ENGINES = ['sqlite', 'mysql', 'mariadb'] as const;
export type EngineName = (typeof ENGINES)[number];
type ServerEngine = Exclude<EngineName, 'sqlite'>;

/** A database of its own on one engine: empty at first, kept between openings, gone after `drop`. */
export interface EngineDatabase {
  open(steps: readonly MigrationStep[]): Promise<Database>;
  drop(): Promise<void>;
}

/** The engines of one suite. */
export class Engines {
  private static made = 0;

  private constructor(private readonly servers: SharedServers<ServerEngine>) {}

  static async start(): Promise<Engines> {
    return new Engines(await sharedServers(['mysql', 'mariadb']));
  }

  stop(): Promise<void> {
    return this.servers.release();
  }

  async fresh(engine: EngineName): Promise<EngineDatabase> {
    if (engine === 'sqlite') return freshFile();
    const { version: _version, ...server } = this.servers[engine];
    Engines.made += 1;
    const database = `bangfu_${process.pid}_${Engines.made}_${Date.now().toString(36)}`;
    await this.ask(engine, `CREATE DATABASE ${database}`);
    return {
      open: (steps) => MysqlDatabase.open({ ...server, database, steps }),
      drop: () => this.ask(engine, `DROP DATABASE ${database}`),
    };
  }

  /** Where a schema of a server is, for suites that open it themselves. */
  connectionOf(engine: ServerEngine): Omit<MysqlOptions, 'database' | 'steps'> {
    const { host, port, user, password } = this.servers[engine];
    return { host, port, user, password };
  }

  private async ask(engine: ServerEngine, sql: string): Promise<void> {
    const connection = await mysql.createConnection(this.connectionOf(engine));
    await connection.query(sql);
    await connection.end();
  }
}

function freshFile(): EngineDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'bangfu-engine-'));
  return {
    open: (steps) => SqliteDatabase.open({ file: join(folder, 'ledger.sqlite'), steps }),
    drop: () => rm(folder, { recursive: true, force: true }),
  };
}
