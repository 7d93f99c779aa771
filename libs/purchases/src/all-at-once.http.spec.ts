import { ORDER, post, startPurchases, stopPurchases } from './testing/purchases-rim.js';

beforeAll(async () => {
  await startPurchases();
  expect((await post('/orders', { ...ORDER, id: 'o-1' })).status).toBe(201);
});

afterAll(stopPurchases);

async function toldOf(path: string, payload: object): Promise<string[]> {
  const { body } = await post(path, payload);
  return (body['errors'] as { code: string; path: string }[]).map((error) => `${error.code} ${error.path}`.trim()).sort();
}

test('a day to come, a number that is missing and what the look-ups find hide neither each other nor the rules', async () => {
  const order = { ...ORDER, channel: '832', unitId: 'nobody', discountFen: 999_999, occurredOn: '2021-01-01', evidence: ['no-file'] };
  expect(await toldOf('/orders', order)).toEqual([
    'DATE.FUTURE occurredOn',
    'FIELD.REQUIRED platformOrderNo',
    'FILE.UNKNOWN evidence',
    'ORDER.TOTAL_NOT_POSITIVE lines',
    'UNIT.UNKNOWN unitId',
  ]);
  const payment = { amountFen: 999_999, occurredOn: '2020-02-01', evidence: ['no-file'] };
  expect(await toldOf('/orders/o-1/payments', payment)).toEqual([
    'DATE.BEFORE_START occurredOn',
    'FILE.UNKNOWN evidence',
    'ORDER.OVERPAID amountFen',
  ]);
  expect(await toldOf('/orders/o-1/payments', { amountFen: 999_999, occurredOn: '2021-01-01' })).toEqual([
    'DATE.FUTURE occurredOn',
    'ORDER.OVERPAID amountFen',
  ]);
  expect(await toldOf('/orders/none/payments', { ...payment, occurredOn: '2021-01-01' })).toEqual(['RECORD.NOT_FOUND']);
});

test('what a body needs because of what it says is told with what is wrong with its fields', async () => {
  expect(await toldOf('/orders', { ...ORDER, channel: '832', funding: 'x', supplierName: ' \u3000', extra: 1 })).toEqual([
    'FIELD.INVALID funding',
    'FIELD.INVALID supplierName',
    'FIELD.REQUIRED platformOrderNo',
    'FIELD.UNKNOWN extra',
  ]);
  expect(await toldOf('/orders/o-1/reattribution', {})).toEqual([
    'FIELD.REQUIRED evidence',
    'FIELD.REQUIRED reason',
    'FIELD.REQUIRED toUnitId',
  ]);
  expect(await toldOf('/orders/o-1/reattribution', { toUnitId: 'u-1', reason: '划转', evidence: [] })).toEqual([
    'FIELD.REQUIRED evidence',
    'ORDER.SAME_UNIT toUnitId',
  ]);
});

test.each([
  ['shared', 'representativeUnitId'],
  ['outsourced', 'contractorName'],
])('a reserve of a %s canteen hears of its missing %s, whatever else is wrong', async (canteen, path) => {
  expect(await toldOf('/units/u-1/reserves/2020', { canteen, floor: 1 })).toEqual([`FIELD.REQUIRED ${path}`, 'FIELD.UNKNOWN floor']);
});
