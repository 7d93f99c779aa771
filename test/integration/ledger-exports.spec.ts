import { discard, type RunningLedger, startLedger } from '../support/running-ledger.js';
import { addAndSignIn, type SignedIn } from '../support/sign-in.js';

/** B76 of the ledgers themselves: what leaves the house opens as it was. */
let ledger: RunningLedger;
let ofUnit: SignedIn;

const NUMBER = '83220201012000123456';
const PASSWORD = 'quinces and medlars of the sheets';

beforeAll(async () => {
  ledger = await startLedger();
  for (const id of ['own', 'other']) await done('units', { id, name: `示例单位 ${id}`, kind: 'budget-unit', occurredOn: '2020-01-01' });
  await done('orders', order('own', { platformOrderNo: NUMBER, supplierName: '=cmd|calc' }));
  await done('orders', order('other', { platformOrderNo: 'B76-OTHER', supplierName: '别家' }));
  const village = { code: '610124103201', name: '示例村', countyCode: '610124', township: '示例镇', occurredOn: '2019-01-01' };
  await done('villages', village);
  const sale = {
    product: '猕猴桃',
    category: 'fruit',
    quantity: 320,
    unit: '斤',
    amountFen: 96_000,
    buyer: { kind: 'individual', name: '某某' },
  };
  await done('sales', { id: 's-1', villageCode: village.code, occurredOn: '2020-05-01', ...sale });
  ofUnit = await addAndSignIn(ledger.url, { account: 'own-unit', password: PASSWORD, roles: ['purchaser'], unitId: 'own' });
});
afterAll(() => discard(ledger));

function order(unitId: string, more: object): object {
  const lines = [{ product: '香菇', category: 'mushroom-dry', quantity: 2, unit: '公斤', amountFen: 200_050 }];
  return {
    id: `o-${unitId}`,
    unitId,
    occurredOn: '2020-05-01',
    channel: '832',
    funding: 'canteen',
    settlement: 'postpaid',
    lines,
    ...more,
  };
}

const positions = new Map<string, number>();

async function done(path: string, body: object): Promise<void> {
  const { status, body: answer } = await ledger.post(`/api/${path}`, body);
  if (status >= 300) throw new Error(`POST ${path} → ${status} ${JSON.stringify(answer)}`);
  positions.set(String(answer['log']), Number(answer['position']));
}

async function exported(path: string, who?: SignedIn): Promise<{ readonly text: string; readonly rows: readonly (readonly string[])[] }> {
  const answer = await (who === undefined ? ledger.fetch(path) : who.fetch(path));
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment/);
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  const text = bytes.toString().slice(1);
  return {
    text,
    rows: text
      .trimEnd()
      .split('\r\n')
      .map((line) => line.slice(1, -1).split('","')),
  };
}

test('the order ledger opens with its numbers as text, its amounts as numbers and no formula', async () => {
  const { rows } = await exported(`/api/orders.csv?year=2020&after=purchases:${positions.get('purchases')}`);
  const [head = [], ...items] = rows;
  const own = items.find((row) => row.includes('示例单位 own')) ?? [];
  const cell = (title: string): string | undefined => own[head.indexOf(title)];
  expect(items).toHaveLength(2);
  expect(cell('832订单编号')).toBe(`\t${NUMBER}`);
  expect(cell('供应商')).toBe("'=cmd|calc");
  expect([cell('订单总额（元）'), cell('重量（公斤）'), cell('采购渠道'), cell('状态')]).toEqual(['2000.50', '2', '832平台', '有效']);
});

test('a unit takes along its own orders alone, under the filters that were set', async () => {
  expect((await exported('/api/orders.csv', ofUnit)).rows.slice(1).map(([id]) => id)).toEqual(['o-own']);
  expect((await exported('/api/orders.csv?supplier=%E5%88%AB%E5%AE%B6')).rows.slice(1).map(([id]) => id)).toEqual(['o-other']);
  expect((await exported('/api/orders.csv?year=2019')).rows).toHaveLength(1);
  expect((await ofUnit.fetch('/api/sales.csv')).status).toBe(403);
});

test('the sale ledger names nobody', async () => {
  const { text, rows } = await exported(`/api/sales.csv?after=households:${positions.get('households')}`);
  expect(rows[1]).toEqual(expect.arrayContaining(['s-1', '猕猴桃', '320', '斤', '160', '960.00', '个人']));
  expect(text).not.toContain('某某');
});

test('each export stands in the access log with what it was narrowed by', async () => {
  await exported('/api/orders.csv?year=2020', ofUnit);
  const { items } = (await ledger.get('/api/access-log?kind=export&limit=50')) as { items: Record<string, string>[] };
  expect(items).toContainEqual(expect.objectContaining({ account: 'own-unit', subject: 'orders', reason: 'year=2020' }));
});

test('an account that takes more than its share waits', async () => {
  const answers = await Promise.all(Array.from({ length: 40 }, () => ofUnit.fetch('/api/orders.csv')));
  const statuses = answers.map(({ status }) => status);
  await Promise.all(answers.map((answer) => answer.arrayBuffer()));
  expect(statuses).toContain(429);
  expect(new Set(statuses)).toEqual(new Set([200, 429]));
});
