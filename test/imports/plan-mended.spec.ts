import { type Edit, makePlan } from '#imports';
import { csvText, HEADS, order } from './corpus/case.js';
import { MemoryLedger } from './support/memory-ledger.js';
import { ALL, deskOf, DIRECTORY, entriesOf, NOW, plan, sheet } from './support/order-plan.js';

describe('a plan and the person who mends it', () => {
  it('takes a cell that is mended, and one word everywhere at once', async () => {
    const ledger = new MemoryLedger(DIRECTORY);
    const desk = await deskOf(sheet({ 采购单位: '教育局' }, { 采购单位: '教育局' }, { 商品名称: null }));
    expect((await plan(desk, ledger)).counts).toMatchObject({ create: 0, blocked: 3 });
    await desk.edit([
      { kind: 'replace-all', column: '采购单位', from: '教育局', to: '示例区教育局' },
      { kind: 'cell', row: 4, column: '商品名称', value: '苹果' },
    ]);
    expect((await plan(desk, ledger)).counts).toMatchObject({ create: 3, blocked: 0 });
    await desk.edit([]);
    expect((await plan(desk, ledger)).counts).toMatchObject({ blocked: 3 });
  });

  it('has the same hash for the same plan, and another for any other', async () => {
    const ledger = new MemoryLedger(DIRECTORY);
    const [one, same, other] = await Promise.all([deskOf(sheet({})), deskOf(sheet({})), deskOf(sheet({ '金额（元）': 500.01 }))]);
    const hash = (await plan(one, ledger)).hash;
    expect((await plan(same, ledger)).hash).toBe(hash);
    expect((await plan(other, ledger)).hash).not.toBe(hash);
    await one.edit([{ kind: 'cell', row: 2, column: '数量', value: '101' }]);
    expect((await plan(one, ledger)).hash).not.toBe(hash);
  });

  it('counts the unit of the upload where a row names none', async () => {
    const desk = await deskOf(sheet({ 采购单位: null }), { unitId: 'u1' });
    await plan(desk, new MemoryLedger(DIRECTORY));
    expect((await entriesOf(desk))[0]?.commands[0]?.body).toMatchObject({ unitId: 'u1' });
  });

  it('lets nothing stand in for a cell that says there is nothing: not the unit of the upload, not a default', async () => {
    const desk = await deskOf(sheet({ 采购单位: '-' }, { 品类: '/' }, {}), { unitId: 'u1' });
    await desk.choose({ columns: {}, defaults: { 品类: '水果', 产地县: '周至县' } });
    await desk.edit([{ kind: 'cell', row: 4, column: '产地县', value: '-' }]);
    await plan(desk, new MemoryLedger(DIRECTORY));
    const rows = await desk.rows('all', ALL);
    expect(rows.map(({ cells }) => cells.map(({ column, code }) => `${column} ${code}`))).toEqual([
      ['采购单位 CELL.REQUIRED'],
      ['品类 CELL.REQUIRED'],
      [],
    ]);
    expect((await entriesOf(desk))[0]?.commands[0]?.body).not.toHaveProperty('originCountyCode');
  });

  it('reads heads that a profile knows, and columns that are chosen by hand', async () => {
    const heads = HEADS.map((head) => (head === '品类' ? '大类' : head));
    const file = Buffer.from(csvText([heads, order()]));
    const known = await deskOf(file, { profile: { 大类: '品类' } });
    expect((await plan(known, new MemoryLedger(DIRECTORY))).counts).toMatchObject({ create: 1 });
    const chosen = await deskOf(file);
    expect((await plan(chosen, new MemoryLedger(DIRECTORY))).counts).toMatchObject({ blocked: 1 });
    expect((await chosen.mappingView()).missing).toEqual(['品类']);
    expect(await chosen.choose({ columns: { 品类: 'G' } })).toBe(true);
    expect((await plan(chosen, new MemoryLedger(DIRECTORY))).counts).toMatchObject({ create: 1 });
    expect(await chosen.choose({ columns: {}, defaults: { 品类: '水果' } })).toBe(true);
    expect((await plan(chosen, new MemoryLedger(DIRECTORY))).counts).toMatchObject({ create: 1 });
  });
});

it('a sheet without a column of units misses none where its upload was given one', async () => {
  const heads = HEADS.filter((head) => head !== '采购单位');
  const file = Buffer.from(csvText([heads, order({}, heads)]));
  const missing = async (unitId: object): Promise<readonly string[]> => (await (await deskOf(file, unitId)).mappingView()).missing;
  expect(await missing({})).toEqual(['采购单位']);
  expect(await missing({ unitId: 'u0' })).toEqual([]);
  const own = await deskOf(file, { unitId: 'u0' });
  expect((await plan(own, new MemoryLedger(DIRECTORY))).counts).toMatchObject({ create: 1 });
});

describe('a plan that is made again', () => {
  const file = sheet({ 订单编号: 'N1' }, { 订单编号: 'N1', 商品名称: '苹果' }, { 订单编号: 'N2' }, { 订单编号: null }, { 订单编号: null });
  const edit = (row: number, column: string, value: string): Edit => ({ kind: 'cell', row, column, value });
  const steps: readonly (readonly Edit[])[] = [
    [edit(3, '数量', '不知道')],
    [edit(3, '数量', '7')],
    [edit(4, '订单编号', 'N1')],
    [{ kind: 'replace-all', column: '商品名称', from: '苹果', to: '木耳' }],
    [{ kind: 'decision', row: 4, isSkipped: true }],
    [],
  ];

  it('comes out as one made at once of the file and all its edits, though rows that did not change are not read again', async () => {
    const ledger = new MemoryLedger(DIRECTORY);
    const desk = await deskOf(file);
    for (const edits of steps) {
      await desk.edit(edits);
      const again = await plan(desk, ledger);
      const fresh = await deskOf(file);
      await fresh.edit(edits);
      expect(again).toEqual(await plan(fresh, ledger));
      expect(await desk.rows('all', ALL)).toEqual(await fresh.rows('all', ALL));
    }
  });

  it('reads every row again once something around them is another: a unit that has gone, a day that has passed', async () => {
    const desk = await deskOf(file);
    await plan(desk, new MemoryLedger(DIRECTORY));
    const without = new MemoryLedger({ ...DIRECTORY, units: DIRECTORY.units.slice(1) });
    expect((await plan(desk, without)).counts).toMatchObject({ create: 0, blocked: 5 });
    await plan(desk, new MemoryLedger(DIRECTORY));
    const early = await makePlan(desk, new MemoryLedger(DIRECTORY), { ...NOW, today: '2000-01-01' });
    expect(early?.counts).toMatchObject({ create: 0, blocked: 5 });
  });
});
