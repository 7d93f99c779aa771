import { likenessKey, lineKey, NO_QUESTIONS, type ImportKind, type OrderIdentity, recordId } from '#imports';
import { type Caller, MOST_ALIKE } from '#contracts';
import { isFound, Names } from '../../libs/imports/src/plan/names.js';
import { AskedScene, LINE, of, ORDER, VILLAGE } from './support/asked-scene.js';

let scene: AskedScene;
const enter: AskedScene['enter'] = (...said) => scene.enter(...said);
const asked: AskedScene['asked'] = (...said) => scene.asked(...said);
const port: AskedScene['port'] = (...said) => scene.port(...said);
const proof: AskedScene['proof'] = () => scene.proof();

beforeAll(async () => {
  scene = await AskedScene.start();
});
afterAll(() => scene.stop());

/** Units as a caller may enter for them, by the code where it may not. */
async function reach(kind: ImportKind, caller: Caller): Promise<Record<string, string>> {
  const names = new Names(await port(kind, caller).directory());
  const told = (found: ReturnType<Names['unit'] | Names['village']>): string => (isFound(found) ? 'in reach' : found.code);
  return {
    office: told(names.unit('示例区教育局')),
    school: told(names.unit('示例一小')),
    other: told(names.unit('外区教育局')),
    village: told(names.village('阳化社区')),
  };
}

describe('the number of an order', () => {
  it('is live with the lines of its order, and has been held as often as it was taken', async () => {
    await enter('/orders', { ...ORDER, id: 'o-1', platformOrderNo: 'N1' });
    const first = (await asked('orders', { orderNumbers: ['N1', 'N2'] })).orderNumbers;
    expect([...first.keys()]).toEqual(['N1']);
    const live = { id: 'o-1', platformOrderNo: 'N1', occurredOn: '2020-03-01', recordedBy: 'local' };
    expect(first.get('N1')).toMatchObject({ ever: 1, live });
    expect(first.get('N1')?.live?.lines).toEqual([lineKey({ ...LINE, unit: '斤', packGrams: null })]);
    await enter('/orders/o-1/void', { reason: '重复登记' });
    const free = (await asked('orders', { orderNumbers: ['N1'] })).orderNumbers.get('N1');
    expect(free).toEqual({ ever: 1, ended: expect.objectContaining({ id: 'o-1', endedBy: 'local', reason: '重复登记' }) as object });
    await enter('/orders', { ...ORDER, id: 'o-2', platformOrderNo: 'N1' });
    expect((await asked('orders', { orderNumbers: ['N1'] })).orderNumbers.get('N1')).toMatchObject({ ever: 2, live: { id: 'o-2' } });
  });

  it('of a unit out of reach is known to be held, without its lines', async () => {
    await enter('/orders', { ...ORDER, id: 'o-elsewhere', unitId: 'u-other', platformOrderNo: 'N9' });
    const numberFor = async (unitId: string): Promise<unknown> =>
      (await port('orders', of('purchaser', { unitId })).answer({ ...NO_QUESTIONS, orderNumbers: ['N9'] })).orderNumbers.get('N9')?.live;
    expect(await numberFor('u-school')).toMatchObject({ isOfOthers: true, lines: [] });
    expect(await numberFor('u-other')).toMatchObject({ id: 'o-elsewhere', recordedBy: 'local' });
    expect(await numberFor('u-other')).not.toHaveProperty('isOfOthers');
  });

  it('stays known with its lines to the unit that its order was moved away from, as by its address', async () => {
    await enter('/orders', { ...ORDER, id: 'o-away', platformOrderNo: 'N8' });
    await enter('/orders/o-away/reattribution', { toUnitId: 'u-other', reason: '划转', evidence: [await proof()] });
    const caller = of('purchaser', { unitId: 'u-school' });
    const { orderNumbers } = await port('orders', caller).answer({ ...NO_QUESTIONS, orderNumbers: ['N8'] });
    const lines = [lineKey({ ...LINE, unit: '斤', packGrams: null })];
    expect(orderNumbers.get('N8')?.live).toMatchObject({ id: 'o-away', lines });
    expect(orderNumbers.get('N8')?.live).not.toHaveProperty('isOfOthers');
  });

  it('has the lines of the last correction', async () => {
    await enter('/orders', { ...ORDER, id: 'o-3', platformOrderNo: 'N3' });
    await enter('/orders/o-3/correction', { reason: '数量有误', changes: { lines: [{ ...LINE, quantity: 50 }] } });
    const { live } = (await asked('orders', { orderNumbers: ['N3'] })).orderNumbers.get('N3') ?? {};
    expect(live?.lines).toEqual([lineKey({ ...LINE, quantity: 50, unit: '斤', packGrams: null })]);
  });
});

