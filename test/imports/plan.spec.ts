import { dayNumber, problemSentence } from '#contracts';
import type { Directory, PlanSummary, RowView } from '#imports';
import { csvText } from './corpus/case.js';
import { MemoryLedger } from './support/memory-ledger.js';
import { ALL, codes, deskOf, DIRECTORY, entriesOf, imported, plan, sheet } from './support/order-plan.js';

const WITH_VILLAGE: Directory = { ...DIRECTORY, villages: [{ code: '610124103201', name: '示例村', inScope: true }] };

describe('a plan and the ledger', () => {
  it('finds every row a duplicate when the same file is imported again', async () => {
    const ledger = new MemoryLedger(DIRECTORY);
    const file = sheet({}, {}, { 订单编号: null }, { 订单编号: null });
    expect((await imported(ledger, file)).counts).toMatchObject({ create: 4, duplicate: 0 });
    expect((await imported(ledger, file)).counts).toMatchObject({ create: 0, duplicate: 4 });
    expect(ledger.live).toHaveLength(4);
  });

  it('keeps three equal rows three, imported twice, and takes the fourth of a longer file', async () => {
    const ledger = new MemoryLedger(DIRECTORY);
    const equal = (rows: number): Buffer => sheet(...Array.from({ length: rows }, () => ({ 订单编号: null })));
    await imported(ledger, equal(3));
    await imported(ledger, equal(3));
    expect(ledger.live).toHaveLength(3);
    expect((await imported(ledger, equal(4))).counts).toMatchObject({ create: 1, duplicate: 3 });
    expect(ledger.live).toHaveLength(4);
    expect((await imported(ledger, equal(4))).counts).toMatchObject({ create: 0, duplicate: 4 });
  });

  it('takes the row that is left of two that contradict each other, once a person leaves out the other', async () => {
    const rows = [2, 3].map((members) => ['H-1', '示例村', '已脱贫', members]);
    const desk = await deskOf(Buffer.from(csvText([['户编号', '村', '户类别', '家庭人口'], ...rows])), { kind: 'households' });
    expect((await plan(desk, new MemoryLedger(WITH_VILLAGE))).counts).toMatchObject({ create: 0, blocked: 2 });
    await desk.edit([{ kind: 'decision', row: 3, isSkipped: true }]);
    expect((await plan(desk, new MemoryLedger(WITH_VILLAGE))).counts).toMatchObject({ create: 1, blocked: 0, duplicate: 1 });
  });

  it('keeps equal sales apart in the same way, a longer file imported twice', async () => {
    const ledger = new MemoryLedger(WITH_VILLAGE);
    const heads = ['日期', '村', '产品', '品类', '数量', '单位', '金额（元）'];
    const equal = async (rows: number): Promise<PlanSummary> => {
      const row = ['2020-06-18', '示例村', '猕猴桃', '水果', 200, '斤', 1_000];
      const desk = await deskOf(Buffer.from(csvText([heads, ...Array.from({ length: rows }, () => row)])), { kind: 'sales' });
      const summary = await plan(desk, ledger);
      ledger.commit(await entriesOf(desk));
      return summary;
    };
    const counts = [await equal(3), await equal(4), await equal(4)].map(({ counts: { create, duplicate } }) => [create, duplicate]);
    expect(counts).toEqual([
      [3, 0],
      [1, 3],
      [0, 4],
    ]);
  });

  it('imports the same file again after it has been undone', async () => {
    const ledger = new MemoryLedger(DIRECTORY);
    const file = sheet({}, { 订单编号: null }, { 订单编号: null });
    await imported(ledger, file);
    ledger.undo();
    expect((await imported(ledger, file)).counts).toMatchObject({ create: 3, duplicate: 0 });
    expect(ledger.live).toHaveLength(3);
  });

  it('makes one set of entries of one file that two people import at once', async () => {
    const ledger = new MemoryLedger(DIRECTORY);
    const file = sheet({}, { 订单编号: null }, { 订单编号: null });
    const desks = await Promise.all([deskOf(file), deskOf(file)]);
    const plans = await Promise.all(desks.map((desk) => plan(desk, ledger)));
    expect(plans[1]?.hash).toBe(plans[0]?.hash);
    for (const desk of desks) ledger.commit(await entriesOf(desk));
    expect(ledger.live).toHaveLength(3);
  });

  it('blocks a row that a recorded order of its number does not have', async () => {
    const ledger = new MemoryLedger(DIRECTORY);
    await imported(ledger, sheet({ 订单编号: 'N1' }));
    const desk = await deskOf(sheet({ 订单编号: 'N1' }, { 订单编号: 'N1', 商品名称: '苹果' }));
    expect((await plan(desk, ledger)).counts).toMatchObject({ duplicate: 1, blocked: 1 });
    expect(codes(await desk.rows('all', ALL))).toEqual(['2 ORDER.DUPLICATE', '3 ORDER.LINES_DIFFER']);
  });

  it('shows a row of the same contents under another number, and leaves it out when a person says so', async () => {
    const ledger = new MemoryLedger(DIRECTORY);
    await imported(ledger, sheet({ 订单编号: 'N1' }));
    const desk = await deskOf(sheet({ 订单编号: 'N2' }));
    expect((await plan(desk, ledger)).counts).toMatchObject({ create: 1, warned: 1 });
    expect(codes(await desk.rows('warned', ALL))).toEqual(['2 ORDER.NEAR_DUPLICATE']);
    await desk.edit([{ kind: 'decision', row: 2, isSkipped: true }]);
    expect((await plan(desk, ledger)).counts).toMatchObject({ create: 0, duplicate: 1 });
  });

  it('leaves an order out whole when a person leaves out one of its rows', async () => {
    const ledger = new MemoryLedger(DIRECTORY);
    const desk = await deskOf(sheet({ 订单编号: 'N1' }, { 订单编号: 'N1', 商品名称: '苹果' }, { 订单编号: 'N2' }));
    await desk.edit([{ kind: 'decision', row: 2, isSkipped: true }]);
    expect((await plan(desk, ledger)).counts).toMatchObject({ create: 1, duplicate: 2 });
    expect(codes(await desk.rows('duplicate', ALL))).toEqual(['2 ROW.SKIPPED', '3 ROW.SKIPPED']);
    expect((await entriesOf(desk)).map(({ rows }) => rows)).toEqual([[4]]);
  });

  it('measures a price against what the ledger knows of the product', async () => {
    const ledger = new MemoryLedger(DIRECTORY);
    ledger.usualFenPerKg = new Map([['猕猴桃', 500]]);
    const desk = await deskOf(sheet({ 单位: '公斤' }, { 单位: '斤' }, { 单位: '吨' }));
    await plan(desk, ledger);
    expect(codes(await desk.rows('warned', ALL))).toEqual(['3 QUANTITY.IMPLAUSIBLE', '4 QUANTITY.IMPLAUSIBLE']);
  });

  it('tells of a blocked order at once all that will be worth a look when it is mended', async () => {
    const ledger = new MemoryLedger(DIRECTORY);
    ledger.usualFenPerKg = new Map([['猕猴桃', 1_000_000]]);
    const twoCounties = [
      { 订单编号: 'N2', 产地县: '没有县', 评价日期: '2020-07-01' },
      { 订单编号: 'N2', 产地县: '周至县' },
      { 订单编号: 'N2', 产地县: '太白县', 商品名称: '苹果' },
    ];
    await imported(ledger, sheet(...twoCounties.map((row) => ({ ...row, 订单编号: 'N1', 评价日期: null }))));
    const desk = await deskOf(sheet(...twoCounties));
    expect((await plan(desk, ledger)).counts).toMatchObject({ blocked: 3, warned: 0, create: 0 });
    const blocked = await desk.rows('blocked', ALL);
    expect(codes(blocked).filter((code) => /REQUIRED|ROW_BLOCKED/.test(code))).toEqual([
      '2 CELL.REQUIRED',
      '3 ORDER.ROW_BLOCKED',
      '4 ORDER.ROW_BLOCKED',
    ]);
    await desk.edit([{ kind: 'cell', row: 2, column: '评价日期', value: '' }]);
    await plan(desk, ledger);
    const warned = await desk.rows('warned', ALL);
    expect(new Set(codes(warned))).toEqual(
      new Set([
        '2 COUNTY.UNKNOWN',
        ...['QUANTITY.IMPLAUSIBLE', 'ORDER.ORIGINS_DIFFER', 'ORDER.NEAR_DUPLICATE'].flatMap((code) => [`2 ${code}`, `3 ${code}`]),
        '4 ORDER.ORIGINS_DIFFER',
        '4 ORDER.NEAR_DUPLICATE',
      ]),
    );
    expect(blocked.map(({ cells }) => cells.slice(1))).toEqual(warned.map(({ cells }) => cells));
  });
});

