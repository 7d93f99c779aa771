import { type Caller, ROLES } from '#contracts';
import { type InProcess, startStandalone } from '../support/cluster/in-process-cluster.js';
import { CALLER_HEADER } from '../support/test-caller.js';

const LINE = { product: '猕猴桃', category: 'fruit', quantity: 10, unit: '公斤', amountFen: 20_000 };
const ORDER = { unitId: 'u-1', channel: 'offline', supplierName: '示例合作社', funding: 'union', settlement: 'prepaid', lines: [LINE] };
const VILLAGE = '610124103201';
const SALE = { villageCode: VILLAGE, product: '猕猴桃', category: 'fruit', quantity: 1, unit: '公斤', occurredOn: '2020-05-01' };

let ledger: InProcess;
let last = '';

beforeAll(async () => {
  ledger = await startStandalone();
  await enter('/units', { id: 'u-1', name: '示例一小', kind: 'budget-unit', occurredOn: '2018-01-01' });
  await enter('/villages', { code: VILLAGE, name: '阳化社区', countyCode: '610124', township: '哑柏镇', occurredOn: '2019-01-01' });
  await enter('/orders', { ...ORDER, id: 'o-hand', occurredOn: '2020-03-01' });
  await enter('/sales', { ...SALE, id: 's-hand' });
  await enter('/orders', { ...ORDER, id: 'o-sheet', occurredOn: '2020-03-02' }, ofImport('import-1', 2));
  await enter('/orders/o-sheet/payments', { amountFen: 20_000, occurredOn: '2020-03-03' }, ofImport('import-1', 3));
  await enter('/sales', { ...SALE, id: 's-sheet' }, ofImport('import-2', 5));
});
afterAll(() => ledger.stop());

function ofImport(batchId: string, row: number): Caller {
  return { actor: { account: 'importer', roles: ROLES, unitId: null }, source: 'import', batchId, row };
}

async function enter(path: string, body: object, caller?: Caller): Promise<void> {
  const who: Record<string, string> = caller === undefined ? {} : { [CALLER_HEADER]: JSON.stringify(caller) };
  const headers = { 'content-type': 'application/json', ...who };
  const answer = await fetch(new URL(`/api${path}`, ledger.url), { method: 'POST', headers, body: JSON.stringify(body) });
  const { log, position } = (await answer.json()) as { readonly log: string; readonly position: number };
  expect(answer.ok).toBe(true);
  last = `${log}:${position}`;
}

async function items(path: string): Promise<Record<string, unknown>[]> {
  const answer = await fetch(new URL(`/api${path}`, ledger.url));
  return ((await answer.json()) as { readonly items: Record<string, unknown>[] }).items;
}

it('a list tells of each entry which import it came with, and shows those of one import alone', async () => {
  const orders = await items('/orders?after=purchases:3');
  expect(orders.map(({ id, batchId, row }) => [id, batchId, row])).toEqual([
    ['o-sheet', 'import-1', 2],
    ['o-hand', undefined, undefined],
  ]);
  expect((await items('/orders?batch=import-1')).map(({ id }) => id)).toEqual(['o-sheet']);
  expect(await items('/orders?batch=import-2')).toEqual([]);
  expect((await items(`/sales?batch=import-2&after=${last}`)).map(({ id, row }) => [id, row])).toEqual([['s-sheet', 5]]);
});

it('a history tells of each event its import and row', async () => {
  const told = (await items('/orders/o-sheet/history')).map(({ type, batchId, row }) => [type, batchId, row]);
  expect(told).toEqual([
    ['OrderPlaced', 'import-1', 2],
    ['OrderPaid', 'import-1', 3],
  ]);
  expect((await items('/sales/s-hand/history'))[0]).not.toHaveProperty('batchId');
});

it('the list a figure is made of tells it too', async () => {
  const paid = await items('/figures/purchase.paid/contributions?after=purchases:3');
  expect(paid.map(({ batchId, row }) => [batchId, row])).toEqual([['import-1', 3]]);
  const ordered = await items('/figures/purchase.ordered/contributions?after=purchases:3');
  expect(ordered.map(({ batchId, row }) => [batchId, row])).toEqual([
    [undefined, undefined],
    ['import-1', 2],
  ]);
});
