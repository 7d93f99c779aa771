import { append, clock, copied, post, send, startPurchases, stopPurchases, type Answer } from './testing/purchases-rim.js';

const NOTE = `=食堂"一" '𠮷' 🥝 {id} ? %s`;
const OWN = {
  canteen: 'own',
  canteenSpendFen: 1_000_000,
  canteenReserveFen: 120_000,
  unionReserveFen: 30_000,
  note: NOTE,
  occurredOn: '2020-03-01',
};

beforeAll(async () => {
  await startPurchases();
  await setRule('000000', 2020, 100, '财库〔2021〕19号');
  await setRule('610000', 2021, 150, '陕财办采〔2021〕1号');
  await registerUnit('bureau', null, '610104');
  await registerUnit('below', 'bureau', null);
});

afterAll(stopPurchases);

async function setRule(regionCode: string, year: number, floorPermille: number, basis: string): Promise<void> {
  const data = {
    ruleId: `rule-${regionCode}-${year}-${basis}`,
    regionCode,
    year,
    unitKind: null,
    floorPermille,
    encouragedPermille: null,
    unionFloorPermille: null,
    deadline: null,
    effectiveFrom: `${year}-01-01`,
    basis,
  };
  await append('directory', `policy-rule-${regionCode}-${year}`, { type: 'PolicyRuleSet', data, occurredOn: '2020-01-01' });
}

async function registerUnit(unitId: string, parentId: string | null, regionCode: string | null): Promise<void> {
  const data = { unitId, name: `示例 ${unitId}`, kind: 'budget-unit', parentId, regionCode };
  await append('directory', `unit-${unitId}`, { type: 'UnitRegistered', data, occurredOn: '2018-12-31' });
}

/** What a person is told of a refusal: status, and code and place of each problem. */
async function refusal(path: string, payload: object): Promise<unknown[]> {
  const { status, body } = await post(path, payload);
  const errors = body['errors'] as { code: string; path: string }[];
  return [status, ...errors.map((error) => `${error.code} ${error.path}`.trim())];
}

/** The ledger as it stands after everything so far. */
async function ledger(seen: Answer, query = ''): Promise<Record<string, unknown>> {
  return (await send('GET', `/reserves?after=purchases:${Number(seen.body['position'])}${query}`)).body;
}

