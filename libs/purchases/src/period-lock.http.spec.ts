import type { Role } from '#contracts';
import { append, askAs, on832, ORDER, post, send, startPurchases, stopPurchases } from './testing/purchases-rim.js';

const REASON = { reason: '复核发现重复"计入" 𠮷' };
const ADJUSTED = { adjustmentReason: REASON.reason };

function as(role: Role, unitId: string | null): void {
  askAs({ actor: { account: `${role}-${unitId}`, roles: [role], unitId }, source: 'manual' });
}

async function lock(unitId: string, period: string): Promise<void> {
  const data = { lockId: `${unitId}-${period}`, unitId, period, sales: false, reason: null };
  await append('directory', `period-lock-${unitId}`, { type: 'PeriodLocked', data, occurredOn: '2020-12-31' });
}

/** Status and code, with the place where a problem has one. */
async function told(path: string, payload: object): Promise<unknown[]> {
  const { status, body } = await post(path, payload);
  const errors = (body['errors'] ?? []) as { code: string; path?: string }[];
  return [status, ...errors.map(({ code, path: at }) => (at === undefined || at === '' ? code : `${code} ${at}`))];
}

async function historyOf(id: string): Promise<Record<string, unknown>[]> {
  return (await send('GET', `/orders/${id}/history`)).body['items'] as Record<string, unknown>[];
}

/** `u-school` is below `bureau`; March 2020 is locked for `bureau`. */
beforeAll(async () => {
  await startPurchases();
  for (const [unitId, parentId] of [
    ['bureau', null],
    ['u-school', 'bureau'],
    ['u-other', 'bureau'],
  ]) {
    const data = { unitId, name: unitId, kind: 'budget-unit', parentId, regionCode: '610104' };
    await append('directory', `unit-${unitId}`, { type: 'UnitRegistered', data, occurredOn: '2018-01-01' });
  }
  as('purchaser', 'bureau');
  const march = { ...ORDER, unitId: 'u-school' };
  for (const id of ['stays', 'paid', 'voided', 'cancelled', 'corrected', 'moved'])
    expect(await told('/orders', { ...march, id })).toEqual([201]);
  expect(await told('/orders', { ...on832('numbered', '83220200001'), unitId: 'u-school' })).toEqual([201]);
  expect(await told('/orders/paid/payments', { amountFen: 100, occurredOn: '2020-03-05' })).toEqual([200]);
  expect(await told('/orders', { ...march, id: 'april', occurredOn: '2020-04-01' })).toEqual([201]);
});
afterAll(() => stopPurchases());

describe('while nothing is locked', () => {
  test.each(['/orders', '/orders/stays/payments', '/orders/stays/acceptance', '/orders/stays/rating', '/orders/stays/refunds'])(
    '%s is not for reviewers, whatever they send',
    async (path) => {
      as('reviewer', 'bureau');
      expect(await told(path, {})).toEqual([403, 'AUTH.FORBIDDEN']);
    },
  );
});