it('says every problem whole, in both languages', async () => {
  const ledger = new MemoryLedger(DIRECTORY);
  await imported(ledger, sheet({ 订单编号: 'N1' }));
  const desk = await deskOf(
    sheet(
      { 订单编号: 'N1' },
      { 订单编号: 'N1', 商品名称: '苹果' },
      { 订单编号: 'N2' },
      { 订单编号: 'N3', 供应商: '甲' },
      { 订单编号: 'N3', 供应商: '乙' },
      { 采购单位: '教育局', 下单日期: '6月3日', 品类: '山货', 数量: 'x', '金额（元）': '-1', 单位: '担' },
      { 下单日期: '2030-01-01', 商品名称: '长'.repeat(300), 产地县: '没有县', 订单编号: '8.32E+19' },
      { 支付日期: '2020-01-01', '支付金额（元）': 501, '退款金额（元）': 502, 评价日期: '2020-07-01' },
    ),
  );
  await plan(desk, ledger);
  const problems = (await desk.rows('all', ALL)).flatMap(({ cells }) => cells);
  expect(problems.length).toBeGreaterThanOrEqual(15);
  for (const { code, params } of problems) {
    expect(problemSentence({ code, params }, 'zh-CN') + problemSentence({ code, params }, 'en')).not.toMatch(/\{\w+\}|undefined/);
  }
});

