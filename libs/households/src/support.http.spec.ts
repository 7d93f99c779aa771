import { NAME } from './testing/scenario.js';
import { Rim } from './testing/rim.js';

let rim: Rim;

const VILLAGE = { code: '610124103201', name: NAME, countyCode: '610124', township: '哑柏镇', occurredOn: '2020-01-01' };
const HOUSEHOLD = { villageCode: VILLAGE.code, category: 'registered-poor', members: 4, occurredOn: '2020-01-10' };
const SALE = { villageCode: VILLAGE.code, product: NAME, category: 'fruit', quantity: 4.7, unit: '万斤', occurredOn: '2020-09-01' };
const STEPS = {
  appraisal: '2020-06-01',
  verification: '2020-06-05',
  consent: '2020-06-10',
  notice: '2020-06-15',
  announcement: '2020-06-30',
  deregistration: '2020-07-01',
};

beforeAll(async () => {
  rim = await Rim.start('2020-12-31');
  await rim.append('purchases', 'order-o-1', {
    type: 'OrderPlaced',
    occurredOn: '2020-08-01',
    data: { orderId: 'o-1', unitId: 'u-1', totalFen: 100 },
  });
  await rim.append('directory', 'file-f-1', { type: 'FileStored', occurredOn: '2020-01-01', data: { fileId: 'f-1' } });
  await rim.post('/villages', VILLAGE);
  await rim.post('/villages', { ...VILLAGE, code: 'v-2', name: '二村' });
  await rim.post('/households', { ...HOUSEHOLD, id: 'h-1' });
  await rim.post('/households', { ...HOUSEHOLD, id: 'h-2' });
});

afterAll(() => rim.stop());

/** What a person is told of a refusal: status, and code and place of each problem. */
async function refusal(path: string, payload: object): Promise<unknown[]> {
  const { status, body } = await rim.post(path, payload);
  const errors = body['errors'] as { code: string; path: string }[];
  return [status, ...errors.map((error) => `${error.code} ${error.path}`.trim())];
}

async function ids(path: string, query: string): Promise<unknown[]> {
  return ((await rim.list(path, query)).body['items'] as { id: string }[]).map((item) => item.id);
}

test('a body inside a body must be there and be an object', async () => {
  expect(await refusal('/households', { ...HOUSEHOLD, private: [] })).toEqual([422, 'FIELD.INVALID private']);
  expect(await refusal('/households/h-2/exit', {})).toEqual([422, 'FIELD.REQUIRED steps']);
  expect(await refusal('/households/h-2/exit', { steps: [STEPS] })).toEqual([422, 'FIELD.INVALID steps']);
  expect(await refusal('/sales', { ...SALE, buyer: [] })).toEqual([422, 'FIELD.INVALID buyer']);
  expect(await refusal('/sales/s-1/correction', { reason: '错', changes: null })).toEqual([422, 'FIELD.INVALID changes']);
  expect(await refusal('/activities', { kind: 'donation', cashFen: 1, purposes: [[]] })).toEqual([422, 'FIELD.INVALID purposes']);
});

