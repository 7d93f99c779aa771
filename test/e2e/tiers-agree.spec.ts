import fc from 'fast-check';
import { LOG_NAMES } from '#contracts';
import { standaloneProjections } from '../../apps/standalone/src/standalone.module.js';
import { HISTORY } from '../property/moves.js';
import { Player } from '../property/player.js';
import { ClusterSchemas } from '../support/cluster-schemas.js';
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
  let schemas: ClusterSchemas;

  beforeAll(async () => {
    ledger = await startLedger(DEMO);
    cluster = await RunningCluster.start(DEMO);
    const settings = cluster.settings();
    schemas = new ClusterSchemas({
      host: settings['BANGFU_MYSQL_HOST'] ?? '',
      port: Number(settings['BANGFU_MYSQL_PORT']),
      user: settings['BANGFU_MYSQL_USER'] ?? '',
      password: settings['BANGFU_MYSQL_PASSWORD'] ?? '',
    });
  }, START_LIMIT_MS);

  afterAll(async () => {
    await schemas.close();
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
      expect(await schemas.liveHash(projection)).toBe(await schemas.foldedHash(projection));
    },
  );
});
