import { append, clock, post, send, startPurchases, stopPurchases, type Answer } from './testing/purchases-rim.js';
import { OWN, refusal, setUpReserves } from './testing/reserve-rim.js';

beforeAll(async () => {
  await startPurchases();
  await setUpReserves();
});

afterAll(stopPurchases);

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
      note: OWN.note,
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

describe('the list', () => {
  test('pages through the whole filter, latest year first', async () => {
    await post('/units/u-1/reserves/2021', { canteen: 'none', occurredOn: '2020-12-01' });
    await post('/units/u-closed/reserves/2020', { canteen: 'none' });
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