describe('in a locked period', () => {
  beforeAll(() => lock('bureau', '2020-03'));

  test.each([
    ['an order', '/orders', { ...ORDER, id: 'new', unitId: 'u-school' }],
    ['a payment', '/orders/stays/payments', { amountFen: 1, occurredOn: '2020-03-31' }],
    ['an acceptance', '/orders/stays/acceptance', { occurredOn: '2020-03-31' }],
    ['a refund', '/orders/paid/refunds', { amountFen: 1, occurredOn: '2020-03-31', ...REASON }],
    ['a cancellation', '/orders/cancelled/cancel', REASON],
    ['a void', '/orders/voided/void', REASON],
    ['a correction of an amount', '/orders/corrected/correction', { ...REASON, changes: { freightFen: 400 } }],
    ['a correction of words alone', '/orders/corrected/correction', { ...REASON, changes: { supplierName: '另一家' } }],
    [
      'a correction that takes an order out of the period',
      '/orders/corrected/correction',
      { ...REASON, changes: { occurredOn: '2020-04-02' } },
    ],
    ['a correction that takes an order into the period', '/orders/april/correction', { ...REASON, changes: { occurredOn: '2020-03-31' } }],
  ])('%s is refused to the purchaser', async (_, path, payload) => {
    as('purchaser', 'bureau');
    expect(await told(path, payload)).toEqual([409, 'PERIOD.LOCKED']);
  });

  test('a refusal says which period, who locked it and when', async () => {
    as('purchaser', 'u-school');
    const { body } = await post('/orders/stays/payments', { amountFen: 1, occurredOn: '2020-03-31' });
    expect(body['params']).toEqual({ period: '2020-03', lockedBy: 'admin', lockedAt: expect.stringMatching(/^2020-12-31T/) as unknown });
  });

  test('what puts no amount there is taken as before', async () => {
    as('purchaser', 'u-school');
    expect(await told('/orders/stays/contract', { occurredOn: '2020-03-02' })).toEqual([200]);
    expect(await told('/orders/stays/payments', { amountFen: 1, occurredOn: '2020-04-01' })).toEqual([200]);
  });

  test('units beside and other months are free', async () => {
    as('purchaser', null);
    expect(await told('/orders', { ...ORDER, id: 'beside', unitId: 'u-1' })).toEqual([201]);
    expect(await told('/orders', { ...ORDER, id: 'february', unitId: 'u-school', occurredOn: '2020-02-29' })).toEqual([201]);
  });

  test('a reviewer above enters and changes it with a reason, and not without', async () => {
    as('reviewer', 'bureau');
    const late = { ...ORDER, id: 'late', unitId: 'u-school' };
    expect(await told('/orders', late)).toEqual([409, 'PERIOD.LOCKED adjustmentReason']);
    expect(await told('/orders', { ...late, ...ADJUSTED })).toEqual([201]);
    for (const [step, payload] of [
      ['payments', { amountFen: 15_200 }],
      ['acceptance', {}],
      ['rating', { stars: 5 }],
    ] as const) {
      expect(await told(`/orders/late/${step}`, { ...payload, occurredOn: '2020-03-20', ...ADJUSTED })).toEqual([200]);
    }
    expect(await told('/orders/late/refunds', { amountFen: 200, occurredOn: '2020-03-21', ...REASON })).toEqual([200]);
    const adjustment = { period: '2020-03', reason: REASON.reason };
    expect(await historyOf('late')).toMatchObject(Array.from({ length: 5 }, () => ({ adjustment })));
  });

  test('a reviewer above cancels, voids, corrects and re-attributes there, by the reason these ask for anyway', async () => {
    as('reviewer', 'bureau');
    expect(await told('/orders/cancelled/cancel', REASON)).toEqual([200]);
    expect(await told('/orders/numbered/void', REASON)).toEqual([200]);
    expect(await told('/orders/corrected/correction', { ...REASON, changes: { freightFen: 400 } })).toEqual([200]);
    const moving = { toUnitId: 'u-other', evidence: ['f-1'], occurredOn: '2020-03-15', ...REASON };
    expect(await told('/orders/moved/reattribution', moving)).toEqual([200]);
    for (const id of ['cancelled', 'numbered', 'corrected', 'moved']) {
      expect((await historyOf(id)).map(({ adjustment }) => adjustment)).toEqual([undefined, { period: '2020-03', reason: REASON.reason }]);
    }
  });

  test('a re-attribution from an open day on is none: the locked days stay with the old unit', async () => {
    as('reviewer', 'bureau');
    const moving = { toUnitId: 'u-other', evidence: ['f-1'], occurredOn: '2020-05-01', ...REASON };
    expect(await told('/orders/april/reattribution', moving)).toEqual([200]);
    expect((await historyOf('april')).at(-1)).not.toHaveProperty('adjustment');
  });

  test('a reviewer of the locked unit alone, or of one beside it, is not above', async () => {
    as('reviewer', 'u-school');
    expect(await told('/orders/stays/payments', { amountFen: 1, occurredOn: '2020-03-31', ...ADJUSTED })).toEqual([
      403,
      'AUTH.NOT_IN_CHARGE',
    ]);
    as('reviewer', 'u-other');
    expect(await told('/orders/stays/payments', { amountFen: 1, occurredOn: '2020-03-31', ...ADJUSTED })).toEqual([
      404,
      'RECORD.NOT_FOUND',
    ]);
    expect(await told('/orders', { ...ORDER, unitId: 'u-school', ...ADJUSTED })).toEqual([422, 'UNIT.UNKNOWN unitId']);
  });

  test('the open days are still not the reviewer’s', async () => {
    as('reviewer', 'bureau');
    expect(await told('/orders/stays/payments', { amountFen: 1, occurredOn: '2020-04-30', ...ADJUSTED })).toEqual([
      403,
      'PERIOD.NOT_LOCKED',
    ]);
    expect(await told('/orders', { ...ORDER, unitId: 'u-school', occurredOn: '2020-04-30', ...ADJUSTED })).toEqual([
      403,
      'PERIOD.NOT_LOCKED',
    ]);
  });

  test('an order across a locked and an open day is entered by two, each the days that are theirs', async () => {
    as('reviewer', 'bureau');
    expect(await told('/orders', { ...ORDER, id: 'ordered-locked', unitId: 'u-school', ...ADJUSTED })).toEqual([201]);
    as('purchaser', 'u-school');
    expect(await told('/orders/ordered-locked/payments', { amountFen: 1, occurredOn: '2020-04-04' })).toEqual([200]);
    expect(await told('/orders', { ...ORDER, id: 'paid-locked', unitId: 'u-school', occurredOn: '2020-02-20' })).toEqual([201]);
    as('reviewer', 'bureau');
    expect(await told('/orders/paid-locked/payments', { amountFen: 1, occurredOn: '2020-03-04', ...ADJUSTED })).toEqual([200]);
    as('purchaser', 'u-school');
    expect(await told('/orders/paid-locked/correction', { ...REASON, changes: { freightFen: 400 } })).toEqual([200]);
    as('reviewer', 'bureau');
    expect(await told('/orders/ordered-locked/correction', { ...REASON, changes: { freightFen: 400 } })).toEqual([200]);
  });

  test('a sheet of a reviewer above enters the open days of an order with its reason, and none without', async () => {
    const asSheet = (unitId: string): void =>
      askAs({ actor: { account: `reviewer-${unitId}`, roles: ['reviewer'], unitId }, source: 'import' });
    const open = { ...ORDER, id: 'of-sheet', unitId: 'u-school', occurredOn: '2020-02-20' };
    asSheet('bureau');
    expect(await told('/orders', open)).toEqual([403, 'PERIOD.NOT_LOCKED']);
    expect(await told('/orders', { ...open, ...ADJUSTED })).toEqual([201]);
    expect(await told('/orders/of-sheet/acceptance', { occurredOn: '2020-02-21', ...ADJUSTED })).toEqual([200]);
    expect(await told('/orders/of-sheet/rating', { stars: 5, occurredOn: '2020-03-22', ...ADJUSTED })).toEqual([200]);
    expect(await told('/orders/of-sheet/payments', { amountFen: 99_999, occurredOn: '2020-02-22', ...ADJUSTED })).toEqual([
      422,
      'ORDER.OVERPAID amountFen',
    ]);
    expect((await historyOf('of-sheet')).map((event) => event['adjustment'])).toEqual([undefined, undefined, undefined]);
    asSheet('u-school');
    expect(await told('/orders/of-sheet/payments', { amountFen: 1, occurredOn: '2020-02-22', ...ADJUSTED })).toEqual([
      403,
      'AUTH.NOT_IN_CHARGE',
    ]);
  });

  test('whoever only adjusts is not told what is wrong with an entry of an open day', async () => {
    as('purchaser', 'u-school');
    expect(await told('/orders', { ...ORDER, id: 'may', unitId: 'u-school', occurredOn: '2020-05-01' })).toEqual([201]);
    as('reviewer', 'bureau');
    expect(await told('/orders/may/refunds', { amountFen: 1, ...REASON })).toEqual([403, 'PERIOD.NOT_LOCKED']);
    expect(await told('/orders/stays/refunds', { amountFen: 99_999, ...REASON })).toEqual([422, 'ORDER.OVERREFUNDED amountFen']);
  });

  test('who is both acts as purchaser without a reason and as reviewer with one', async () => {
    askAs({ actor: { account: 'both', roles: ['purchaser', 'reviewer'], unitId: 'bureau' }, source: 'manual' });
    expect(await told('/orders/stays/payments', { amountFen: 1, occurredOn: '2020-04-02' })).toEqual([200]);
    expect(await told('/orders/stays/payments', { amountFen: 1, occurredOn: '2020-03-31' })).toEqual([
      409,
      'PERIOD.LOCKED adjustmentReason',
    ]);
    expect(await told('/orders/stays/payments', { amountFen: 1, occurredOn: '2020-03-31', ...ADJUSTED })).toEqual([200]);
  });

  test('a lock of the unit itself binds beside the one from above; a day names the lock that came first', async () => {
    await lock('u-school', '2020');
    as('purchaser', 'u-school');
    expect(await told('/orders/stays/payments', { amountFen: 1, occurredOn: '2020-09-01' })).toEqual([409, 'PERIOD.LOCKED']);
    as('reviewer', 'bureau');
    expect(await told('/orders/paid/void', REASON)).toEqual([200]);
    expect((await historyOf('paid')).at(-1)).toMatchObject({ adjustment: { period: '2020-03' } });
  });
});

describe('an order that went from a locked unit to another', () => {
  test('is adjusted on the locked days only by who is above the unit of those days, too', async () => {
    await append('directory', 'unit-far', {
      type: 'UnitRegistered',
      data: { unitId: 'far', name: 'far', kind: 'budget-unit', parentId: null, regionCode: '610104' },
      occurredOn: '2018-01-01',
    });
    await append('directory', 'unit-u-far', {
      type: 'UnitRegistered',
      data: { unitId: 'u-far', name: 'u-far', kind: 'budget-unit', parentId: 'far', regionCode: '610104' },
      occurredOn: '2018-01-01',
    });
    as('reviewer', null);
    const moving = { toUnitId: 'u-far', evidence: ['f-1'], occurredOn: '2020-10-01', ...REASON };
    expect(await told('/orders/corrected/reattribution', moving)).toEqual([200]);
    as('reviewer', 'far');
    expect(await told('/orders/corrected/void', REASON)).toEqual([409, 'PERIOD.LOCKED']);
    as('reviewer', null);
    expect(await told('/orders/corrected/void', REASON)).toEqual([200]);
  });
});
