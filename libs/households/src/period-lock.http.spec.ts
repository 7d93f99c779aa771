import type { Caller, Role } from '#contracts';
import { NAME } from './testing/scenario.js';
import { Rim } from './testing/rim.js';

let rim: Rim;

const VILLAGE = { code: '610124103201', name: NAME, countyCode: '610124', township: '哑柏镇', occurredOn: '2020-01-01' };
const SALE = { villageCode: VILLAGE.code, product: NAME, category: 'fruit', quantity: 2, unit: '斤', occurredOn: '2020-09-15' };
const REASON = { reason: '复核"重复" 𠮷' };
const ADJUSTED = { adjustmentReason: REASON.reason };

function as(role: Role, unitId: string | null, villageCode?: string): void {
  const actor = { account: `${role}-${unitId}`, roles: [role], unitId };
  rim.caller = { actor, source: 'manual', ...(villageCode === undefined ? {} : { villageCode }) } satisfies Caller;
}

async function told(path: string, payload: object): Promise<unknown[]> {
  const { status, body } = await rim.post(path, payload);
  const errors = (body['errors'] ?? []) as { code: string; path?: string }[];
  return [status, ...errors.map(({ code, path: at }) => (at === undefined || at === '' ? code : `${code} ${at}`))];
}

async function lock(unitId: string, period: string, sales: boolean): Promise<void> {
  const data = { lockId: `${unitId}-${period}`, unitId, period, sales, reason: null };
  await rim.append('directory', `period-lock-${unitId}`, { type: 'PeriodLocked', data, occurredOn: '2020-12-31' });
}

/** `bureau` is below the top department `city`, which locks September 2020. */
beforeAll(async () => {
  rim = await Rim.start('2020-12-31');
  for (const [unitId, parentId] of [
    ['city', null],
    ['bureau', 'city'],
  ]) {
    const data = { unitId, name: unitId, kind: 'department', parentId, regionCode: '610104' };
    await rim.append('directory', `unit-${unitId}`, { type: 'UnitRegistered', data, occurredOn: '2018-01-01' });
  }
  await rim.post('/villages', VILLAGE);
  await rim.post('/villages', { ...VILLAGE, code: 'v-2' });
  as('village-staff', null, VILLAGE.code);
  for (const id of ['sold', 'voided', 'corrected']) expect(await told('/sales', { ...SALE, id })).toEqual([201]);
  expect(await told('/sales', { ...SALE, id: 'october', occurredOn: '2020-10-01' })).toEqual([201]);
});
afterAll(() => rim.stop());

test('while nothing is locked sales are not for reviewers, whatever they send', async () => {
  as('reviewer', 'city');
  for (const path of ['/sales', '/sales/sold/correction', '/sales/sold/void'])
    expect(await told(path, {})).toEqual([403, 'AUTH.FORBIDDEN']);
});

test('the lock of a unit that is not the top department leaves sales free, and unseen', async () => {
  await lock('bureau', '2020-09', false);
  as('reviewer', 'city');
  expect((await rim.list('/sales')).body).toMatchObject({ items: [], count: 0, sums: { amountFen: 0 } });
  as('village-staff', null, VILLAGE.code);
  expect(await told('/sales', { ...SALE, id: 'free' })).toEqual([201]);
});