describe('sales', () => {
  test('are recorded, listed with the sums of the whole filter, and paged newest first', async () => {
    const buyer = { kind: 'order', orderId: 'o-1' };
    expect((await rim.post('/sales', { ...SALE, id: 's-1', householdId: 'h-2', amountFen: 100, buyer })).status).toBe(201);
    expect((await rim.post('/sales', { ...SALE, id: 's-2', quantity: 1.5, unit: '吨', amountFen: 7 })).status).toBe(201);
    expect(
      (await rim.post('/sales', { ...SALE, id: 's-3', quantity: 2, unit: '箱', category: 'processed', occurredOn: '2019-12-31' })).status,
    ).toBe(201);
    const first = (await rim.list('/sales', '&limit=2')).body;
    const sums = { grams: 25_000_000, amountFen: 107, unconverted: 1 };
    expect(first).toMatchObject({
      count: 3,
      sums,
      items: [{ id: 's-1', quantity: 4.7, unit: '万斤', grams: 23_500_000, product: NAME, buyer: { orderId: 'o-1' } }, { id: 's-2' }],
    });
    expect((await rim.list('/sales', `&limit=2&cursor=${String(first['nextCursor'])}`)).body).toMatchObject({
      count: 3,
      sums,
      nextCursor: null,
      items: [{ id: 's-3', grams: null, buyer: null, householdId: null }],
    });
    expect(await ids('/sales', '&householdId=h-2')).toEqual(['s-1']);
    expect(await ids('/sales', '&category=processed')).toEqual(['s-3']);
    expect(await ids('/sales', `&villageCode=${VILLAGE.code}&year=2020`)).toEqual(['s-1', 's-2']);
    expect(await ids('/sales', '&from=2020-01-01&to=2020-08-31')).toEqual([]);
    expect(await ids('/sales', '&year=2020&to=2020-09-01')).toEqual(['s-1', 's-2']);
  });

  test('are refused with everything that is wrong at once', async () => {
    const body = { ...SALE, villageCode: 'v-9', householdId: 'h-9', buyer: { kind: 'order', orderId: 'o-9' }, evidence: ['f-1', 'f-9'] };
    expect(await refusal('/sales', body)).toEqual([
      422,
      'VILLAGE.UNKNOWN villageCode',
      'HOUSEHOLD.UNKNOWN householdId',
      'ORDER.UNKNOWN buyer.orderId',
      'FILE.UNKNOWN evidence',
    ]);
    expect(await refusal('/sales', { ...SALE, villageCode: 'v-2', householdId: 'h-2' })).toEqual([
      422,
      'HOUSEHOLD.OTHER_VILLAGE householdId',
    ]);
    expect(await refusal('/sales', { ...SALE, villageCode: 'v-9', buyer: { kind: 'order' } })).toEqual([
      422,
      'VILLAGE.UNKNOWN villageCode',
      'FIELD.REQUIRED buyer.orderId',
    ]);
    expect(await refusal('/sales', { ...SALE, product: ' ', buyer: { kind: 'order' } })).toEqual([
      422,
      'FIELD.INVALID product',
      'FIELD.REQUIRED buyer.orderId',
    ]);
    expect(await refusal('/sales', { ...SALE, quantity: -1, unit: '担', buyer: { kind: 'friend' }, amountFen: 1.5 })).toHaveLength(5);
  });

  test('are corrected and voided; the list and the history follow', async () => {
    const changes = { quantity: 5, occurredOn: '2020-09-02', amountFen: null, buyer: null };
    expect((await rim.post('/sales/s-1/correction', { reason: '过磅单有误', changes })).status).toBe(200);
    expect((await rim.get('/sales/s-1')).body).toMatchObject({
      occurredOn: '2020-09-02',
      grams: 25_000_000,
      amountFen: null,
      buyer: null,
      streamVersion: 2,
    });
    expect((await rim.post('/sales/s-2/void', { reason: '重复录入' })).status).toBe(200);
    expect((await rim.list('/sales', '&year=2020')).body).toMatchObject({
      count: 2,
      sums: { grams: 25_000_000, amountFen: 0 },
      items: [
        { id: 's-1', state: 'recorded', occurredOn: '2020-09-02' },
        { id: 's-2', state: 'void' },
      ],
    });
    expect(await ids('/sales', '&state=void')).toEqual(['s-2']);
    const { items } = (await rim.get('/sales/s-1/history')).body as {
      items: { reason?: string; changes: { field: string; from: unknown; to: unknown }[] }[];
    };
    expect(items[1]?.reason).toBe('过磅单有误');
    expect(items[1]?.changes).toEqual(
      expect.arrayContaining([
        { field: 'quantity', from: 4.7, to: 5 },
        { field: 'occurredOn', from: '2020-09-01', to: '2020-09-02' },
        { field: 'amountFen', from: 100, to: null },
      ]),
    );
  });

  test('refuse a correction of a void or unknown sale and one that changes nothing', async () => {
    expect(await refusal('/sales/s-2/correction', { reason: '错', changes: { quantity: 1 } })).toEqual([409, 'SALE.VOIDED']);
    expect(await refusal('/sales/nowhere/correction', { reason: '错', changes: { quantity: 1 } })).toEqual([404, 'RECORD.NOT_FOUND']);
    expect(await refusal('/sales/s-1/correction', { reason: '错', changes: {} })).toEqual([422, 'SALE.UNCHANGED changes']);
    expect(await refusal('/sales/s-1/correction', { reason: '错', changes: { colour: 1, occurredOn: '2021-01-01' } })).toEqual([
      422,
      'FIELD.UNKNOWN changes.colour',
    ]);
    expect(
      await refusal('/sales/s-1/correction', {
        reason: '错',
        changes: { occurredOn: '2021-01-01', buyer: { kind: 'order', orderId: 'o-9' } },
      }),
    ).toEqual([422, 'DATE.FUTURE changes.occurredOn', 'ORDER.UNKNOWN changes.buyer.orderId']);
    expect(await refusal('/sales/s-1/correction', { reason: '错' })).toEqual([422, 'FIELD.REQUIRED changes']);
  });

  test('check the version the client has seen', async () => {
    expect((await rim.post('/sales/s-1/void', { reason: '错' }, { 'if-match': '"1"' })).body).toMatchObject({
      code: 'STREAM.VERSION_CONFLICT',
      params: { expectedVersion: 1, currentVersion: 2 },
    });
  });
});