describe('equal rows', () => {
  it('are counted by the ids they would have: those that stand, and those that ever began', async () => {
    const unnumbered = { ...ORDER, channel: 'offline' };
    for (let at = 0; at < 12; at += 1) await enter('/orders', { ...unnumbered, id: recordId('key', at) });
    await enter(`/orders/${recordId('key', 3)}/void`, { reason: '示例' });
    await enter('/orders', { ...unnumbered, id: recordId('key', 20) });
    const { rowKeys } = await asked('orders', { rowKeys: ['key', 'other'] });
    expect([...rowKeys.keys()]).toEqual(['key']);
    expect(rowKeys.get('key')).toMatchObject({ live: 11, ever: 12 });
  });

  it('of sales and households are those of the village', async () => {
    const sale = { villageCode: VILLAGE, product: '猕猴桃', category: 'fruit', quantity: 1, unit: '公斤', occurredOn: '2020-05-01' };
    const household = { villageCode: VILLAGE, category: 'registered-poor', members: 3, occurredOn: '2020-01-01' };
    for (const at of [0, 1]) await enter('/sales', { ...sale, id: recordId('sale', at) });
    await enter(`/sales/${recordId('sale', 0)}/void`, { reason: '示例' });
    await enter('/households', { ...household, id: recordId('house', 0) });
    expect((await asked('sales', { rowKeys: ['sale', 'house'] })).rowKeys.get('sale')).toMatchObject({ live: 1, ever: 2 });
    expect((await asked('households', { rowKeys: ['house'] })).rowKeys.get('house')).toMatchObject({ live: 1, ever: 1 });
    const { households } = await asked('sales', { householdIds: [recordId('house', 0), 'nobody'] });
    expect([...households]).toEqual([[recordId('house', 0), { villageCode: VILLAGE, category: 'registered-poor', members: 3 }]]);
  });
});

describe('a sale that somebody has voided', () => {
  const sale = { villageCode: VILLAGE, product: '香菇', category: 'fruit', quantity: 1, unit: '公斤', occurredOn: '2020-05-02' };
  const endedFor = async (caller: Caller): Promise<unknown> =>
    (await port('sales', caller).answer({ ...NO_QUESTIONS, rowKeys: ['voided'] })).rowKeys.get('voided');

  it('is told to who sees it, and to nobody else', async () => {
    for (const at of [0, 1]) await enter('/sales', { ...sale, id: recordId('voided', at) });
    await enter(`/sales/${recordId('voided', 1)}/void`, { reason: '买方退货' });
    const ended = [expect.objectContaining({ id: recordId('voided', 1), endedBy: 'local', reason: '买方退货' })];
    expect(await endedFor(of('village-staff', { villageCode: VILLAGE }))).toEqual(expect.objectContaining({ live: 1, ever: 2, ended }));
    expect(await endedFor(of('village-staff', { villageCode: '610124103202' }))).not.toHaveProperty('ended');
  });
});

