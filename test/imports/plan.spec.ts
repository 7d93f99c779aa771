import { dayNumber, problemSentence } from '#contracts';
import {
  type Directory,
  type Edit,
  ImportDesk,
  type ImportRequest,
  makePlan,
  type PlannedEntry,
  type PlanSummary,
  type RowView,
} from '#imports';
import { csvText, fromFirst, HEADS, order } from './corpus/case.js';
import type { MadeCell } from './support/workbook.js';
import { MemoryLedger } from './support/memory-ledger.js';

const DIRECTORY: Directory = {
  units: ['示例区教育局', '示例区第一小学'].map((name, at) => ({
    id: `u${at}`,
    name,
    kind: 'budget-unit',
    parentId: null,
    regionCode: '610124',
    closedOn: null,
    inScope: true,
  })),
  villages: [],
  policyRules: [],
};
const NOW = { today: '2026-11-26', secret: 'secret' };
const ALL = { from: 0, most: 1_000 };

function sheet(...given: Parameters<typeof order>[0][]): Buffer {
  return fromFirst(() => Buffer.from(csvText([[...HEADS], ...given.map((one): MadeCell[] => order(one))])))();
}

async function deskOf(bytes: Buffer, request: Partial<ImportRequest> = {}): Promise<ImportDesk> {
  return ImportDesk.open(bytes, { kind: 'orders', ...request });
}

async function plan(desk: ImportDesk, ledger: MemoryLedger): Promise<PlanSummary> {
  const summary = await makePlan(desk, ledger, NOW);
  if (summary === undefined) throw new Error('the columns are known');
  return summary;
}

async function entriesOf(desk: ImportDesk): Promise<readonly PlannedEntry[]> {
  return desk.entries(ALL);
}

/** Plans a file and enters it. */
async function imported(ledger: MemoryLedger, bytes: Buffer): Promise<PlanSummary> {
  const desk = await deskOf(bytes);
  const summary = await plan(desk, ledger);
  ledger.commit(await entriesOf(desk));
  return summary;
}

function codes(rows: readonly RowView[]): string[] {
  return rows.flatMap(({ row, cells }) => cells.map(({ code }) => `${row} ${code}`));
}

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
});

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
    expect(codes(await planOf(unit, '2020-07-01'))).toContain('2 UNIT.CLOSED');
  });
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
