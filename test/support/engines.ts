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

/** A schema of its own on a server. */
export interface OwnSchema extends EngineDatabase {
  /** @param otherwise what differs: another port, less patience */
  open(steps: readonly MigrationStep[], otherwise?: Partial<MysqlOptions>): Promise<MysqlDatabase>;
  readonly host: string;
  readonly port: number;
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
    return engine === 'sqlite' ? freshFile() : this.freshSchema(engine);
  }

  async freshSchema(engine: ServerEngine): Promise<OwnSchema> {
    const { host, port, user, password } = this.servers[engine];
    const server = { host, port, user, password };
    Engines.made += 1;
    const database = `bangfu_${process.pid}_${Engines.made}_${Date.now().toString(36)}`;
    const ask = async (sql: string): Promise<void> => {
      const connection = await mysql.createConnection(server);
      await connection.query(sql);
      await connection.end();
    };
    await ask(`CREATE DATABASE ${database}`);
    return {
      host,
      port,
      open: (steps, otherwise) => MysqlDatabase.open({ ...server, database, steps, ...otherwise }),
      drop: () => ask(`DROP DATABASE ${database}`),
    };
  }
}

function freshFile(): EngineDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'bangfu-engine-'));
  return {
    open: (steps) => SqliteDatabase.open({ file: join(folder, 'ledger.sqlite'), steps }),
    drop: () => rm(folder, { recursive: true, force: true }),
  };
}
