import type { Role } from '#contracts';
import { append, askAs, copied, list, noted, ORDER, post, send, startPurchases, stopPurchases } from './testing/purchases-rim.js';

/** `division` has `u-school`, which `bureau` takes over in July 2020; both are below `city`. */
const TREE: readonly (readonly [string, string | null])[] = [
  ['city', null],
  ['division', 'city'],
  ['bureau', 'city'],
  ['u-school', 'division'],
];
const MOVED_ON = '2020-07-01';

function as(role: Role, unitId: string | null): void {
  askAs({ actor: { account: `${role}-${unitId}`, roles: [role], unitId }, source: 'manual' });
}

function asOffice(): void {
  askAs({ actor: { account: 'office', roles: ['purchaser', 'reviewer', 'auditor'], unitId: null }, source: 'manual' });
}

async function codeOf(path: string, payload: object): Promise<unknown[]> {
  const { status, body } = await post(path, payload);
  const errors = (body['errors'] ?? []) as { code: string; path: string }[];
  return [status, ...errors.map(({ code, path: at }) => `${code} ${at}`.trim())];
}

async function idsOf(query: Record<string, string> = {}): Promise<unknown[]> {
  return ((await list(query)).body['items'] as { id: string }[]).map(({ id }) => id).sort();
}

beforeAll(async () => {
  await startPurchases();
  for (const [unitId, parentId] of TREE) {
    const data = { unitId, name: unitId, kind: 'budget-unit', parentId, regionCode: '610104' };
    await append('directory', `unit-${unitId}`, { type: 'UnitRegistered', data, occurredOn: '2018-01-01' });
  }
  const moved = { unitId: 'u-school', parentId: 'bureau', previousParentId: 'division' };
  await append('directory', 'unit-u-school', { type: 'UnitMoved', data: moved, occurredOn: MOVED_ON });
  await append('projects', 'project-p-2', {
    type: 'ProjectRegistered',
    data: { projectId: 'p-2', name: '冷库', unitId: 'division', template: 'general', stages: [] },
    occurredOn: '2020-01-01',
  });
  await copied();
  asOffice();
  for (const [id, unitId, occurredOn] of [
    ['spring', 'u-school', '2020-03-01'],
    ['autumn', 'u-school', '2020-09-01'],
    ['elsewhere', 'u-1', '2020-03-01'],
  ]) {
    expect((await post('/orders', { ...ORDER, id, unitId, occurredOn })).status).toBe(201);
  }
});
afterAll(() => stopPurchases());

