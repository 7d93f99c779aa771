import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Projection } from '#event-log';
import { type Database, type Dialect, mysqlDialect, type SqlSession, type SqlValue, SqliteDatabase, sqliteDialect } from '#persistence';
import { CLUSTER_APPS, type ClusterApp } from '#platform';
import { clusterServices } from '../../apps/standalone/src/cluster-services.js';
import { standaloneProjections } from '../../apps/standalone/src/standalone.module.js';
import { createIndexes, createTables } from '../../libs/event-log/src/projection/shadow-tables.js';
import type { EngineDatabase } from '../support/engines.js';
import { LivingLedger } from '../support/living-ledger.js';
import { freeze, type FrozenSchema, type FrozenStory, type FrozenTable, type SchemaName, type Spelled, stepsOf } from './frozen-release.js';
import { MemoryCluster } from './memory-cluster.js';
import { RELEASE_KEY, tellRelease } from './release-story.js';

const FIRST_GENERATION = 1;

/** Freezes this tree as the release that package.json names. @returns its name @throws where it is frozen already */
export async function freezeRelease(): Promise<string> {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const folder = mkdtempSync(join(tmpdir(), 'bangfu-freeze-'));
  try {
    const { schemas, story } = await releaseOfToday(folder);
    freeze(version, schemas, story);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return version;
}

/** What this tree would be frozen as. */
export interface Release {
  readonly schemas: ReadonlyMap<SchemaName, FrozenSchema>;
  readonly story: FrozenStory;
}

/** Tells the story to this tree, standalone and as a cluster. @param folder an empty one, for its databases */
export async function releaseOfToday(folder: string): Promise<Release> {
  const open = (schema: SchemaName): Promise<SqliteDatabase> =>
    SqliteDatabase.open({ file: join(folder, `${schema}.sqlite`), steps: stepsOf(schema) });
  const own: EngineDatabase = { open: () => open('standalone'), drop: () => Promise.resolve() };
  const living = await LivingLedger.start(own, RELEASE_KEY);
  const story = await tellRelease(living);
  await living.verify();
  const { database } = living.open;
  const schemas = new Map<SchemaName, FrozenSchema>([['standalone', await frozenOf('standalone', database, standaloneProjections())]]);
  for (const [app, of] of await cluster(database, open)) schemas.set(app, await frozenOf(app, of, clusterServices[app].projections));
  await living.close();
  return { schemas, story };
}

/** The same events in the processes of a cluster, with what they made of them. */
async function cluster(from: Database, open: (app: ClusterApp) => Promise<Database>): Promise<ReadonlyMap<ClusterApp, Database>> {
  const databases = new Map<ClusterApp, Database>();
  const running = new MemoryCluster();
  for (const app of CLUSTER_APPS) {
    const database = await open(app);
    await copyOwn(from, database);
    databases.set(app, database);
    await running.start(app, database);
  }
  await running.settled();
  await running.stop();
  return databases;
}

/** What a process has beside its read models is the same in both tiers; a log's head is where its events are. */
async function copyOwn(from: Database, to: Database): Promise<void> {
  const kept = await tablesOf(to);
  const rowsOf = new Map((await tablesOf(from)).map(({ name, rows }) => [name, rows]));
  const logs = new Set((await to.read.all<{ log: string }>('SELECT log FROM log_head')).map(({ log }) => log));
  await to.transaction('durable', async (session) => {
    for (const { name, columns } of kept.filter((table) => !BOOKKEEPING.has(table.name))) {
      const rows = rowsOf.get(name) ?? [];
      const own = name === 'log_head' ? rows.filter(([log]) => logs.has(String(log))) : rows;
      await session.run(`DELETE FROM ${name}`);
      await session.insert(`INSERT INTO ${name}`, columns, own);
    }
  });
}

/** How far readers and relays are: of each process alone. */
const BOOKKEEPING = new Set(['checkpoint', 'projection_state', 'parked_event', 'projection_switch', 'relay_lease', 'partition_checkpoint']);

async function frozenOf(schema: SchemaName, database: Database, projections: readonly Projection[]): Promise<FrozenSchema> {
  const steps = stepsOf(schema).map(({ name, statement }) => ({ name, sqlite: statement(sqliteDialect), mysql: statement(mysqlDialect) }));
  const tables = await tablesOf(database);
  const [inSqlite, inMysql] = [await readModels(projections, sqliteDialect), await readModels(projections, mysqlDialect)];
  const made = inSqlite.map((sqlite, index): Spelled => ({ sqlite, mysql: inMysql[index] ?? '' }));
  return { steps, readModels: made, tables: tables.filter(({ rows }) => rows.length > 0) };
}

/** The statements by which a first start makes its read models. */
async function readModels(projections: readonly Projection[], dialect: Dialect): Promise<readonly string[]> {
  const statements: string[] = [];
  const listening: SqlSession = {
    dialect,
    all: () => Promise.resolve([]),
    run: (sql) => Promise.resolve(statements.push(sql)),
    insert: () => Promise.resolve(),
  };
  for (const projection of projections) {
    await createTables(listening, projection, (table) => table);
    await createIndexes(listening, projection, (table) => table, FIRST_GENERATION);
  }
  return statements;
}

/** Every table but the marks of the steps, with its rows. */
async function tablesOf(database: Database): Promise<readonly FrozenTable[]> {
  const named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('schema_step', 'sqlite_sequence') ORDER BY name";
  const tables: FrozenTable[] = [];
  for (const { name } of await database.read.all<{ name: string }>(named)) {
    const columns = (await database.read.all<{ name: string }>(`SELECT name FROM pragma_table_info('${name}')`)).map((one) => one.name);
    const rows = await database.read.all<Record<string, SqlValue>>(`SELECT * FROM ${name}`);
    tables.push({ name, columns, rows: rows.map((row) => columns.map((column) => row[column] ?? null)) });
  }
  return tables;
}
