import type { Caller } from '#contracts';
import { append, askAs, copied, endingsOf, ORDER, post, startPurchases, stopPurchases } from '../testing/purchases-rim.js';

const IMPORTER: Caller = {
  actor: { account: 'buyer', roles: ['purchaser'], unitId: 'u-1' },
  source: 'import',
  batchId: 'import-1',
  row: 2,
};

/** Each order with the day it was placed on and, where it was corrected, the day it has now; June 2020 is locked since. */
const ORDERS: readonly (readonly [id: string, placedOn: string, correctedTo?: string])[] = [
  ['open', '2020-07-01'],
  ['last-day', '2020-06-30'],
  ['moved-in', '2020-07-02', '2020-06-30'],
  ['moved-out', '2020-06-10', '2020-07-03'],
];

beforeAll(async () => {
  await startPurchases();
  await copied();
  askAs(IMPORTER);
  for (const [id, occurredOn, correctedTo] of ORDERS) {
    expect((await post('/orders', { ...ORDER, id, occurredOn })).status).toBe(201);
    if (correctedTo === undefined) continue;
    const correction = { reason: '误记', changes: { occurredOn: correctedTo } };
    expect((await post(`/orders/${id}/correction`, correction)).status).toBe(200);
  }
  const data = { lockId: 'l-1', unitId: 'u-1', period: '2020-06', sales: false, reason: null };
  await append('directory', 'period-lock-u-1', { type: 'PeriodLocked', data, occurredOn: '2020-12-31' });
});
afterAll(() => stopPurchases());

test('an undo is told of each order that has amounts in a locked period, on its last day and by a correction as well', async () => {
  const ids = ORDERS.map(([id]) => id);
  const asked = { kind: 'orders', ids, importId: 'import-1', caller: IMPORTER, reason: '导错了', today: '2020-12-31' } as const;
  expect((await endingsOf(asked)).map(({ id, refusal }) => [id, refusal?.code ?? null])).toEqual([
    ['open', null],
    ['last-day', 'PERIOD.LOCKED'],
    ['moved-in', 'PERIOD.LOCKED'],
    ['moved-out', null],
  ]);
});
