import { LOG_NAMES, type LogName } from '#contracts';
import { eventTable, hashProjection, LogTail, type Projection, ProjectionRunner, rebuild, type StoredEvent, verifyChain } from '#event-log';
import { impactProjections } from '#impact';
import type { Database } from '#persistence';
import { projectionSteps } from '#event-log';
import { FIGURE_RULES } from '../../libs/impact/src/testing/figures.contract.js';
import { FiguresLedger } from '../../libs/impact/src/testing/figures-ledger.js';
import { RandomHistory } from '../../libs/impact/src/testing/random-history.js';
import { Random } from '../../libs/impact/src/testing/random.js';
import { STANDALONE_STEPS, standaloneProjections } from '../../apps/standalone/src/standalone.module.js';
import { ENGINES, type EngineDatabase, type EngineName, Engines } from '../support/engines.js';
import { LivingLedger } from '../support/living-ledger.js';

const NOW = '2021-06-30T04:00:00.000Z';
/** Two histories per rule: what is tried here is the SQL, not the rules. */
const SEEDS = [20_200_101, 832];

/** What is written and asked means the same on every engine: hash(SQLite) = hash(MySQL) = hash(MariaDB). */
describe('engines agree', () => {
  let engines: Engines;
  const used: EngineDatabase[] = [];

  beforeAll(async () => {
    engines = await Engines.start();
  });

  afterAll(async () => {
    for (const own of used) await own.drop();
    await engines.stop();
  });

  const fresh = async (engine: EngineName): Promise<EngineDatabase> => {
    const own = await engines.fresh(engine);
    used.push(own);
    return own;
  };
  const figuresOn = async (engine: EngineName): Promise<FiguresLedger> => {
    const own = await fresh(engine);
    return FiguresLedger.over(await own.open(projectionSteps), () => Promise.resolve());
  };

  describe.each(['mysql', 'mariadb'] as const)('figures over random histories on %s', (engine) => {
    test.each(FIGURE_RULES)('%s', async (_sentence, _histories, proof) => {
      for (const seed of SEEDS) await proof(() => figuresOn(engine), seed);
    });
  });

  it('about the rows of the figures over a random history, live and rebuilt', async () => {
    const hashes = new Map<string, string>();
    for (const engine of ENGINES) {
      const ledger = await figuresOn(engine);
      new RandomHistory(ledger, new Random(7)).write(1_200);
      await ledger.project();
      hashes.set(`${engine} live`, await hashOf(ledger.database, impactProjections()));
      await ledger.rebuild();
      hashes.set(`${engine} rebuilt`, await hashOf(ledger.database, impactProjections()));
      await ledger.close();
    }
    expect(hashes.size).toBe(6);
    expect(new Set(hashes.values()).size).toBe(1);
  });

  it('about every read model and every chain of the demo year', async () => {
    const living = await LivingLedger.start();
    await living.enterDemoYear();
    expect(await living.verify()).toMatchObject({ ok: true });
    const projections = standaloneProjections();
    const expected = await hashesOf(living.open.database, projections);
    for (const engine of ['mysql', 'mariadb'] as const) {
      const database = await (await fresh(engine)).open(STANDALONE_STEPS);
      for (const log of LOG_NAMES) await copyLog(living.open.database, database, log);
      for (const log of LOG_NAMES) expect(await verifyChain(log, database)).toEqual(await verifyChain(log, living.open.database));
      const sources = new Map(LOG_NAMES.map((log) => [log, new LogTail(log, database)]));
      for (const projection of projections) {
        const runner = new ProjectionRunner(projection, sources, database, () => NOW);
        await runner.prepare();
        while (await runner.runOnce());
      }
      expect(await hashesOf(database, projections)).toEqual(expected);
      await rebuild(projections, sources, database, { now: () => NOW });
      expect(await hashesOf(database, projections)).toEqual(expected);
      await database.close();
    }
    await living.close();
  });

  test.each(['mysql', 'mariadb'] as const)('the demo year is entered by its routes on %s, verified and cleared', async (engine) => {
    const living = await LivingLedger.start(await fresh(engine));
    await living.enterDemoYear();
    expect(await living.get('/figures/sales.weight', { year: '2020' })).toMatchObject({ value: 23_500_000 });
    expect(await living.verify()).toMatchObject({ ok: true });
    expect(await living.clearDemo()).toBeGreaterThan(100);
    expect(await living.verify()).toMatchObject({ ok: true });
    expect(await living.open.database.read.all('SELECT household_id FROM household_key')).toEqual([]);
    await living.close();
  });

  test.each(ENGINES)(
    'a month that is locked far above takes only adjustments on %s, however long the ids of its units are',
    async (engine) => {
      const living = await LivingLedger.start(await fresh(engine));
      const post = async (path: string, body: object): Promise<unknown> => {
        const { status, body: said } = await living.post(path, body, living.nextKey());
        return status < 300 ? status : said['code'];
      };
      const deepest = 'u'.repeat(100);
      for (const [id, parentId] of [['a'], ['middle-unit', 'a'], [deepest, 'middle-unit']]) {
        const unit = {
          id,
          name: '示例单位',
          kind: 'budget-unit',
          occurredOn: '2019-01-01',
          ...(parentId === undefined ? {} : { parentId }),
        };
        expect(await post('/units', unit)).toBe(201);
      }
      const lines = [{ product: '猕猴桃', category: 'fruit', quantity: 1, unit: '斤', amountFen: 100 }];
      const facts = { unitId: deepest, channel: 'offline', supplierName: '合作社', funding: 'union', settlement: 'postpaid', lines };
      const order = { ...facts, occurredOn: '2020-06-15' };
      expect(await post('/orders', order)).toBe(201);
      expect(await post('/period-locks', { unitId: 'a', period: '2020-06' })).toBe(201);
      expect(await post('/orders', order)).toBe('PERIOD.LOCKED');
      expect(await post('/orders', { ...order, adjustmentReason: '漏记 𠮷' })).toBe(201);
      const { items } = await living.get('/figures/purchase.ordered/contributions', { unitId: deepest });
      expect((items as { adjustment?: object }[]).map(({ adjustment }) => adjustment)).toEqual([
        undefined,
        { period: '2020-06', reason: '漏记 𠮷' },
      ]);
      await living.close();
    },
  );
});

async function hashOf(database: Database, projections: readonly Projection[]): Promise<string> {
  return JSON.stringify(await hashesOf(database, projections));
}

async function hashesOf(database: Database, projections: readonly Projection[]): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const projection of projections) hashes[projection.name] = await hashProjection(database.read, projection, (table) => table);
  return hashes;
}

/** Brings a log over as it is: rows and head. */
async function copyLog(from: Database, to: Database, log: LogName): Promise<void> {
  const rows = await from.read.all<StoredEvent>(`SELECT * FROM ${eventTable(log)} ORDER BY position`);
  const [head] = await from.read.all<{ position: number; hash: string; recorded_at: string }>('SELECT * FROM log_head WHERE log = ?', [
    log,
  ]);
  const columns = Object.keys(rows[0] ?? {}) as (keyof StoredEvent)[];
  await to.transaction('durable', async (session) => {
    await session.insert(
      `INSERT INTO ${eventTable(log)}`,
      columns,
      rows.map((row) => columns.map((column) => row[column])),
    );
    const { position = 0, hash = '', recorded_at: recordedAt = '' } = head ?? {};
    await session.run('UPDATE log_head SET position = ?, hash = ?, recorded_at = ? WHERE log = ?', [position, hash, recordedAt, log]);
  });
}
