import { LINE, on832, ORDER, post, send, startPurchases, stopPurchases } from './testing/purchases-rim.js';

beforeAll(startPurchases);

afterAll(stopPurchases);

test('an order goes from placing to completion and shows where it stands', async () => {
  expect(await post('/orders', { ...ORDER, id: 'whole' })).toMatchObject({ status: 201, body: { id: 'whole', log: 'purchases' } });
  const steps: [string, object][] = [
    ['contract', { occurredOn: '2020-03-02' }],
    ['payment-deferral', { occurredOn: '2020-03-03' }],
    ['shipment', { occurredOn: '2020-03-04' }],
    ['payments', { amountFen: 15_200, occurredOn: '2020-03-05', evidence: ['f-1'] }],
    ['acceptance', { occurredOn: '2020-03-06' }],
    ['rating', { stars: 5, occurredOn: '2020-03-07' }],
    ['refunds', { amountFen: 200, reason: '破损"两箱"', occurredOn: '2020-03-08' }],
  ];
  for (const [step, body] of steps) expect(await post(`/orders/whole/${step}`, body)).toMatchObject({ status: 200, body: { id: 'whole' } });
  const { body } = await send('GET', '/orders/whole');
  expect(body).toMatchObject({
    id: 'whole',
    state: 'open',
    supplierName: ORDER.supplierName,
    totalFen: 15_200,
    paidFen: 15_000,
    acceptedFen: 15_000,
    completedFen: 15_000,
    refundedFen: 200,
    dueOn: '2020-04-15',
    streamVersion: 8,
    source: 'demo',
    demo: true,
  });
});

test('the history tells each step with its account, its reason and what changed', async () => {
  const { body } = await send('GET', '/orders/whole/history');
  const items = body['items'] as { type: string; account: string; reason?: string; changes: { field: string }[] }[];
  expect(items.map((item) => item.type)).toEqual([
    'OrderPlaced',
    'OrderContractSigned',
    'OrderPaymentDeferred',
    'OrderShipped',
    'OrderPaid',
    'OrderAccepted',
    'OrderRated',
    'OrderRefunded',
  ]);
  expect(items.at(-1)).toMatchObject({ account: 'demo-unit', reason: '破损"两箱"' });
  expect(items.at(-1)?.changes.map(({ field }) => field)).toEqual(expect.arrayContaining(['paidFen', 'acceptedFen', 'completedFen']));
});

test('several faults of one body are told at once, each with its path', async () => {
  const faulty = { ...ORDER, unitId: 'nobody', projectId: 'none', channel: '832', discountFen: 999_999, evidence: ['no-file'] };
  const { status, body } = await post('/orders', faulty);
  expect(status).toBe(422);
  expect(body['code']).toBe('VALIDATION.FAILED');
  const errors = (body['errors'] as { code: string; path: string }[]).map(({ code, path }) => [code, path]);
  expect(errors).toEqual(
    expect.arrayContaining([
      ['UNIT.UNKNOWN', 'unitId'],
      ['PROJECT.UNKNOWN', 'projectId'],
      ['FILE.UNKNOWN', 'evidence'],
      ['FIELD.REQUIRED', 'platformOrderNo'],
      ['ORDER.TOTAL_NOT_POSITIVE', 'lines'],
    ]),
  );
  expect(errors).toHaveLength(5);
});

test.each([
  ['an unknown field', { extra: 1 }, 'FIELD.UNKNOWN', 'extra'],
  ['no lines', { lines: [] }, 'FIELD.INVALID', 'lines'],
  ['an unknown category', { lines: [{ ...LINE, category: '水果' }] }, 'FIELD.INVALID', 'lines.0.category'],
  ['a fraction of a fen', { freightFen: 0.5 }, 'FIELD.INVALID', 'freightFen'],
  ['an amount past 2^53', { freightFen: 2 ** 53 }, 'FIELD.INVALID', 'freightFen'],
  ['a county that is no code', { originCountyCode: '周至县' }, 'FIELD.INVALID', 'originCountyCode'],
  ['a day to come', { occurredOn: '2021-01-01' }, 'DATE.FUTURE', 'occurredOn'],
  ['an id that would be taken for a number', { id: '832-1' }, 'FIELD.INVALID', 'id'],
  ['a closed unit', { unitId: 'u-closed', occurredOn: '2020-07-01' }, 'UNIT.CLOSED', 'unitId'],
])('an order with %s is refused', async (_, changes, code, path) => {
  const { status, body } = await post('/orders', { ...ORDER, ...changes });
  expect(status).toBe(422);
  expect((body['errors'] as object[])[0]).toMatchObject({ code, path });
});

test('an order of a unit that was open on its day is taken', async () => {
  expect((await post('/orders', { ...ORDER, unitId: 'u-closed', occurredOn: '2020-06-30' })).status).toBe(201);
});

test('null in an optional field is as if it were left out', async () => {
  const nothing = { projectId: null, platformOrderNo: null, freightFen: null, evidence: null, approximate: null, occurredOn: null };
  const boxes = { ...LINE, unit: '箱', packGrams: null, recognised: null };
  expect(await post('/orders', { ...ORDER, ...nothing, id: 'nulls', lines: [boxes] })).toMatchObject({ status: 201 });
  expect((await post('/orders/nulls/payments', { amountFen: 1, evidence: null, approximate: null, occurredOn: null })).status).toBe(200);
  expect((await post('/orders/nulls/acceptance', { amountFen: null })).status).toBe(200);
});

