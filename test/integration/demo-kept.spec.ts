import { LivingLedger } from '../support/living-ledger.js';

const DAY = '2020-05-01';
/** Until the lists have read what was withdrawn. */
const LONGEST_MS = 20_000;
const VILLAGE = { countyCode: '610124', township: '示例镇', occurredOn: '2020-01-01' };

let living: LivingLedger;

/** A demonstration of an office with two units, two villages and a project, in which a person has entered something. */
beforeEach(async () => {
  living = await LivingLedger.start();
  await living.postAsDemo('/units', { id: 'top', name: '示例局', kind: 'department', occurredOn: '2020-01-01' });
  await living.postAsDemo('/units', { id: 'above', name: '示例科', kind: 'department', parentId: 'top', occurredOn: '2020-01-01' });
  for (const id of ['school', 'clinic'])
    await living.postAsDemo('/units', { id, name: id, kind: 'budget-unit', parentId: 'above', occurredOn: '2020-01-01' });
  for (const code of ['v-sold', 'v-quiet']) await living.postAsDemo('/villages', { ...VILLAGE, code, name: code });
  await living.postAsDemo('/orders', order('of-demo', 'clinic'));
  await living.postAsDemo('/projects', {
    id: 'base',
    name: '示例基地',
    template: 'purchase-base',
    unitId: 'clinic',
    occurredOn: '2020-01-01',
  });
});
afterEach(() => living.close());

function order(id: string, unitId: string): object {
  const line = { product: '香菇', category: 'mushroom-dry', quantity: 2, unit: '斤', amountFen: 2_000 };
  const facts = { channel: 'offline', supplierName: '示例合作社', funding: 'canteen', settlement: 'postpaid', occurredOn: DAY };
  return { id, unitId, ...facts, lines: [line] };
}

async function enter(path: string, body: object): Promise<void> {
  const { status } = await living.post(path, body, living.nextKey());
  expect([path, status]).toEqual([path, 201]);
}

async function idsOf(path: string, key: string): Promise<unknown[]> {
  const { items } = (await living.get(path, {})) as { items: Record<string, unknown>[] };
  return items.map((item) => item[key]).sort();
}

async function cleared(): Promise<unknown[][]> {
  await living.clearDemo();
  const { ledger } = living.open;
  const heads = await Promise.all([...ledger.sources.values()].map(async (source) => ({ log: source.log, position: await source.head() })));
  const names = ledger.projections.map(({ name }) => name);
  expect(await ledger.host.waitFor(names, heads, LONGEST_MS)).toBe(0);
  return [await idsOf('/units', 'id'), await idsOf('/villages', 'code'), await idsOf('/projects', 'id'), await idsOf('/orders', 'id')];
}

test('a cleared demonstration leaves nothing where nobody has entered anything', async () => {
  expect(await cleared()).toEqual([[], [], [], []]);
});

test('a unit stays of which an order is that somebody entered, with those above it; the village of a sale stays', async () => {
  await enter('/orders', order('own', 'school'));
  await enter('/sales', { villageCode: 'v-sold', product: '苹果', category: 'fruit', quantity: 1, unit: '公斤', occurredOn: DAY });
  expect(await cleared()).toEqual([['above', 'school', 'top'], ['v-sold'], [], ['own']]);
  expect(await living.verify()).toMatchObject({ ok: true });
  expect(await living.clearDemo()).toBe(0);
  await enter('/orders', order('later', 'school'));
});

test('a project stays that an order names, with the unit it is of', async () => {
  await living.postAsDemo('/units', { id: 'mill', name: '示例厂', kind: 'budget-unit', occurredOn: '2020-01-01' });
  await enter('/orders', { ...order('own', 'mill'), projectId: 'base' });
  expect(await cleared()).toEqual([['above', 'clinic', 'mill', 'top'], [], ['base'], ['own']]);
});

test('a lock of a unit goes with it, and a unit of somebody’s own keeps the one above it', async () => {
  await enter('/period-locks', { unitId: 'clinic', period: '2020-04' });
  await enter('/units', { id: 'own-school', name: '自建学校', kind: 'budget-unit', parentId: 'above', occurredOn: DAY });
  expect(await cleared()).toEqual([['above', 'own-school', 'top'], [], [], []]);
});