describe('an order that may be the same one', () => {
  const identity = { ...ORDER, lines: [{ ...LINE, packGrams: null }] } as unknown as OrderIdentity;

  it('is told by its unit, day, supplier, goods and amounts, whatever its number, while it stands', async () => {
    const like = { ...identity, occurredOn: '2020-04-01' };
    await enter('/orders', { ...ORDER, id: 'o-like', occurredOn: '2020-04-01', platformOrderNo: 'L1' });
    const keys = [like, { ...like, unitId: 'u-office' }, { ...like, supplierName: '别家' }].map(likenessKey);
    const found = (await asked('orders', { likenesses: keys.map((key) => ({ key })) })).likenessKeys;
    expect([...found].map(([key, orders]) => [key, orders.map(({ id }) => id)])).toEqual([[keys[0], ['o-like']]]);
    await enter('/orders/o-like/void', { reason: '示例' });
    expect((await asked('orders', { likenesses: keys.map((key) => ({ key })) })).likenessKeys.size).toBe(0);
  });

  it('is not looked for where the only order that asks is recorded under its own number', async () => {
    await enter('/orders', { ...ORDER, id: 'o-known', occurredOn: '2020-04-03', platformOrderNo: 'L3' });
    const key = likenessKey({ ...identity, occurredOn: '2020-04-03' });
    const found = async (number: string): Promise<number> =>
      (await asked('orders', { orderNumbers: ['L3', 'L4'], likenesses: [{ key, number }] })).likenessKeys.size;
    expect([await found('L3'), await found('L4')]).toEqual([0, 1]);
  });

  it('is found at the unit it was moved to', async () => {
    const like = { ...identity, occurredOn: '2020-04-02', unitId: 'u-office' };
    await enter('/orders', { ...ORDER, id: 'o-moved', occurredOn: '2020-04-02', platformOrderNo: 'L2' });
    await enter('/orders/o-moved/reattribution', { toUnitId: 'u-office', reason: '划转', evidence: [await proof()] });
    const found = (await asked('orders', { likenesses: [{ key: likenessKey(like) }] })).likenessKeys;
    expect(found.get(likenessKey(like))?.map(({ id }) => id)).toEqual(['o-moved']);
  });
});

describe('orders that are many and alike', () => {
  const identity = { ...ORDER, occurredOn: '2020-04-05', lines: [{ ...LINE, packGrams: null }] } as unknown as OrderIdentity;
  const many = MOST_ALIKE + 5;

  it('are told as many as a row is compared with and one, those without a number apart; other goods of that day and sum are none of them', async () => {
    const { occurredOn } = identity;
    for (let at = 0; at < many; at += 1) await enter('/orders', { ...ORDER, occurredOn, platformOrderNo: `M${at}` });
    for (let at = 0; at < many; at += 1) await enter('/orders', { ...ORDER, occurredOn, channel: 'offline' });
    await enter('/orders', { ...ORDER, occurredOn, id: 'o-other-goods', platformOrderNo: 'M-other', lines: [{ ...LINE, quantity: 7 }] });
    const other = { ...identity, lines: [{ ...LINE, quantity: 7, packGrams: null }] } as unknown as OrderIdentity;
    const keys = [identity, other].map(likenessKey);
    const { likenessKeys } = await asked('orders', { likenesses: keys.map((key) => ({ key })) });
    const [alike = [], apart = []] = keys.map((key) => likenessKeys.get(key) ?? []);
    expect(alike.filter(({ platformOrderNo }) => platformOrderNo !== null)).toHaveLength(MOST_ALIKE + 1);
    expect(alike.filter(({ platformOrderNo }) => platformOrderNo === null)).toHaveLength(MOST_ALIKE + 1);
    expect(apart.map(({ id }) => id)).toEqual(['o-other-goods']);
  });
});

describe('what a kilogram usually costs', () => {
  const at = (day: number, fenPerKg: number, more: object = {}): object => ({
    ...ORDER,
    channel: 'offline',
    occurredOn: `2020-06-${String(day).padStart(2, '0')}`,
    lines: [{ ...LINE, product: '木 耳', unit: '公斤', quantity: 10, amountFen: fenPerKg * 10 }],
    ...more,
  });

  it('is known of a product that was bought often at like prices, and void orders say nothing of it', async () => {
    for (let day = 1; day <= 5; day += 1) await enter('/orders', at(day, 6_000 + day));
    expect((await asked('orders', { products: ['木耳'] })).usualFenPerKg.size).toBe(0);
    for (let day = 6; day <= 9; day += 1) await enter('/orders', at(day, 6_000 + day));
    const usual = (await asked('orders', { products: ['木耳', '从未买过'] })).usualFenPerKg;
    expect([...usual.keys()]).toEqual(['木耳']);
    expect(usual.get('木耳')).toBeGreaterThan(6_000);
    expect(usual.get('木耳')).toBeLessThan(6_010);
  });

  it('is not swayed by a batch of slips that was taken back', async () => {
    for (let slip = 0; slip < 40; slip += 1) {
      await enter('/orders', at(10, 12_000, { id: `slip-${slip}` }));
      await enter(`/orders/slip-${slip}/void`, { reason: '斤写成公斤' });
    }
    expect((await asked('orders', { products: ['木耳'] })).usualFenPerKg.get('木耳') ?? 6_001).toBeLessThan(6_010);
  });
});

