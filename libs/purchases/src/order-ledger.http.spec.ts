import { append, LINE, list, ORDER, post, send, startPurchases, stopPurchases } from './testing/purchases-rim.js';

beforeAll(startPurchases);

afterAll(stopPurchases);

describe('the ledger', () => {
  beforeAll(async () => {
    const mine = { ...ORDER, supplierName: '台账%_供应商', projectId: 'p-1', occurredOn: '2019-05-01' };
    for (const id of ['l-1', 'l-2', 'l-3']) await post('/orders', { ...mine, id });
    await post('/orders', {
      ...mine,
      id: 'l-4',
      channel: '832',
      platformOrderNo: 'L4',
      funding: 'canteen',
      lines: [LINE],
      occurredOn: '2019-12-31',
    });
    await post('/orders/l-1/payments', { amountFen: 5_000, occurredOn: '2019-06-01' });
    await post('/orders/l-1/refunds', { amountFen: 1_000, reason: '退', occurredOn: '2019-06-02' });
    await post('/orders/l-2/acceptance', { occurredOn: '2019-06-03' });
    await post('/orders/l-2/rating', { stars: 4, occurredOn: '2019-06-04' });
    await post('/orders/l-3/void', { reason: '误登' });
  });

  const MINE = { supplier: '%_供' };

  test('sums the whole filter, not the page, and leaves nothing of a void order in the sums', async () => {
    const { body } = await list({ ...MINE, limit: '1' });
    expect(body['count']).toBe(4);
    expect(body['sums']).toMatchObject({
      orderedFen: 15_200 * 2 + 10_200,
      paidFen: 4_000,
      acceptedFen: 15_200,
      completedFen: 0,
      refundedFen: 1_000,
    });
    expect(body['items']).toHaveLength(1);
    const voided = (await list({ ...MINE, state: 'void' })).body;
    expect(voided).toMatchObject({ count: 1, sums: { orderedFen: 0, grams: 0 } });
    expect((voided['items'] as { grams: number }[]).map(({ grams }) => grams)).toEqual([50_000]);
  });

  test('shows of each order how it stands and how it was rated', async () => {
    const items = (await list(MINE)).body['items'] as { id: string; state: string; stars: number | null }[];
    expect(items.map(({ id, state, stars }) => [id, state, stars])).toEqual([
      ['l-4', 'open', null],
      ['l-1', 'open', null],
      ['l-2', 'open', 4],
      ['l-3', 'void', null],
    ]);
  });

  test('pages through without loss or repetition', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await list({ ...MINE, limit: '1', ...(cursor === '' ? {} : { cursor }) });
      seen.push(...(body['items'] as { id: string }[]).map(({ id }) => id));
      cursor = body['nextCursor'] as string | null;
    }
    expect(seen).toEqual(['l-4', 'l-1', 'l-2', 'l-3']);
  });

  test.each([
    ['year', { year: '2019' }, 4],
    ['another year', { year: '2020' }, 0],
    ['year and days together', { year: '2019', from: '2019-05-02' }, 1],
    ['days, the last included', { from: '2019-05-01', to: '2019-05-01' }, 3],
    ['channel', { channel: '832' }, 1],
    ['funding', { funding: 'canteen' }, 1],
    ['category', { category: 'tea-drink' }, 3],
    ['number, as it was written', { platformOrderNo: ' "L4" ' }, 1],
    ['state', { state: 'void' }, 1],
    ['project', { projectId: 'p-1' }, 4],
    ['unit', { unitId: 'u-2' }, 0],
  ])('is narrowed by %s', async (_, filter, count) => {
    expect((await list({ ...MINE, ...filter })).body['count']).toBe(count);
  });

  test('refuses a filter it does not have and a value it cannot use', async () => {
    const unusable: [string, string][] = [
      ['colour', 'red'],
      ['channel', '833'],
      ['from', '2019-02-30'],
      ['cursor', 'x'],
      ['limit', '201'],
    ];
    for (const [name, value] of unusable) expect((await list({ [name]: value })).status).toBe(422);
  });

  test('shows a re-attributed order under its new unit and in the figures of neither twice', async () => {
    await post('/orders', { ...ORDER, id: 'moved' });
    const body = { toUnitId: 'u-2', reason: '划转', evidence: ['f-1'], occurredOn: '2020-05-01' };
    expect((await post('/orders/moved/reattribution', body)).status).toBe(200);
    expect((await list({ unitId: 'u-2' })).body).toMatchObject({ count: 1, sums: { orderedFen: 15_200 } });
    expect(await post('/orders/moved/reattribution', body)).toMatchObject({ status: 422, body: { code: 'ORDER.SAME_UNIT' } });
    expect(await post('/orders/moved/reattribution', { toUnitId: 'nobody', reason: '划转' })).toMatchObject({
      status: 422,
      body: {
        errors: [
          { code: 'UNIT.UNKNOWN', path: 'toUnitId' },
          { code: 'FIELD.REQUIRED', path: 'evidence' },
        ],
      },
    });
  });

  test('shows an order as it was corrected: on its new day, and 约 only as long as its total is', async () => {
    await post('/orders', { ...ORDER, id: 'about', supplierName: '约数供应商', approximate: true, occurredOn: '2018-05-01' });
    const shown = async (): Promise<unknown> => (await list({ supplier: '约数供应商' })).body['items'];
    expect(await shown()).toMatchObject([{ occurredOn: '2018-05-01', approximate: true, unconverted: 1 }]);
    const changes = { approximate: false, occurredOn: '2018-06-01', lines: [LINE] };
    expect((await post('/orders/about/correction', { reason: '补来发票', changes })).status).toBe(200);
    expect(await shown()).toMatchObject([{ occurredOn: '2018-06-01', approximate: false, unconverted: 0 }]);
    const toCome = { reason: '补来发票', changes: { occurredOn: '2021-01-01' } };
    expect(await post('/orders/about/correction', toCome)).toMatchObject({
      status: 422,
      body: { code: 'DATE.FUTURE', errors: [{ path: 'changes.occurredOn' }] },
    });
    const about = { reason: '发票有误', approximate: true, changes: { freightFen: 0 } };
    expect((await post('/orders/about/correction', about)).status).toBe(200);
    expect(await shown()).toMatchObject([{ occurredOn: '2018-06-01', approximate: true }]);
  });

  test('leaves out what was withdrawn', async () => {
    await append('purchases', 'order-l-2', {
      type: 'RecordWithdrawn',
      data: { streamId: 'order-l-2', reason: '演示结束' },
      occurredOn: '2020-12-31',
    });
    expect((await list(MINE)).body['count']).toBe(3);
    expect((await send('GET', '/orders/l-2')).status).toBe(404);
    expect((await send('GET', '/orders/l-2/history')).status).toBe(200);
  });
});
