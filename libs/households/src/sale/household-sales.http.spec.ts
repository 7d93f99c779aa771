import type { Caller, Role } from '#contracts';
import { Rim } from '../testing/rim.js';

const OWN = '610124103201';
const OTHER = '610124103202';
const LARGE = '610124103203';
const PERSON = { name: '𠮷田小"三', phone: '138 1234 5678' };
const MASKED = { name: '𠮷***三', phone: '138****5678' };
const SALE = { villageCode: OWN, product: '猕猴桃', category: 'fruit', quantity: 100, unit: '斤', occurredOn: '2020-09-01' };

let rim: Rim;

function as(roles: readonly Role[], villageCode?: string): void {
  const bound = villageCode === undefined ? {} : { villageCode };
  rim.caller = { actor: { account: 'somebody', roles, unitId: null }, source: 'manual', ...bound } satisfies Caller;
}

async function sold(query = ''): Promise<Record<string, unknown>> {
  return (await rim.list('/household-sales', query)).body;
}

async function enter(path: string, body: object): Promise<void> {
  const { status } = await rim.post(path, body);
  if (status >= 300) throw new Error(`${path} → ${status}`);
}

async function householdsOf(query = ''): Promise<unknown[]> {
  return ((await sold(query))['items'] as { householdId: string }[]).map(({ householdId }) => householdId);
}

beforeAll(async () => {
  rim = await Rim.start('2020-12-31');
  for (const code of [OWN, OTHER, LARGE]) {
    await enter('/villages', { code, name: `村 ${code}`, countyCode: '610124', township: '哑柏镇', occurredOn: '2020-01-01' });
  }
  const household = { category: 'lifted', members: 3, occurredOn: '2020-01-01' };
  await enter('/households', { ...household, id: 'h-1', villageCode: OWN, private: PERSON });
  for (const id of ['h-2', 'h-3', 'h-4']) await enter('/households', { ...household, id, villageCode: OWN });
  for (const id of ['h-5', 'h-6']) await enter('/households', { ...household, id, villageCode: OTHER });
  await enter('/sales', { ...SALE, id: 's-1', householdId: 'h-1', amountFen: 300 });
  await enter('/sales', { ...SALE, id: 's-2', householdId: 'h-1', amountFen: 200, occurredOn: '2020-10-02' });
  await enter('/sales', { ...SALE, id: 's-3', householdId: 'h-2', quantity: 2, unit: '箱', amountFen: 900 });
  await enter('/sales', { ...SALE, id: 's-4', householdId: 'h-3', amountFen: 70_000 });
  await enter('/sales/s-4/void', { reason: '录错' });
  await enter('/sales', { ...SALE, id: 's-5', amountFen: 1 });
});
afterAll(() => rim.stop());

test('each household is told once, masked, with what it sold; void sales and those of no household count for none', async () => {
  const told = await sold();
  expect(told).toMatchObject({
    count: 2,
    nextCursor: null,
    sums: { sales: 3, grams: 100_000, amountFen: 1_400, unconverted: 1 },
  });
  expect(told['items']).toEqual([
    { householdId: 'h-2', villageCode: OWN, private: null, sales: 1, grams: 0, amountFen: 900, unconverted: 1, lastOn: '2020-09-01' },
    {
      householdId: 'h-1',
      villageCode: OWN,
      private: MASKED,
      sales: 2,
      grams: 100_000,
      amountFen: 500,
      unconverted: 0,
      lastOn: '2020-10-02',
    },
  ]);
});

test('pages go on behind the last household, and the sums stay those of the whole filter', async () => {
  const first = await sold('&limit=1');
  expect(first).toMatchObject({ count: 2, sums: { amountFen: 1_400 }, items: [{ householdId: 'h-2' }] });
  const next = await sold(`&limit=1&cursor=${String(first['nextCursor'])}`);
  expect(next).toMatchObject({ count: 2, nextCursor: null, sums: { amountFen: 1_400 }, items: [{ householdId: 'h-1' }] });
});

test('the period is that of the day sold', async () => {
  expect(await householdsOf('&from=2020-10-01')).toEqual(['h-1']);
  expect(await sold('&year=2020&to=2020-09-30')).toMatchObject({ sums: { amountFen: 1_200, sales: 2 } });
});