describe('activities', () => {
  test('are recorded, listed by kind and voided', async () => {
    const donation = { id: 'a-1', kind: 'donation', cashFen: 10_000_000, goodsFen: 5_000_000, approximate: true, occurredOn: '2020-03-01' };
    expect((await rim.post('/activities', donation)).status).toBe(201);
    const visit = { id: 'a-2', kind: 'visit', villageCode: VILLAGE.code, place: NAME, attendees: ['张小三'], occurredOn: '2020-04-01' };
    expect((await rim.post('/activities', visit)).status).toBe(201);
    expect((await rim.post('/activities', { id: 'a-3', kind: 'training', participants: 50, occurredOn: '2020-05-01' })).status).toBe(201);
    expect((await rim.get('/activities/a-2')).body).toMatchObject({ kind: 'visit', attendees: ['张*三'], place: NAME, state: 'recorded' });
    expect((await rim.list('/activities')).body).toMatchObject({
      count: 3,
      sums: { sessions: 1, participants: 50, receivedFen: 15_000_000, pledgedFen: 0 },
      items: [{ id: 'a-3', sessions: 1 }, { id: 'a-2' }, { id: 'a-1', approximate: true }],
    });
    expect((await rim.post('/activities/a-1/void', { reason: '误登' })).status).toBe(200);
    expect((await rim.list('/activities', '&kind=donation')).body).toMatchObject({
      count: 1,
      sums: { receivedFen: 0 },
      items: [{ state: 'void' }],
    });
    expect(await ids('/activities', `&villageCode=${VILLAGE.code}`)).toEqual(['a-2']);
    expect(await ids('/activities', '&state=recorded&to=2020-04-30')).toEqual(['a-2']);
    expect((await rim.get('/activities/a-1/history')).body).toMatchObject({
      items: [{ type: 'ActivityRecorded' }, { type: 'ActivityVoided', reason: '误登' }],
    });
  });

  test('are refused with what is wrong', async () => {
    expect(await refusal('/activities', { kind: 'donation', purposes: [{ name: '道路', amountFen: 1 }] })).toEqual([
      422,
      'ACTIVITY.AMOUNT_REQUIRED cashFen',
      'ACTIVITY.PURPOSES_DO_NOT_ADD_UP purposes',
    ]);
    expect(await refusal('/activities/nowhere/void', { reason: '无' })).toEqual([404, 'RECORD.NOT_FOUND']);
    expect(await refusal('/activities', { kind: 'party', attendees: [1], purposes: [{ name: '' }] })).toHaveLength(5);
  });
});

test('answers 404 for records that do not exist, and 422 for filters and cursors it cannot use', async () => {
  for (const path of ['/villages/x', '/households/x', '/sales/x', '/activities/x']) {
    expect(await rim.get(path)).toMatchObject({ status: 404, body: { code: 'RECORD.NOT_FOUND' } });
    expect(await rim.get(`${path}/history`)).toMatchObject({ status: 404, body: { code: 'RECORD.NOT_FOUND' } });
  }
  for (const query of ['year=20', 'from=2020-02-30', 'category=x', 'limit=201', 'cursor=%F0%9F%A5%9D', 'colour=red']) {
    expect(await rim.get(`/sales?${query}`)).toMatchObject({ status: 422, body: { code: 'QUERY.INVALID' } });
  }
});

test('withdrawn records leave every list and its sums; a village may begin again', async () => {
  for (const stream of ['village-v-2', 'household-h-2', 'sale-s-1', 'activity-a-3']) {
    const data = { streamId: stream, reason: '演示结束', postings: [] };
    await rim.append('households', stream, { type: 'RecordWithdrawn', occurredOn: '2020-12-31', data });
  }
  expect(await ids('/villages', '')).toEqual([VILLAGE.code]);
  expect(await ids('/households', '')).toEqual(['h-1']);
  expect((await rim.list('/sales', '&year=2020')).body).toMatchObject({ count: 1, sums: { grams: 0 } });
  expect((await rim.list('/activities', '')).body).toMatchObject({ count: 2, sums: { participants: 0 } });
  expect(await refusal('/sales', { ...SALE, householdId: 'h-2' })).toEqual([422, 'HOUSEHOLD.UNKNOWN householdId']);
  expect((await rim.get('/sales/s-1')).status).toBe(404);
  expect((await rim.get('/sales/s-1/history')).status).toBe(200);
  expect((await rim.post('/villages', { ...VILLAGE, code: 'v-2', name: '新二村' })).status).toBe(201);
  expect((await rim.list('/villages', '')).body).toMatchObject({ count: 2 });
});

test('every list comes out the same when it is folded anew', async () => {
  for (const table of ['village_ledger', 'household_ledger', 'sale_ledger', 'activity_ledger']) {
    await rim.list('/villages');
    await rim.list('/households');
    await rim.list('/sales');
    await rim.list('/activities');
    const before = await rim.database.read.all(`SELECT * FROM ${table}`);
    expect(await rim.ledger.rebuild([table])).toMatchObject({ parked: 0 });
    expect(await rim.database.read.all(`SELECT * FROM ${table}`)).toEqual(before);
  }
});