describe('an order', () => {
  it('is in the tree of its own day: of who was above its unit then', async () => {
    as('reviewer', 'division');
    expect(await idsOf()).toEqual(['spring']);
    expect((await send('GET', '/orders/spring')).status).toBe(200);
    expect((await send('GET', '/orders/autumn')).status).toBe(404);
    as('reviewer', 'bureau');
    expect(await idsOf()).toEqual(['autumn']);
    expect((await send('GET', '/orders/spring/history')).status).toBe(404);
    as('reviewer', 'city');
    expect(await idsOf()).toEqual(['autumn', 'spring']);
    as('purchaser', 'u-school');
    expect(await idsOf()).toEqual(['autumn', 'spring']);
  });

  it('of a unit out of reach is no more than one that does not exist, for its list, its events and its steps', async () => {
    as('purchaser', 'u-school');
    expect(await idsOf({ unitId: 'u-1' })).toEqual([]);
    for (const id of ['elsewhere', 'nothing']) {
      const { status, body } = await post(`/orders/${id}/payments`, { amountFen: 'wrong' });
      expect([id, status, body['code'], body['params']]).toEqual([id, 404, 'RECORD.NOT_FOUND', { id }]);
    }
    asOffice();
    const { items } = (await send('GET', '/orders/elsewhere/history')).body as { items: { eventId: string }[] };
    as('purchaser', 'u-school');
    expect((await send('GET', `/events/${items[0]?.eventId}`)).status).toBe(404);
    as('purchaser', 'u-1');
    expect((await send('GET', `/events/${items[0]?.eventId}`)).status).toBe(200);
  });

  it('of a unit out of reach that somebody asks for, by its event or by narrowing a list, is told to the access log', async () => {
    asOffice();
    const { items } = (await send('GET', '/orders/elsewhere/history')).body as { items: { eventId: string }[] };
    const eventId = String(items[0]?.eventId);
    as('purchaser', 'u-school');
    const denied = (subject: string): object => ({ kind: 'denied', subject, reason: 'RECORD.NOT_FOUND' });
    expect(await noted(`/events/${eventId}`)).toEqual([denied(eventId)]);
    expect(await noted('/events/purchases-999999')).toEqual([]);
    for (const path of ['/orders', '/orders.csv', '/reserves']) {
      expect([path, await noted(`${path}?unitId=u-1`)]).toEqual([path, expect.arrayContaining([denied('u-1')])]);
      for (const own of ['u-school', 'nobody']) {
        expect([path, await noted(`${path}?unitId=${own}`)]).not.toEqual([path, expect.arrayContaining([denied(own)])]);
      }
    }
    asOffice();
    expect(await noted('/orders?unitId=u-1')).toEqual([]);
  });

  it('of a unit out of reach holds its 832 number, and whoever enters that is not told which order it is, nor by whom', async () => {
    asOffice();
    const on832 = { ...ORDER, channel: '832', platformOrderNo: 'TAKEN-1' };
    expect((await post('/orders', { ...on832, id: 'holder', unitId: 'u-1' })).status).toBe(201);
    const again = async (unitId: string): Promise<unknown> => {
      as('purchaser', unitId);
      const { status, body } = await post('/orders', { ...on832, unitId });
      return { status, code: body['code'], params: Object.keys(body['params'] as object).sort(), detail: body['detail'] };
    };
    const withheld = { status: 409, code: 'ORDER.DUPLICATE', params: ['platformOrderNo', 'recordedAt'] };
    expect(await again('u-school')).toMatchObject({ ...withheld, detail: expect.stringContaining('由另一单位登记') as string });
    const told = { ...withheld, params: ['id', 'platformOrderNo', 'recordedAt', 'recordedBy'] };
    expect(await again('u-1')).toMatchObject({ ...told, detail: expect.stringContaining('holder') as string });
    as('reviewer', 'city');
    const renumbered = await post('/orders/spring/correction', { reason: '错号', changes: { channel: '832', platformOrderNo: 'TAKEN-1' } });
    expect(renumbered).toMatchObject({ status: 409, body: { code: 'ORDER.DUPLICATE' } });
    expect(Object.keys(renumbered.body['params'] as object).sort()).toEqual(withheld.params);
  });

  it('names no unit and no project out of reach', async () => {
    as('purchaser', 'division');
    const order = { ...ORDER, projectId: 'p-2' };
    expect(await codeOf('/orders', { ...order, unitId: 'u-1' })).toEqual([422, 'UNIT.UNKNOWN unitId']);
    expect(await codeOf('/orders', { ...order, unitId: 'nobody' })).toEqual([422, 'UNIT.UNKNOWN unitId']);
    expect(await codeOf('/orders', { ...order, unitId: 'u-school', occurredOn: '2020-08-01' })).toEqual([422, 'UNIT.UNKNOWN unitId']);
    expect(await codeOf('/orders', { ...order, unitId: 'u-school', occurredOn: '2020-06-30', projectId: 'p-1' })).toEqual([
      422,
      'PROJECT.UNKNOWN projectId',
    ]);
    expect(await codeOf('/orders', { ...order, unitId: 'u-school', occurredOn: '2020-06-30' })).toEqual([201]);
  });

  it('is mended by the reviewer above, but not by the reviewer of its own unit, who sees it', async () => {
    const mend = { reason: '误记', changes: { supplierName: '合作社二' } };
    as('reviewer', 'u-school');
    expect(await codeOf('/orders/autumn/correction', mend)).toEqual([403, 'AUTH.NOT_IN_CHARGE']);
    as('reviewer', 'bureau');
    expect(await codeOf('/orders/autumn/correction', mend)).toEqual([200]);
    expect(await codeOf('/orders/autumn/payments', { amountFen: 1 })).toEqual([403, 'AUTH.FORBIDDEN']);
  });

  it('stays open to the unit it was re-attributed from, whose figures keep its earlier days, and is acted on by the other', async () => {
    as('reviewer', 'city');
    const move = { toUnitId: 'bureau', reason: '划转', evidence: ['f-1'], occurredOn: '2020-10-01' };
    expect(await codeOf('/orders/autumn/reattribution', { ...move, toUnitId: 'u-1' })).toEqual([422, 'UNIT.UNKNOWN toUnitId']);
    expect(await codeOf('/orders/autumn/reattribution', move)).toEqual([200]);
    as('purchaser', 'u-school');
    expect((await send('GET', '/orders/autumn')).status).toBe(200);
    expect(await codeOf('/orders/autumn/payments', { amountFen: 1 })).toEqual([403, 'AUTH.NOT_IN_CHARGE']);
    as('purchaser', 'bureau');
    expect(await codeOf('/orders/autumn/payments', { amountFen: 1 })).toEqual([200]);
  });
});