test('staff of a village are told of their own alone', async () => {
  await enter('/sales', { ...SALE, id: 's-6', villageCode: OTHER, householdId: 'h-5', amountFen: 5 });
  as(['village-staff'], OTHER);
  expect(await householdsOf()).toEqual(['h-5']);
  expect(await householdsOf(`&villageCode=${OWN}`)).toEqual([]);
});

describe('to who works with no single household', () => {
  it('a village of fewer than five is withheld whole, though others sold too', async () => {
    as(['leader']);
    expect(await sold()).toMatchObject({ items: [], count: null, sums: {}, reason: 'small-group' });
    as(['auditor']);
    expect(await sold()).toMatchObject({ count: 3 });
    as(['village-staff']);
    await enter('/sales', { ...SALE, id: 's-7', villageCode: OTHER, householdId: 'h-6', amountFen: 6 });
    await enter('/sales', { ...SALE, id: 's-8', householdId: 'h-4', amountFen: 7 });
    as(['leader']);
    expect(await sold()).toMatchObject({ items: [], count: null, reason: 'small-group' });
    expect(await sold(`&villageCode=${OTHER}`)).toMatchObject({ count: null, reason: 'small-group' });
    expect(await sold('&from=2020-11-01')).toMatchObject({ items: [], count: 0 });
  });

  it('every household that is listed may be asked for its sales, and the sums are those of the listed', async () => {
    as(['village-staff']);
    for (const at of [0, 1, 2, 3, 4]) {
      const id = `large-${at}`;
      await enter('/households', { id, villageCode: LARGE, category: 'lifted', members: 3, occurredOn: '2020-01-01' });
      await enter('/sales', { ...SALE, id: `s-${id}`, villageCode: LARGE, householdId: id, amountFen: 10 });
    }
    as(['leader']);
    expect(await sold()).toMatchObject({ count: 5, sums: { sales: 5, amountFen: 50 } });
    const listed = (await householdsOf()) as string[];
    expect(listed).toHaveLength(5);
    for (const id of listed) expect((await rim.list('/sales', `&householdId=${id}`)).body).toMatchObject({ count: 1 });
    as(['auditor']);
    expect(await sold()).toMatchObject({ count: 10 });
  });

  it('a village that had five before an import took one back is withheld whole', async () => {
    const code = '610124103204';
    const actor = { account: 'importer', roles: ['village-staff', 'admin'], unitId: null } as const;
    rim.caller = { actor, source: 'import', batchId: 'import-1', row: 2 };
    await enter('/villages', { code, name: `村 ${code}`, countyCode: '610124', township: '哑柏镇', occurredOn: '2020-01-01' });
    for (const id of ['less-0', 'less-1', 'less-2', 'less-3', 'less-4']) {
      await enter('/households', { id, villageCode: code, category: 'lifted', members: 3, occurredOn: '2020-01-01' });
    }
    await enter('/sales', { ...SALE, id: 's-less', villageCode: code, householdId: 'less-0', amountFen: 10 });
    as(['leader']);
    expect(await householdsOf()).toContain('less-0');
    rim.caller = { actor, source: 'import', batchId: 'import-1', row: 2 };
    await enter('/households/less-4/withdrawal', { reason: '导错了' });
    as(['leader']);
    expect(await householdsOf()).not.toContain('less-0');
  });

  it('who keeps a small village too is told of it', async () => {
    as(['leader', 'village-staff'], OWN);
    expect(await sold(`&villageCode=${OWN}`)).toMatchObject({ count: 3 });
  });
});

test('a sale is listed as 约 as long as it is said to be', async () => {
  as(['village-staff']);
  const listed = async (): Promise<unknown> => (await rim.list('/sales', '&from=2020-12-01')).body['items'];
  await enter('/sales', { ...SALE, id: 's-about', approximate: true, occurredOn: '2020-12-01' });
  expect(await listed()).toMatchObject([{ id: 's-about', approximate: true }]);
  await enter('/sales/s-about/correction', { reason: '已过磅', changes: { approximate: false } });
  expect(await listed()).toMatchObject([{ id: 's-about', approximate: false }]);
});

test('a cursor that no page has ended with is refused', async () => {
  expect(await sold('&cursor=x')).toMatchObject({ code: 'QUERY.INVALID' });
});
