import type { Caller, Role } from '#contracts';
import { Rim } from '../testing/rim.js';

const SMALL = '610124103201';
const LARGE = '610124103202';
const LESS = '610124103203';
let rim: Rim;

function as(role: Role, villageCode?: string): void {
  const actor = { account: role, roles: [role], unitId: null };
  rim.caller = { actor, source: 'manual', ...(villageCode === undefined ? {} : { villageCode }) } satisfies Caller;
}

/** A village with its households, a sale of the first of them, and one of none. */
async function enter(code: string, households: number): Promise<void> {
  await rim.post('/villages', { code, name: code, countyCode: '610124', township: '哑柏镇', occurredOn: '2020-01-01' });
  for (let at = 0; at < households; at += 1) {
    await rim.post('/households', { id: `h-${code}-${at}`, villageCode: code, category: 'lifted', members: 2, occurredOn: '2020-01-01' });
  }
  const sale = { villageCode: code, product: '猕猴桃', category: 'fruit', quantity: 1, unit: '公斤', occurredOn: '2020-05-01' };
  expect((await rim.post('/sales', { ...sale, id: `s-${code}`, householdId: `h-${code}-0` })).status).toBe(201);
  expect((await rim.post('/sales', { ...sale, id: `n-${code}` })).status).toBe(201);
}

/** Four households in the one village, five in the other; a sale of one household each, and one of none. */
beforeAll(async () => {
  rim = await Rim.start('2020-12-31');
  await enter(SMALL, 4);
  await enter(LARGE, 5);
});
afterAll(() => rim.stop());

/** The household of each sale, or why it is not told. */
async function shown(): Promise<Record<string, unknown>> {
  const { items } = (await rim.list('/sales')).body as { items: { id: string; householdId: string | null; withheld?: string }[] };
  return Object.fromEntries(items.map(({ id, householdId, withheld }) => [id, withheld ?? householdId]));
}

/** Every event of a sale, by its address, as text. */
async function eventsOf(saleId: string): Promise<string[]> {
  const { items } = (await rim.get(`/sales/${saleId}/history`)).body as { items: { eventId: string }[] };
  const events = await Promise.all(items.map(({ eventId }) => rim.get(`/events/${eventId}`)));
  return events.map(({ status, body }) => `${status} ${JSON.stringify(body)}`);
}

describe('the household of a sale, in a village of fewer than five', () => {
  it('is withheld from a leader in lists, sheets, by address and in histories; of other villages it is shown', async () => {
    as('leader');
    expect(await shown()).toEqual({
      [`s-${SMALL}`]: 'small-group',
      [`n-${SMALL}`]: null,
      [`s-${LARGE}`]: `h-${LARGE}-0`,
      [`n-${LARGE}`]: null,
    });
    const sheet = await (await fetch(rim.address('/sales.csv'))).text();
    expect([sheet.includes(`h-${SMALL}-0`), sheet.includes('少于五户，未列'), sheet.includes(`h-${LARGE}-0`)]).toEqual([false, true, true]);
    expect((await rim.get(`/sales/s-${SMALL}`)).body).toMatchObject({ householdId: null, withheld: 'small-group' });
    expect(JSON.stringify((await rim.get(`/sales/s-${SMALL}/history`)).body)).not.toContain(`h-${SMALL}-0`);
    expect((await rim.get(`/sales/s-${LARGE}`)).body).toMatchObject({ householdId: `h-${LARGE}-0` });
  });

  it('is withheld from a leader in its events as well: as it was sold, corrected, moved to another village and void', async () => {
    as('village-staff');
    const sale = { villageCode: SMALL, product: '猕猴桃', category: 'fruit', quantity: 1, unit: '公斤', occurredOn: '2020-05-02' };
    const steps = [
      ['/sales', { ...sale, id: 's-stepped', householdId: `h-${SMALL}-1` }],
      ['/sales/s-stepped/correction', { reason: '数量有误', changes: { quantity: 2 } }],
      ['/sales/s-stepped/correction', { reason: '村有误', changes: { villageCode: LARGE, householdId: `h-${LARGE}-1` } }],
      ['/sales/s-stepped/void', { reason: '重复' }],
    ] as const;
    for (const [path, body] of steps) expect((await rim.post(path, body)).status).toBeLessThan(300);
    as('leader');
    const events = await eventsOf('s-stepped');
    expect(events.map((text) => text.slice(0, 3))).toEqual(['200', '200', '200', '200']);
    expect(events.filter((text) => text.includes(`h-${SMALL}`))).toEqual([]);
    expect(events[0]).toContain('"householdId":null');
    expect(events.every((text) => text.includes('"withheld":"small-group"'))).toBe(true);
    expect((await eventsOf(`s-${LARGE}`))[0]).toContain(`"householdId":"h-${LARGE}-0"`);
    expect((await eventsOf(`n-${SMALL}`))[0]).not.toContain('withheld');
  });

  it('is not found by asking for its sales either', async () => {
    as('leader');
    expect((await rim.list('/sales', `&householdId=h-${SMALL}-0`)).body).toMatchObject({ items: [], count: null, reason: 'small-group' });
    expect(await (await fetch(rim.address(`/sales.csv?householdId=h-${SMALL}-0`))).text()).not.toContain('2020-05-01');
    expect((await rim.list('/sales', `&householdId=h-${LARGE}-0`)).body).toMatchObject({ count: 1 });
    expect((await rim.list('/sales', '&householdId=nobody')).body).toMatchObject({ count: 0 });
  });

  it('is withheld where the village had five before an import took one back', async () => {
    const actor = { account: 'importer', roles: ['village-staff', 'admin'], unitId: null } as const;
    rim.caller = { actor, source: 'import', batchId: 'import-1', row: 2 };
    await enter(LESS, 5);
    expect((await rim.post(`/households/h-${LESS}-4/withdrawal`, { reason: '导错了' })).status).toBe(200);
    as('leader');
    expect(await shown()).toMatchObject({ [`s-${LESS}`]: 'small-group' });
  });

  it.each<[Role, string | undefined]>([
    ['auditor', undefined],
    ['village-staff', SMALL],
  ])('is shown to the %s, who works with single households', async (role, village) => {
    as(role, village);
    expect(await shown()).toMatchObject({ [`s-${SMALL}`]: `h-${SMALL}-0` });
    expect((await eventsOf(`s-${SMALL}`))[0]).toContain(`"householdId":"h-${SMALL}-0"`);
    expect((await rim.list('/sales', `&householdId=h-${SMALL}-0`)).body).toMatchObject({ count: 1 });
  });
});
