import { DEMO_PASSWORD } from '../support/console-browser.js';
import { RunningCluster } from '../support/running-cluster.js';
import { guessingFacts } from '../integration/guessing.facts.js';
import { clusterAccountsFacts } from './cluster-accounts.facts.js';
import { clusterConsoleFacts } from './cluster-console.facts.js';
import { clusterIdentityFacts } from './cluster-identity.facts.js';
import { clusterOfficeFacts } from './cluster-office.facts.js';
import { clusterOperationFacts } from './cluster-operation.facts.js';
import { clusterPersonalFacts } from './cluster-personal.facts.js';
import { demoYearFacts } from './demo-year.facts.js';
import { importRightsFacts } from './import-rights.facts.js';
import { importFacts } from './imports.facts.js';
import { periodLockFacts } from './period-lock.facts.js';

const ORDER = {
  unitId: 'fresh-unit',
  channel: 'offline',
  supplierName: '示例合作社',
  funding: 'union',
  settlement: 'prepaid',
  lines: [{ product: '猕猴桃', category: 'fruit', quantity: 10, unit: '斤', amountFen: 5_000 }],
};

describe('the demo year lianhu-2020 on five services, Kafka and MySQL', () => {
  let cluster: RunningCluster;

  beforeAll(async () => {
    const settings = { BANGFU_DEMO: 'lianhu-2020', BANGFU_DEMO_PASSWORD: DEMO_PASSWORD, BANGFU_LOG_LEVEL: 'info' };
    cluster = await RunningCluster.start(settings, '--instances', 'purchases=2', '--instances', 'impact=2');
  }, 320_000);

  afterAll(() => cluster.discard());

  demoYearFacts(() => cluster);
  periodLockFacts(() => cluster);

  it('lets a command name what another service has just created', async () => {
    const unit = await cluster.post('/api/units', { id: 'fresh-unit', name: '示例新单位', kind: 'budget-unit' }, 'unit-1');
    const order = await cluster.post('/api/orders', ORDER, 'order-1');
    expect([unit.status, order.status]).toEqual([201, 201]);
    const { log, position } = order.body as { log: string; position: number };
    expect(await cluster.get(`/api/figures/purchase.ordered?unitId=fresh-unit&after=${log}:${position}`)).toMatchObject({ value: 5_000 });
  });

  it('gives the first answer again for a repeated key, whichever instance it meets', async () => {
    const order = { ...ORDER, supplierName: '示例供应商' };
    const answers = [];
    for (let turn = 0; turn < 4; turn += 1) answers.push(await cluster.post('/api/orders', order, 'order-once'));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  });

  clusterIdentityFacts(() => cluster);
  clusterAccountsFacts(() => cluster);
  clusterConsoleFacts(() => cluster);

  it('keeps everything over a stop, and stops with 0', async () => {
    const before = await cluster.get('/api/figures/purchase.paid?year=2020');
    expect(await cluster.stop()).toBe(0);
    await cluster.restart();
    const after = await cluster.get('/api/figures/purchase.paid?year=2020');
    expect(after.value).toEqual(before.value);
    const chains = (await cluster.get('/api/log/verify')) as unknown as readonly { ok: boolean }[];
    expect(chains.map(({ ok }) => ok)).toEqual([true, true, true, true, true]);
  }, 320_000);

  clusterOperationFacts(() => cluster);
  // Behind the end of the demonstration: its village has the name of the samples' own.
  importFacts(() => cluster);
  importRightsFacts(() => cluster);
  clusterOfficeFacts(() => cluster);
  describe('guessing a password over HTTP at the gateway', () => guessingFacts(() => cluster.url));
  describe('names and telephones', () => clusterPersonalFacts(() => cluster));
});
