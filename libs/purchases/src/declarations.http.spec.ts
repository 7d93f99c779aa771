import { append, clock, copied, post, send, startPurchases, stopPurchases } from './testing/purchases-rim.js';
import { OWN, refusal, setRule, setUpReserves } from './testing/reserve-rim.js';

beforeAll(async () => {
  await startPurchases();
  await setUpReserves();
});

afterAll(stopPurchases);

describe('the rule a declaration is checked against', () => {
  const low = { ...OWN, canteenReserveFen: 149_999, occurredOn: '2020-12-01' };

  test('is that of the unit’s own region, or of the nearest unit above it that has one', async () => {
    for (const unitId of ['u-1', 'below']) {
      const { status, body } = await post(`/units/${unitId}/reserves/2021`, low);
      expect([status, body['code'], body['params']]).toEqual([
        422,
        'RESERVE.BELOW_FLOOR',
        { floorPermille: 150, leastFen: 150_000, basis: '陕财办采〔2021〕1号' },
      ]);
    }
    expect((await post('/units/u-1/reserves/2021', { ...low, exemptionFileId: 'f-1' })).status).toBe(201);
  });

  test('does not count once it is withdrawn, with all that its region and year had; one set after that does', async () => {
    const path = '/units/bureau/reserves/2025';
    const lowIn2025 = { ...low, canteenReserveFen: 1 };
    await setRule('610104', 2025, 100, '演示 1');
    expect((await post(path, lowIn2025)).body).toMatchObject({ code: 'RESERVE.BELOW_FLOOR', params: { basis: '演示 1' } });
    const streamId = 'policy-rule-610104-2025';
    const withdrawn = { streamId, reason: '演示结束', postings: [] };
    await append('directory', streamId, { type: 'RecordWithdrawn', data: withdrawn, occurredOn: clock.today() });
    await copied();
    expect(await refusal(path, lowIn2025)).toEqual([422, 'POLICY.NOT_SET']);
    await setRule('610104', 2025, 200, '重设');
    expect((await post(path, lowIn2025)).body).toMatchObject({ code: 'RESERVE.BELOW_FLOOR', params: { basis: '重设' } });
  });

  test('is, of two that take effect on one day, the one set last', async () => {
    for (const [floorPermille, basis] of [
      [300, '乙'],
      [100, '丙'],
      [200, '甲'],
    ] as const) {
      await setRule('610104', 2024, floorPermille, basis);
    }
    await copied();
    const answer = await post('/units/bureau/reserves/2024', { ...low, canteenReserveFen: 1 });
    expect(answer.body).toMatchObject({ code: 'RESERVE.BELOW_FLOOR', params: { floorPermille: 200, basis: '甲' } });
  });

  test('must be set: nothing is guessed for a year without one', async () => {
    const { status, body } = await post('/units/u-1/reserves/2026', OWN);
    expect([status, body['code'], body['params']]).toEqual([422, 'POLICY.NOT_SET', { year: 2026 }]);
    expect((await send('GET', '/units/u-1/reserves/2026')).status).toBe(404);
  });
});

describe('a declaration is refused', () => {
  test('with every fault of its fields at once', async () => {
    const body = {
      canteen: '食堂',
      canteenSpendFen: -1,
      unionSpendFen: '５００',
      exemptionFileId: 'a b',
      floor: 1,
      occurredOn: '2021-01-01',
    };
    const [status, ...problems] = await refusal('/units/u-1/reserves/2020', body);
    expect(status).toBe(422);
    expect(problems.sort()).toEqual([
      'DATE.FUTURE occurredOn',
      'FIELD.INVALID canteen',
      'FIELD.INVALID canteenSpendFen',
      'FIELD.INVALID exemptionFileId',
      'FIELD.INVALID unionSpendFen',
      'FIELD.UNKNOWN floor',
    ]);
  });

  test('with every name it gets wrong at once', async () => {
    const body = { canteen: 'shared', representativeUnitId: 'u-9', exemptionFileId: 'f-9', evidence: ['f-8', 'f-1'], unionSpendFen: 1 };
    expect(await refusal('/units/bureau/reserves/2020', body)).toEqual([
      422,
      'UNIT.UNKNOWN representativeUnitId',
      'FILE.UNKNOWN exemptionFileId',
      'FILE.UNKNOWN evidence',
      'RESERVE.UNION_AMOUNT_NOT_ALLOWED unionSpendFen',
    ]);
  });

  test('for a unit, a year or a reserve that is not there', async () => {
    for (const [path, body] of [
      ['/units/u-9/reserves/2020', OWN],
      ['/units/u-1/reserves/20', OWN],
      ['/units/u-1/reserves/2020x', OWN],
      ['/units/bureau/reserves/2020/submit', {}],
      ['/units/bureau/reserves/2020/adjust', { ...OWN, reason: '调整' }],
    ] as const) {
      expect(await refusal(path, body)).toEqual([404, 'RECORD.NOT_FOUND']);
    }
    expect((await send('GET', '/units/bureau/reserves/2020')).status).toBe(404);
    expect((await send('GET', '/units/bureau/reserves/2020/history')).status).toBe(404);
  });

  test('of a unit that was closed before the year, not of one closed within it', async () => {
    await setRule('000000', 2022, 0, '财办库〔2022〕54号');
    const none = { canteen: 'none' };
    expect(await refusal('/units/u-closed/reserves/2022', none)).toEqual([422, 'UNIT.CLOSED']);
    expect(await refusal('/units/u-1/reserves/2022', { canteen: 'shared', representativeUnitId: 'u-closed' })).toEqual([
      422,
      'UNIT.CLOSED representativeUnitId',
    ]);
    expect((await post('/units/u-closed/reserves/2020', none)).status).toBe(201);
  });

  test('where a step names a file that is not there', async () => {
    await post('/units/u-2/reserves/2020', { canteen: 'none', occurredOn: '2020-03-01' });
    expect(await refusal('/units/u-2/reserves/2020/submit', { evidence: ['f-9'] })).toEqual([422, 'FILE.UNKNOWN evidence']);
  });
});