test('an id is used once, and a path without an order is not found', async () => {
  expect(await post('/orders', { ...ORDER, id: 'whole' })).toMatchObject({ status: 409, body: { code: 'RECORD.EXISTS' } });
  for (const path of ['/orders/none', '/orders/none/history', '/orders/832-1']) expect((await send('GET', path)).status).toBe(404);
  expect(await post('/orders/none/payments', { amountFen: 1 })).toMatchObject({ status: 404, body: { code: 'RECORD.NOT_FOUND' } });
});

describe('an 832 number', () => {
  test('is taken once, however it is written, and the refusal says by whom', async () => {
    expect((await post('/orders', on832('n-1', '8322020"0001'))).status).toBe(201);
    const again = await post('/orders', on832('n-2', '=\u200b "8322020"0001\u200d\' '));
    expect(again).toMatchObject({
      status: 409,
      body: {
        code: 'ORDER.DUPLICATE',
        params: { id: 'n-1', recordedBy: 'demo-unit', recordedAt: expect.stringMatching(/^2020-12-31T04:00:0\d\.\d{3}Z$/) as string },
      },
    });
    expect((await send('GET', '/orders/n-2')).status).toBe(404);
  });

  test('of another channel may repeat', async () => {
    const other = { ...ORDER, channel: 'other-platform', platformOrderNo: '8322020"0001' };
    expect((await post('/orders', other)).status).toBe(201);
    expect((await post('/orders', other)).status).toBe(201);
  });

  test('is free again after a void', async () => {
    expect((await post('/orders', on832('v-1', 'V1'))).status).toBe(201);
    expect((await post('/orders/v-1/void', { reason: '重复' })).status).toBe(200);
    expect((await post('/orders', on832('v-2', 'V1'))).status).toBe(201);
    expect((await post('/orders/v-2/void', { reason: '重复' })).status).toBe(200);
    expect((await post('/orders', on832('v-3', 'V1'))).status).toBe(201);
  });

  test('is free again after a cancellation', async () => {
    expect((await post('/orders', on832('c-1', 'C1'))).status).toBe(201);
    expect((await post('/orders/c-1/cancel', { reason: '不买了' })).status).toBe(200);
    expect((await post('/orders', on832('c-2', 'C1'))).status).toBe(201);
  });

  test('entered wrongly is released by its correction, and the right one is taken', async () => {
    expect((await post('/orders', on832('k-1', 'K1'))).status).toBe(201);
    expect((await post('/orders/k-1/correction', { reason: '错号', changes: { platformOrderNo: 'K2' } })).status).toBe(200);
    expect((await post('/orders', on832('k-2', 'K2'))).status).toBe(409);
    expect((await post('/orders', on832('k-3', 'K1'))).status).toBe(201);
    expect(await post('/orders/k-3/correction', { reason: '错号', changes: { platformOrderNo: 'K2' } })).toMatchObject({
      status: 409,
      body: { code: 'ORDER.DUPLICATE', params: { id: 'k-1' } },
    });
    expect((await post('/orders/k-3/correction', { reason: '线下', changes: { channel: 'offline' } })).status).toBe(200);
    expect((await post('/orders', on832('k-4', 'K1'))).status).toBe(201);
  });

  test('of an order that turns out to be one of 832 is taken by its correction', async () => {
    const offline = { ...ORDER, channel: 'other-platform', platformOrderNo: 'Z1' };
    expect((await post('/orders', { ...offline, id: 'z-1' })).status).toBe(201);
    expect((await post('/orders', { ...offline, id: 'z-2' })).status).toBe(201);
    expect((await post('/orders/z-1/correction', { reason: '渠道', changes: { channel: '832' } })).status).toBe(200);
    expect(await post('/orders/z-2/correction', { reason: '渠道', changes: { channel: '832' } })).toMatchObject({ status: 409 });
    expect((await post('/orders', on832('z-3', 'Z1'))).status).toBe(409);
  });

  test('sent twice at once is taken once', async () => {
    const both = await Promise.all([post('/orders', on832('t-1', 'T1')), post('/orders', on832('t-2', 'T1'))]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  });
});

test('a repeated command gets its first answer, the same key with another body none', async () => {
  const key = { 'idempotency-key': 'place-1' };
  const first = await post('/orders', { ...ORDER, id: 'twice' }, key);
  expect(await post('/orders', { ...ORDER, id: 'twice' }, key)).toEqual(first);
  expect(await post('/orders', { ...ORDER, id: 'thrice' }, key)).toMatchObject({ status: 422, body: { code: 'COMMAND.KEY_REUSED' } });
});

test('a repeated command may name its fields in another order, but not its lines', async () => {
  const key = { 'idempotency-key': 'place-2' };
  const lines = [LINE, { ...LINE, product: '木耳' }];
  const backwards = (body: object): object => Object.fromEntries(Object.entries(body).reverse());
  const first = await post('/orders', { ...ORDER, id: 'in-order', lines }, key);
  expect(first.status).toBe(201);
  expect(await post('/orders', backwards({ ...ORDER, id: 'in-order', lines: lines.map(backwards) }), key)).toEqual(first);
  const turned = await post('/orders', { ...ORDER, id: 'in-order', lines: lines.toReversed() }, key);
  expect(turned).toMatchObject({ status: 422, body: { code: 'COMMAND.KEY_REUSED' } });
});

test('a stale version is told, with the present one', async () => {
  expect(await post('/orders/twice/payments', { amountFen: 1 }, { 'if-match': '"7"' })).toMatchObject({
    status: 409,
    body: { code: 'STREAM.VERSION_CONFLICT', params: { expectedVersion: 7, currentVersion: 1 } },
  });
});