it('tells in what rows of one order disagree by the names, words and amounts of the sheet, each once with its rows', async () => {
  const one = { 订单编号: 'N1', '运费（元）': 20 };
  const other = { ...one, 采购单位: '示例区第一小学', 资金来源: '工会', 结算方式: '先款后货', '运费（元）': '1030.50' };
  const desk = await deskOf(sheet(one, { ...other, 商品名称: '苹果' }, { ...one, 商品名称: '梨', '运费（元）': null }));
  await plan(desk, new MemoryLedger(DIRECTORY));
  const [first] = await desk.rows('all', ALL);
  expect(first?.cells.map(({ column, params }) => `${column} ${String(params['values'])}`)).toEqual([
    '采购单位 2、4: 示例区教育局；3: 示例区第一小学',
    '资金来源 2、4: 食堂；3: 工会',
    '结算方式 2、4: 先货后款；3: 先款后货',
    '运费（元） 2: 20.00 元；3: 1,030.50 元',
  ]);
});

it('tells counties of origin that differ so that two of one name can be told apart', async () => {
  const desk = await deskOf(sheet({ 订单编号: 'N1' }, { 订单编号: 'N1', 商品名称: '苹果', 产地县: '洋县' }));
  await plan(desk, new MemoryLedger(DIRECTORY));
  const [first] = await desk.rows('warned', ALL);
  expect(first?.cells[0]?.params['values']).toBe('陕西省西安市周至县、陕西省汉中市洋县');
});

describe('a unit on the day of a row', () => {
  const school = DIRECTORY.units[1];
  const planOf = async (unit: object, 下单日期: string): Promise<readonly RowView[]> => {
    const ledger = new MemoryLedger({ ...DIRECTORY, units: [{ ...school, ...unit }] as unknown as Directory['units'] });
    const desk = await deskOf(sheet({ 采购单位: '示例区第一小学', 下单日期 }));
    await plan(desk, ledger);
    return desk.rows('all', ALL);
  };

  it('is out of scope before it came into the part of the tree that the caller reaches, and in it since', async () => {
    const unit = { stays: [{ fromDay: dayNumber('2020-06-01') }] };
    expect(codes(await planOf(unit, '2020-05-31'))).toContain('2 UNIT.OUT_OF_SCOPE');
    expect(codes(await planOf(unit, '2020-06-01'))).not.toContain('2 UNIT.OUT_OF_SCOPE');
  });

  it('takes entries up to the day it was closed, and none behind it', async () => {
    const unit = { closedOn: '2020-06-30' };
    expect(codes(await planOf(unit, '2020-06-30'))).not.toContain('2 UNIT.CLOSED');
    const rows = await planOf(unit, '2020-07-01');
    expect(codes(rows)).toContain('2 UNIT.CLOSED');
    expect(rows[0]?.cells[0]?.params).toMatchObject({ unitId: '示例区第一小学', closedOn: '2020-06-30' });
  });
});
