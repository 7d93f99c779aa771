import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LOG_NAMES, type LogName } from '#contracts';
import {
  type EventSource,
  feedSteps,
  hashProjection,
  logSteps,
  LogTail,
  type Projection,
  projectionSteps,
  ProjectionRunner,
  relaySteps,
} from '#event-log';
import { MysqlDatabase, SqliteDatabase } from '#persistence';
import { CLUSTER_APPS, type ClusterApp } from '#platform';
import { clusterServices } from '../../apps/standalone/src/cluster-services.js';
import { standaloneProjections } from '../../apps/standalone/src/standalone.module.js';
import { HISTORY } from '../property/moves.js';
import { Player } from '../property/player.js';
import { PlayedTier } from '../support/played-tier.js';
import { RunningCluster } from '../support/running-cluster.js';
import { discard, type RunningLedger, startLedger } from '../support/running-ledger.js';

const HISTORIES = 20;
const SEED = Number(process.env['SEED'] ?? 20_201_125);
const START_LIMIT_MS = 360_000;
const PLAY_LIMIT_MS = 300_000;
const DEMO = { BANGFU_DEMO: 'lianhu-2020' };

describe(`the demo year and ${HISTORIES} random histories (SEED=${SEED})`, () => {
  let ledger: RunningLedger;
  let cluster: RunningCluster;
  const databases = new Map<ClusterApp, MysqlDatabase>();

  beforeAll(async () => {
    ledger = await startLedger(DEMO);
    cluster = await RunningCluster.start(DEMO);
  }, START_LIMIT_MS);

  afterAll(async () => {
    for (const database of databases.values()) await database.close();
    await cluster.discard();
    await discard(ledger);
  });

  /** Plays the same commands, and waits after each until every read model has it. */
  async function play(tier: RunningLedger | RunningCluster): Promise<PlayedTier> {
    const played = await PlayedTier.begin(tier);
    for (const { moves } of fc.sample(HISTORY, { numRuns: HISTORIES, seed: SEED })) {
      const player = await Player.begin(played);
      for (const move of moves) await player.play(move);
    }
    return played;
  }

  it(
    'leave the same events in the same order in every log of one process and of five',
    async () => {
      const chains = (await ledger.get('/api/log/verify')) as unknown as { log: string; events: number }[];
      const before = new Map(chains.map(({ log, events }) => [log, events]));
      const [one, five] = [await play(ledger), await play(cluster)];
      const logs = await five.logs();
      expect(logs).toEqual(await one.logs());
      // Every log has taken something of the histories.
      const untouched = LOG_NAMES.filter((log) => logs[log].length <= (before.get(log) ?? 0));
      expect(untouched).toEqual([]);
    },
    PLAY_LIMIT_MS,
  );

  it.each(standaloneProjections().map((projection) => [projection.name, projection] as const))(
    'leave rows of %s in MySQL with the hash that one process on SQLite gives the same logs',
    async (_name, projection) => {
      const live = await databaseOf(ownerOf(projection));
      expect(await hashProjection(live.read, projection, (table) => table)).toBe(await standaloneHash(projection));
    },
  );

  async function databaseOf(app: ClusterApp): Promise<MysqlDatabase> {
    const known = databases.get(app);
    if (known !== undefined) return known;
    const settings = cluster.settings();
    const { logs, steps } = clusterServices[app];
    const database = await MysqlDatabase.open({
      host: settings['BANGFU_MYSQL_HOST'] ?? '',
      port: Number(settings['BANGFU_MYSQL_PORT']),
      user: settings['BANGFU_MYSQL_USER'] ?? '',
      password: settings['BANGFU_MYSQL_PASSWORD'] ?? '',
      database: `bangfu_${app}`,
      steps: [...logSteps(logs), ...projectionSteps, ...relaySteps, ...feedSteps, ...steps],
    });
    databases.set(app, database);
    return database;
  }

  async function standaloneHash(projection: Projection): Promise<string> {
    const folder = mkdtempSync(join(tmpdir(), 'bangfu-tiers-'));
    const scratch = await SqliteDatabase.open({ file: join(folder, 'scratch.sqlite'), steps: projectionSteps });
    try {
      const sources = new Map<LogName, EventSource>();
      for (const log of projection.logs) sources.set(log, new LogTail(log, await databaseOf(keeperOf(log))));
      const runner = new ProjectionRunner(projection, sources, scratch, () => new Date().toISOString());
      await runner.prepare();
      while (await runner.runOnce());
      return await hashProjection(scratch.read, projection, (table) => table);
    } finally {
      await scratch.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }
});

function ownerOf({ name }: Projection): ClusterApp {
  return found((app) => clusterServices[app].projections.some((projection) => projection.name === name), name);
}

function keeperOf(log: LogName): ClusterApp {
  return found((app) => clusterServices[app].logs.includes(log), log);
}

function found(isIt: (app: ClusterApp) => boolean, what: string): ClusterApp {
  const app = CLUSTER_APPS.find(isIt);
  if (app === undefined) throw new RangeError(`no process has ${what}`);
  return app;
}