describe('an order that was corrected to another day', () => {
  it('is in the tree of that day', async () => {
    asOffice();
    expect((await post('/orders', { ...ORDER, id: 'corrected', unitId: 'u-school', occurredOn: '2020-09-02' })).status).toBe(201);
    expect(await codeOf('/orders/corrected/correction', { reason: '误记', changes: { occurredOn: '2020-03-02' } })).toEqual([200]);
    as('purchaser', 'division');
    expect((await send('GET', '/orders/corrected')).status).toBe(200);
    as('purchaser', 'bureau');
    expect((await send('GET', '/orders/corrected')).status).toBe(404);
  });
});

describe('an event', () => {
  it('is open to who was above its unit on its day, whose figures hold it, though not the order it is of', async () => {
    asOffice();
    const { body } = await post('/orders/spring/payments', { amountFen: 100, occurredOn: '2020-08-01' });
    const [paid = ''] = body['eventIds'] as string[];
    as('purchaser', 'bureau');
    expect((await send('GET', '/orders/spring')).status).toBe(404);
    expect((await send('GET', `/events/${paid}`)).status).toBe(200);
  });
});

describe('a reserve', () => {
  it('is in the tree of the last day of its year', async () => {
    as('purchaser', 'division');
    expect((await send('GET', '/units/u-school/reserves/2019')).body).toMatchObject({
      code: 'RECORD.NOT_FOUND',
      params: { id: 'u-school/2019' },
    });
    await append('directory', 'policy-rule-610104-2020', {
      type: 'PolicyRuleSet',
      data: {
        ruleId: 'r',
        regionCode: '610104',
        year: 2020,
        unitKind: null,
        floorPermille: 100,
        basis: '示例',
        effectiveFrom: '2020-01-01',
      },
      occurredOn: '2020-01-01',
    });
    await copied();
    const declared = { canteen: 'none', unionSpendFen: 100, unionReserveFen: 50 };
    expect(await codeOf('/units/u-school/reserves/2020', declared)).toEqual([404, 'RECORD.NOT_FOUND']);
    as('purchaser', 'bureau');
    expect(await codeOf('/units/u-school/reserves/2020', declared)).toEqual([201]);
    expect((await send('GET', '/reserves?year=2020&after=purchases:1')).body).toMatchObject({ count: 1 });
    as('purchaser', 'division');
    expect((await send('GET', '/reserves?year=2020')).body).toMatchObject({ count: 0 });
  });

  it('that was withdrawn shows so to who saw it, and to nobody else', async () => {
    as('purchaser', 'bureau');
    const { body } = await post('/units/bureau/reserves/2020', { canteen: 'none', unionSpendFen: 100, unionReserveFen: 50 });
    const streamId = 'reserve-bureau-2020';
    await append('purchases', streamId, { type: 'RecordWithdrawn', data: { streamId, reason: '演示结束' }, occurredOn: '2020-12-31' });
    const withdrawn = `purchases-${Number(body['position']) + 1}`;
    expect((await send('GET', `/events/${withdrawn}`)).body).toMatchObject({ type: 'RecordWithdrawn' });
    as('purchaser', 'division');
    expect((await send('GET', `/events/${withdrawn}`)).status).toBe(404);
  });
});
