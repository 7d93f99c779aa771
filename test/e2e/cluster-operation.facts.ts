import kafkajs from 'kafkajs';
import mysql from 'mysql2/promise';
import { LOG_NAMES } from '#contracts';
import type { SystemState } from '#event-log';
import { CLUSTER_APPS } from '#platform';
import type { RunningCluster } from '../support/running-cluster.js';
import { eventually } from '../support/eventually.js';

const LIMIT_MS = 180_000;
const UNIT = 'operated-unit';

/** What an operator does to a cluster while it serves, by `npm run bangfu -- cluster …`. The demonstration is gone afterwards. */
export function clusterOperationFacts(cluster: () => RunningCluster): void {
  async function ordered(): Promise<unknown> {
    return (await cluster().get(`/api/figures/purchase.ordered?unitId=${UNIT}`)).value;
  }

  async function order(key: string): Promise<string> {
    const lines = [{ product: '猕猴桃', category: 'fruit', quantity: 1, unit: '斤', amountFen: 100 }];
    const fixed = { channel: 'offline', supplierName: '示例合作社', funding: 'union', settlement: 'prepaid' };
    const { status, body } = await cluster().post('/api/orders', { unitId: UNIT, ...fixed, lines }, key);
    expect(status).toBe(201);
    return `order-${String(body['id'])}`;
  }

  it.each(CLUSTER_APPS)(
    'verifies %s while it runs',
    async (service) => {
      expect(await cluster().cli('cluster', 'verify', service)).toMatchObject({
        code: 0,
        output: expect.stringContaining('核验通过') as string,
      });
    },
    LIMIT_MS,
  );

  it('looks at the evidence of the gateway, and says of how many files', async () => {
    const { output } = await cluster().cli('cluster', 'verify', 'gateway');
    expect(output).toMatch(/^✓ 凭证 \/ evidence: [1-9]\d* files$/m);
  }, 60_000);

  it(
    'rebuilds the read models of every service while it runs and is written to; both instances go on from there',
    async () => {
      await cluster().post('/api/units', { id: UNIT, name: '示例单位', kind: 'budget-unit' }, 'operated-unit');
      await order('operated-0');
      const rebuilding = Promise.all([
        cluster().cli('cluster', 'rebuild', 'impact', 'impact'),
        cluster().cli('cluster', 'rebuild', 'purchases', 'order_ledger', 'reference_purchases'),
      ]);
      for (let index = 1; index < 40; index += 1) await order(`operated-${index}`);
      for (const run of await rebuilding) expect(run).toMatchObject({ code: 0, output: expect.stringContaining('已重建') as string });
      await order('operated-last');
      await eventually('all orders are counted', async () => (await ordered()) === 4_100);
      for (const service of ['impact', 'purchases']) expect(await cluster().cli('cluster', 'verify', service)).toMatchObject({ code: 0 });
      const state = async (): Promise<SystemState> => (await cluster().get('/api/system')) as unknown as SystemState;
      expect((await state()).problems).toEqual([]);
      await eventually('every log is published', async () => (await state()).relays.every(({ unpublished }) => unpublished === 0));
      expect((await state()).relays.map(({ log }) => log).sort()).toEqual([...LOG_NAMES].sort());
    },
    LIMIT_MS,
  );

  it(
    'lists what is parked, replays it and says what is parked still',
    async () => {
      expect((await cluster().cli('cluster', 'parked', 'replay', 'impact')).output).toContain('nothing is parked');
      await publishRubbish(cluster());
      await eventually('it is parked', async () => (await cluster().cli('cluster', 'parked', 'list', 'impact')).output.includes('1 条'));
      const replayed = await cluster().cli('cluster', 'parked', 'replay', 'impact');
      expect(replayed).toMatchObject({ code: 0, output: expect.stringContaining('1 条仍被搁置') as string });
      expect(await cluster().cli('cluster', 'verify', 'impact')).toMatchObject({ code: 0 });
    },
    LIMIT_MS,
  );

  it(
    'neither publishes a log again nor empties what reads it while the service runs, and says so in a sentence',
    async () => {
      for (const command of ['republish', 'reread']) {
        const run = await cluster().cli('cluster', command, 'purchases');
        expect([run.code, run.output.trim()]).toEqual([
          1,
          'purchases 仍在运行，未作改动。请先停止它的全部实例。/ purchases is still running and nothing was changed. Stop all its instances first.',
        ]);
      }
      expect((await cluster().cli('cluster', 'republish', 'impact')).output).toContain('impact has no log to publish');
    },
    LIMIT_MS,
  );

  it(
    'lets the figures be read anew from the topics while they are served: they come to the same',
    async () => {
      const before = await ordered();
      expect(await cluster().cli('cluster', 'reread', 'impact')).toMatchObject({
        code: 0,
        output: expect.stringContaining('impact') as string,
      });
      await eventually('all is counted again', async () => (await ordered()) === before, LIMIT_MS);
      const state = async (): Promise<SystemState> => (await cluster().get('/api/system')) as unknown as SystemState;
      await eventually(
        'nothing is left to read',
        async () => (await state()).projections.every(({ behindBy }) => behindBy === 0),
        LIMIT_MS,
      );
      expect(await cluster().cli('cluster', 'verify', 'impact')).toMatchObject({ code: 0 });
    },
    2 * LIMIT_MS,
  );

  it('shows the events of one record, and says what it cannot do in a sentence', async () => {
    const stream = await order('operated-events');
    expect((await cluster().cli('cluster', 'events', 'purchases', stream)).output).toContain('"OrderPlaced"');
    for (const args of [
      ['events', 'purchases', 'order-nobody'],
      ['rebuild', 'impact', 'nothing'],
      ['verify', 'nobody'],
    ]) {
      const run = await cluster().cli('cluster', ...args);
      expect(run.code).toBe(1);
      expect(run.output).toMatch(/没有.* \/ /);
      expect(run.output).not.toMatch(/^\s+at /m);
    }
  }, 60_000);

  it(
    'withdraws the demonstration from all services: no figure is left of it, and no name',
    async () => {
      const cleared = await cluster().cli('cluster', 'demo', 'clear', 'purchases', 'projects', 'households', 'gateway');
      expect([cleared.output, cleared.code]).toEqual([cleared.output, 0]);
      expect(cleared.output.match(/已撤回 [1-9]\d* 条/g)).toHaveLength(4);
      const weight = async (): Promise<unknown> => (await cluster().get('/api/figures/sales.weight?year=2020')).value;
      await eventually('the figures have followed', async () => (await weight()) === 0, 60_000);
      for (const path of ['sales', 'projects', 'households', 'activities', 'villages']) {
        await eventually(`no ${path} are left`, async () => (await cluster().get(`/api/${path}`)).count === 0);
      }
      expect(await sealedNames(cluster())).toBe(0);
      expect((await cluster().cli('cluster', 'demo', 'clear', 'households')).output).toContain('已撤回 0 条');
      for (const service of CLUSTER_APPS) expect(await cluster().cli('cluster', 'verify', service)).toMatchObject({ code: 0 });
    },
    LIMIT_MS,
  );

  it(
    'sets a message aside that is no event: what it held back is counted; takes that back, and it waits again',
    async () => {
      const parked = async (...words: readonly string[]): Promise<string> => {
        const { code, output } = await cluster().cli('cluster', 'parked', ...words);
        return `${code}: ${output.trim()}`;
      };
      const [id = ''] = /households--\d+/.exec(await parked('list', 'impact')) ?? [];
      const decision = ['impact', id, '--reason', '测试时误发的消息', '--by', '王五'] as const;
      const visit = { id: RUBBISH, kind: 'visit', place: '山阳县' };
      expect((await cluster().post('/api/activities', visit, 'behind-rubbish')).status).toBe(201);
      await eventually('it waits behind the message', async () => (await parked('list', 'impact')).includes('\n2 条 / parked'));
      expect(await parked('set-aside', ...decision)).toBe(`0: 已存查 / set aside: ${id}\n0 条仍被搁置 / still parked`);
      const told = async (): Promise<readonly number[]> => {
        const { projections } = (await cluster().get('/api/system')) as unknown as SystemState;
        const impact = projections.find(({ projection }) => projection === 'impact');
        return [impact?.parked ?? -1, impact?.setAside ?? -1];
      };
      await eventually('the instances have heard of it', async () => String(await told()) === '0,1');
      expect(await parked('list', 'impact')).toMatch(
        new RegExp(`^0: 0 条 / parked\n.*set aside.*\nimpact\t${id}\t.*\n.*decisions.*\n${id}\t.*\t王五\t测试时误发的消息$`),
      );
      expect(await cluster().cli('cluster', 'verify', 'impact')).toMatchObject({ code: 0 });
      expect(await parked('return', ...decision)).toBe(`0: 已取消存查 / taken back: ${id}\n2 条仍被搁置 / still parked`);
      expect(await parked('set-aside', ...decision)).toContain('\n0 条仍被搁置');
    },
    3 * LIMIT_MS,
  );
}