it('a reserve is known from its first declaration', async () => {
  await enter('/policy-rules', {
    regionCode: '610104',
    year: 2020,
    floorPermille: 100,
    basis: '示例〔2020〕1号',
    occurredOn: '2020-01-01',
  });
  await enter('/units/u-school/reserves/2020', { canteen: 'none', unionSpendFen: 100, unionReserveFen: 50, occurredOn: '2020-03-01' });
  const { reserves } = await asked('reserves', { reserves: ['u-school:2020', 'u-school:2021', 'u-office:2020'] });
  expect([...reserves]).toMatchObject([['u-school:2020', { state: 'draft', approximate: false, declaration: { unionReserveFen: 50 } }]]);
});

describe('the directory of a sheet', () => {
  it('has the region and rules of a unit as its declaration would', async () => {
    const { units, policyRules } = await port('reserves').directory();
    expect(units.find(({ id }) => id === 'u-school')).toMatchObject({ regionCode: '610104', kind: 'budget-unit' });
    expect(policyRules.map(({ year }) => year)).toContain(2020);
  });

  it('knows former names', async () => {
    await enter('/units/u-other/rename', { name: '外区教育体育局', occurredOn: '2020-01-01' });
    const { units } = await port('orders').directory();
    expect(units.find(({ id }) => id === 'u-other')).toMatchObject({ name: '外区教育体育局', formerNames: ['外区教育局'] });
  });

  it.each([
    [
      'a purchaser of the office',
      'orders',
      of('purchaser', { unitId: 'u-office' }),
      { office: 'in reach', school: 'in reach', other: 'UNIT.OUT_OF_SCOPE' },
    ],
    ['a purchaser of a school', 'orders', of('purchaser', { unitId: 'u-school' }), { office: 'UNIT.OUT_OF_SCOPE', school: 'in reach' }],
    ['a purchaser of no unit', 'reserves', of('purchaser'), { office: 'in reach', school: 'in reach', other: 'in reach' }],
    [
      'a reviewer, of units below',
      'orders',
      of('reviewer', { unitId: 'u-office' }),
      { office: 'UNIT.OUT_OF_SCOPE', school: 'in reach', other: 'UNIT.OUT_OF_SCOPE' },
    ],
    ['a reviewer, whatever the village', 'sales', of('reviewer', { unitId: 'u-office' }), { village: 'in reach' }],
    ['a reviewer, of what is not adjusted by sheets,', 'reserves', of('reviewer', { unitId: 'u-office' }), { school: 'UNIT.OUT_OF_SCOPE' }],
    ['village staff', 'sales', of('village-staff', { villageCode: VILLAGE }), { village: 'in reach', school: 'UNIT.OUT_OF_SCOPE' }],
    ['staff of another village', 'households', of('village-staff', { villageCode: '610124103999' }), { village: 'VILLAGE.OUT_OF_SCOPE' }],
    ['an administrator', 'units', of('admin'), { office: 'in reach', other: 'in reach' }],
  ] as const)('lets %s enter or adjust where an entry of their own is let in', async (_, kind, caller, expected) => {
    expect(await reach(kind, caller)).toMatchObject(expected);
  });

  it('tells what a reviewer adjusts from what a purchaser enters, and both of who is both', async () => {
    const { actor, ...rest } = of('purchaser', { unitId: 'u-office' });
    const both: Caller = { ...rest, actor: { ...actor, roles: ['purchaser', 'reviewer'] } };
    const school = async (caller: Caller): Promise<unknown> => {
      const found = (await port('orders', caller).directory()).units.find(({ id }) => id === 'u-school');
      return { enters: found?.stays?.length !== 0, adjusts: found?.adjusted !== undefined };
    };
    expect(await school({ ...rest, actor })).toEqual({ enters: true, adjusts: false });
    expect(await school(of('reviewer', { unitId: 'u-office' }))).toEqual({ enters: false, adjusts: true });
    expect(await school(both)).toEqual({ enters: true, adjusts: true });
    const { villages } = await port('sales', of('reviewer', { unitId: 'u-office' })).directory();
    expect(villages).toContainEqual(expect.objectContaining({ code: VILLAGE, onlyAdjusted: true }));
  });
});