describe('a reserve', () => {
  const path = '/units/u-1/reserves/2020';

  test('goes from declaration to lock, and is shown, listed and told', async () => {
    expect(await post(path, OWN)).toMatchObject({ status: 201, body: { id: 'u-1-2020', log: 'purchases' } });
    expect((await post(`${path}/submit`, { evidence: ['f-1'] })).status).toBe(200);
    expect((await post(`${path}/return`, { reason: '请核对' })).status).toBe(200);
    expect((await post(`${path}/submit`, {})).status).toBe(200);
    expect((await post(`${path}/confirm`, {})).status).toBe(200);
    const more = { ...OWN, canteenReserveFen: 200_000, reason: '追加', occurredOn: '2020-06-01' };
    expect((await post(`${path}/adjust`, more)).status).toBe(200);
    expect((await send('GET', path)).body).toMatchObject({ state: 'adjusted', confirmedFen: 150_000, canteenReserveFen: 200_000 });
    await post(`${path}/submit`, {});
    await post(`${path}/confirm`, {});
    const locked = await post(`${path}/lock`, {});
    expect((await send('GET', path)).body).toMatchObject({
      id: 'u-1-2020',
      unitId: 'u-1',
      year: 2020,
      state: 'locked',
      note: NOTE,
      floorPermille: 100,
      basis: '财库〔2021〕19号',
      evidence: ['f-1'],
      confirmedFen: 230_000,
      confirmedVersions: 2,
      streamVersion: 9,
      source: 'demo',
      demo: true,
    });
    expect(await ledger(locked, '&year=2020&state=locked&unitId=u-1')).toMatchObject({
      count: 1,
      sums: { confirmedFen: 230_000 },
      items: [{ unitId: 'u-1', year: 2020, state: 'locked', canteen: 'own', confirmedFen: 230_000, demo: true }],
    });
    const { items } = (await send('GET', `${path}/history`)).body as { items: { type: string; reason?: string }[] };
    expect(items.map(({ type, reason }) => [type, reason])).toEqual([
      ['ReserveDeclared', undefined],
      ['ReserveSubmitted', undefined],
      ['ReserveReturned', '请核对'],
      ['ReserveSubmitted', undefined],
      ['ReserveConfirmed', undefined],
      ['ReserveAdjusted', '追加'],
      ['ReserveSubmitted', undefined],
      ['ReserveConfirmed', undefined],
      ['ReserveLocked', undefined],
    ]);
    expect(items[5]).toMatchObject({
      account: 'demo-unit',
      occurredOn: '2020-06-01',
      changes: [
        { field: 'state', from: 'confirmed', to: 'adjusted' },
        { field: 'canteenReserveFen', from: 120_000, to: 200_000 },
      ],
    });
    expect(await refusal(`${path}/adjust`, more)).toEqual([409, 'RESERVE.STATE']);
  });

  test('that is repeated under its key is declared once', async () => {
    const key = { 'idempotency-key': 'reserve-once' };
    const body = { canteen: 'none', occurredOn: '2020-03-01' };
    const [first, again] = [await post('/units/u-2/reserves/2020', body, key), await post('/units/u-2/reserves/2020', body, key)];
    expect(again.body).toEqual(first.body);
  });

  test('that is withdrawn leaves the list and its sums, and may be declared anew', async () => {
    await post('/units/below/reserves/2020', { canteen: 'none', unionReserveFen: 7, occurredOn: '2020-03-01' });
    await post('/units/below/reserves/2020/submit', {});
    const confirmed = await post('/units/below/reserves/2020/confirm', {});
    expect(await ledger(confirmed, '&unitId=below')).toMatchObject({ count: 1, sums: { confirmedFen: 7 } });
    const withdrawn = { streamId: 'reserve-below-2020', reason: '演示结束' };
    await append('purchases', 'reserve-below-2020', { type: 'RecordWithdrawn', data: withdrawn, occurredOn: clock.today() });
    expect((await send('GET', '/units/below/reserves/2020')).status).toBe(404);
    expect((await post('/units/below/reserves/2020/submit', {})).status).toBe(404);
    const anew = await post('/units/below/reserves/2020', { canteen: 'none', unionReserveFen: 5, occurredOn: '2020-03-01' });
    expect(await ledger(anew, '&unitId=below')).toMatchObject({
      count: 1,
      sums: { confirmedFen: 0 },
      items: [{ state: 'draft', unionReserveFen: 5, confirmedFen: 0 }],
    });
    expect((await send('GET', '/units/below/reserves/2020')).body).toMatchObject({ confirmedVersions: 0, streamVersion: 5 });
  });
});

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
    expect(await refusal('/units/u-2/reserves/2020/submit', { evidence: ['f-9'] })).toEqual([422, 'FILE.UNKNOWN evidence']);
  });
});

describe('the list', () => {
  test('pages through the whole filter, latest year first', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await send('GET', `/reserves?limit=1${cursor}`);
      const { items, nextCursor, count } = body as { items: { unitId: string; year: number }[]; nextCursor: string | null; count: number };
      seen.push(...items.map(({ unitId, year }) => `${year} ${unitId}`));
      expect(count).toBe(5);
      cursor = nextCursor === null ? '' : `&cursor=${encodeURIComponent(nextCursor)}`;
    } while (cursor !== '' && seen.length < 10);
    expect(seen).toEqual(['2021 u-1', '2020 below', '2020 u-1', '2020 u-2', '2020 u-closed']);
  });

  test('refuses a filter it cannot read', async () => {
    for (const query of ['year=x', 'state=open', 'unitId=%20', 'limit=0', 'cursor=x', 'name=x']) {
      expect([query, (await send('GET', `/reserves?${query}`)).status]).toEqual([query, 422]);
    }
  });
});