/** Of an activity that is entered later. */
const RUBBISH = 'behind-rubbish';

/** A message that is no event, in a topic that impact reads, where the events of one record will lie. */
async function publishRubbish(cluster: RunningCluster): Promise<void> {
  const brokers = (cluster.settings()['BANGFU_KAFKA_BROKERS'] ?? '').split(',');
  const producer = new kafkajs.Kafka({ brokers, logLevel: kafkajs.logLevel.NOTHING }).producer({ allowAutoTopicCreation: false });
  await producer.connect();
  await producer.send({ topic: 'bangfu.households.events', messages: [{ key: `activity-${RUBBISH}`, value: '?' }] });
  await producer.disconnect();
}

async function sealedNames(cluster: RunningCluster): Promise<number> {
  const settings = cluster.settings();
  const connection = await mysql.createConnection({
    host: settings['BANGFU_MYSQL_HOST'] ?? '',
    port: Number(settings['BANGFU_MYSQL_PORT']),
    user: settings['BANGFU_MYSQL_USER'] ?? '',
    password: settings['BANGFU_MYSQL_PASSWORD'] ?? '',
    database: 'bangfu_households',
  });
  const [rows] = await connection.query<mysql.RowDataPacket[]>('SELECT COUNT(*) AS names FROM sealed_household');
  await connection.end();
  return Number(rows[0]?.['names']);
}