describe('in a period that is locked for sales', () => {
  beforeAll(() => lock('city', '2020-09', true));

  test.each([
    ['a sale', '/sales', SALE],
    ['a void', '/sales/voided/void', REASON],
    ['a correction', '/sales/corrected/correction', { ...REASON, changes: { quantity: 3 } }],
    ['a correction of words alone', '/sales/corrected/correction', { ...REASON, changes: { product: '另一种' } }],
    ['a correction out of the period', '/sales/corrected/correction', { ...REASON, changes: { occurredOn: '2020-10-01' } }],
    ['a correction into the period', '/sales/october/correction', { ...REASON, changes: { occurredOn: '2020-09-30' } }],
  ])('%s is refused to village staff', async (_, path, payload) => {
    as('village-staff', null, VILLAGE.code);
    expect(await told(path, payload)).toEqual([409, 'PERIOD.LOCKED']);
  });

  test('other months are the village’s as before, and not the reviewer’s', async () => {
    as('village-staff', null, VILLAGE.code);
    expect(await told('/sales', { ...SALE, occurredOn: '2020-10-01' })).toEqual([201]);
    as('reviewer', 'city');
    expect(await told('/sales', { ...SALE, occurredOn: '2020-10-01', ...ADJUSTED })).toEqual([403, 'PERIOD.NOT_LOCKED']);
    expect(await told('/sales/october/void', REASON)).toEqual([403, 'PERIOD.NOT_LOCKED']);
  });

  test('a reviewer of the unit that locked it enters, corrects and voids with a reason', async () => {
    as('reviewer', 'city');
    expect(await told('/sales', { ...SALE, id: 'late' })).toEqual([409, 'PERIOD.LOCKED adjustmentReason']);
    expect(await told('/sales', { ...SALE, id: 'late', ...ADJUSTED })).toEqual([201]);
    expect(await told('/sales/late/correction', { ...REASON, changes: { quantity: 3 } })).toEqual([200]);
    expect(await told('/sales/late/void', REASON)).toEqual([200]);
    expect(await told('/sales/late/void', REASON)).toEqual([409, 'SALE.VOIDED']);
    const { items } = (await rim.get('/sales/late/history')).body as { items: object[] };
    const adjustment = { period: '2020-09', reason: REASON.reason };
    expect(items).toMatchObject(['SaleRecorded', 'SaleCorrected', 'SaleVoided'].map((type) => ({ type, adjustment })));
  });

  test('a reviewer of that unit sees its sales, and none of another month, by list, sheet, address and event', async () => {
    const seen = async (): Promise<unknown> => {
      const { body } = await rim.list('/sales');
      const days = new Set((body['items'] as { occurredOn: string }[]).map(({ occurredOn }) => occurredOn));
      const sheet = await (await fetch(rim.address('/sales.csv'))).text();
      const statuses = [];
      for (const id of ['sold', 'october']) {
        for (const path of [`/sales/${id}`, `/sales/${id}/history`, `/events/${eventOf.get(id)}`])
          statuses.push((await rim.get(path)).status);
      }
      return { days: [...days].sort(), inSheet: ['2020-09-15', '2020-10-01'].filter((day) => sheet.includes(day)), statuses };
    };
    as('reviewer', null);
    const eventOf = new Map<string, string>();
    for (const id of ['sold', 'october']) {
      const { items } = (await rim.get(`/sales/${id}/history`)).body as { items: { eventId: string }[] };
      eventOf.set(id, items[0]?.eventId ?? '');
    }
    const both = ['2020-09-15', '2020-10-01'];
    expect(await seen()).toEqual({ days: both, inSheet: both, statuses: [200, 200, 200, 200, 200, 200] });
    as('reviewer', 'city');
    expect(await seen()).toEqual({ days: ['2020-09-15'], inSheet: ['2020-09-15'], statuses: [200, 200, 200, 404, 404, 404] });
    as('reviewer', 'bureau');
    expect(await seen()).toEqual({ days: [], inSheet: [], statuses: [404, 404, 404, 404, 404, 404] });
  });

  test('activities are recorded and voided as before, by whom they were, with no reason of an adjustment', async () => {
    const gift = { kind: 'donation', villageCode: VILLAGE.code, cashFen: 100, occurredOn: '2020-09-15' };
    as('village-staff', null, VILLAGE.code);
    expect(await told('/activities', { ...gift, id: 'gift' })).toEqual([201]);
    expect(await told('/activities/gift/void', REASON)).toEqual([200]);
    expect(await told('/activities', { ...gift, ...ADJUSTED })).toEqual([422, 'FIELD.UNKNOWN adjustmentReason']);
    as('reviewer', 'bureau');
    expect(await told('/activities', { ...gift, id: 'of-the-office' })).toEqual([201]);
  });

  test('a reviewer of another unit does not', async () => {
    as('reviewer', 'bureau');
    expect(await told('/sales/voided/void', REASON)).toEqual([409, 'PERIOD.LOCKED']);
  });
});

test('a demonstration that is cleared takes the locks of its units with it', async () => {
  as('village-staff', null, VILLAGE.code);
  expect(await told('/sales', SALE)).toEqual([409, 'PERIOD.LOCKED']);
  const withdrawn = { streamId: 'unit-city', reason: '演示数据清除', postings: [] };
  await rim.append('directory', 'unit-city', { type: 'RecordWithdrawn', occurredOn: '2020-12-31', data: withdrawn });
  expect(await told('/sales', SALE)).toEqual([201]);
});
