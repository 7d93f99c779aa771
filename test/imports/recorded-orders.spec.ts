import { problemSentence } from '#contracts';
import type { RowView } from '#imports';
import type { HeadName } from './corpus/case.js';
import { MemoryLedger } from './support/memory-ledger.js';
import { ALL, deskOf, DIRECTORY, entriesOf, imported, plan, sheet } from './support/order-plan.js';

type Cells = Partial<Record<HeadName, string | number | null>>;

const PAID: Cells = { 支付日期: '2020-06-20', '支付金额（元）': 500 };

/** What a second sheet is told of orders that a first one has entered. */
async function second(first: readonly Cells[], ...rows: readonly Cells[]): Promise<readonly RowView[]> {
  const ledger = new MemoryLedger(DIRECTORY);
  await imported(ledger, sheet(...first.map((one) => ({ 订单编号: 'N1', ...one }))));
  const desk = await deskOf(sheet(...rows.map((one) => ({ 订单编号: 'N1', ...one }))));
  const { counts } = await plan(desk, ledger);
  expect(counts).toMatchObject({ create: 0, duplicate: rows.length, blocked: 0 });
  expect(await entriesOf(desk)).toEqual([]);
  return desk.rows('all', ALL);
}

/** `<column>: <recorded> → <value>` of each cell that differs, behind the duplicate itself. */
function differing(rows: readonly RowView[]): string[] {
  return rows.flatMap(({ cells: [duplicate, ...cells] }) => {
    expect(duplicate?.code).toBe('ORDER.DUPLICATE');
    return cells.map(({ column, code, params }) => {
      expect(code).toBe('ORDER.RECORDED_OTHERWISE');
      expect(problemSentence({ code, params }, 'zh-CN') + problemSentence({ code, params }, 'en')).not.toMatch(/\{\w+\}|undefined/);
      return `${column}: ${String(params['recorded'])} → ${String(params['value'])}`;
    });
  });
}

describe('a row of an order that is recorded', () => {
  it.each([
    ['a payment', PAID, ['支付日期: （空） → 2020-06-20', '支付金额（元）: （空） → 500.00']],
    ['an acceptance', { 验收日期: '2020-06-21' }, ['验收日期: （空） → 2020-06-21']],
    [
      'an acceptance and a rating',
      { 验收日期: '2020-06-21', 评价日期: '2020-06-22' },
      ['验收日期: （空） → 2020-06-21', '评价日期: （空） → 2020-06-22'],
    ],
    [
      'a refund',
      { ...PAID, '退款金额（元）': 30 },
      ['支付日期: （空） → 2020-06-20', '支付金额（元）: （空） → 500.00', '退款金额（元）: （空） → 30.00'],
    ],
    ['another funding', { 资金来源: '工会' }, ['资金来源: 食堂 → 工会']],
    ['another settlement', { 结算方式: '先款后货' }, ['结算方式: 先货后款 → 先款后货']],
    ['another day', { 下单日期: '2020-06-19' }, ['下单日期: 2020-06-18 → 2020-06-19']],
    ['another unit', { 采购单位: '示例区第一小学' }, ['采购单位: 示例区教育局 → 示例区第一小学']],
    ['another supplier', { 供应商: '别家' }, ['供应商: 周至示例果业专业合作社 → 别家']],
    ['another county of origin', { 产地县: '太白县' }, ['产地县: 周至县 → 太白县']],
    ['freight', { '运费（元）': 20 }, ['运费（元）: 0.00 → 20.00']],
  ] as const)('that has %s the ledger does not have stays a duplicate and says so', async (_, given, expected) => {
    expect(differing(await second([{}], given))).toEqual(expected);
  });

  it('that says the same, or leaves cells empty, says nothing more than before', async () => {
    const all: Cells = {
      ...PAID,
      验收日期: '2020-06-21',
      评价日期: '2020-06-22',
      '运费（元）': 20,
      '退款金额（元）': 30,
      '支付金额（元）': 520,
    };
    expect(differing(await second([all], all))).toEqual([]);
    expect(differing(await second([all], { 产地县: null }))).toEqual([]);
  });

  it('that tells some of the payments only says nothing else; another amount or day does', async () => {
    const both = [
      { ...PAID, '支付金额（元）': 200 },
      { 商品名称: '苹果', 支付日期: '2020-06-25', '支付金额（元）': 300 },
    ];
    const [one = {}] = both;
    expect(differing(await second(both, one))).toEqual([]);
    expect(differing(await second(both, { ...one, '支付金额（元）': 500, 支付日期: '2020-06-25' }))).toEqual([]);
    expect(differing(await second(both, { ...one, '支付金额（元）': 499 }))).toEqual(['支付金额（元）: 500.00 → 499.00']);
    expect(differing(await second(both, { ...one, 支付日期: '2020-06-26' }))).toEqual([
      '支付日期: 2020-06-20、2020-06-25 → 2020-06-26',
      '支付金额（元）: 500.00 → 200.00',
    ]);
  });

  it('with other rows that name other counties was recorded with none, and says the same again', async () => {
    const rows = [{}, { 产地县: '太白县', 商品名称: '苹果' }];
    expect(differing(await second(rows, ...rows))).toEqual([]);
  });

  it('that could not be entered as it is says nevertheless what the ledger does not have', async () => {
    expect(differing(await second([{}], { ...PAID, '支付金额（元）': 900 }))).toEqual([
      '支付日期: （空） → 2020-06-20',
      '支付金额（元）: （空） → 900.00',
    ]);
  });

  it('counts among the problems, as a group of its own', async () => {
    const ledger = new MemoryLedger(DIRECTORY);
    await imported(ledger, sheet({ 订单编号: 'N1' }, { 订单编号: 'N2' }));
    const desk = await deskOf(sheet({ 订单编号: 'N1', ...PAID }, { 订单编号: 'N2' }));
    expect((await plan(desk, ledger)).problems).toEqual([
      { code: 'ORDER.DUPLICATE', count: 2 },
      { code: 'ORDER.RECORDED_OTHERWISE', count: 2 },
    ]);
  });
});

describe('a row of an order that somebody has ended by hand', () => {
  it.each([
    ['with a number', 'N1'],
    ['without one', null],
  ])('%s would enter it again, and says who ended it, when and why', async (_, 订单编号) => {
    const ledger = new MemoryLedger(DIRECTORY);
    const file = sheet({ 订单编号 });
    await imported(ledger, file);
    ledger.voidByHand('重复下单');
    const desk = await deskOf(file);
    expect((await plan(desk, ledger)).counts).toMatchObject({ create: 1, warned: 1 });
    const [cell] = (await desk.rows('warned', ALL))[0]?.cells ?? [];
    if (cell === undefined) throw new Error('nothing is said of the row');
    expect(cell.code).toBe('ORDER.ENDED_BY_HAND');
    expect(problemSentence(cell, 'zh-CN')).toContain('账号“demo-unit”已于 2026年11月2日 08:00 作废或取消，原因是“重复下单”');
    expect(problemSentence(cell, 'en')).toContain('because “重复下单”');
    await desk.edit([{ kind: 'decision', row: 2, isSkipped: true }]);
    expect((await plan(desk, ledger)).counts).toMatchObject({ create: 0, duplicate: 1 });
    await desk.edit([]);
    await plan(desk, ledger);
    ledger.commit(await entriesOf(desk));
    expect(ledger.live).toHaveLength(1);
  });

  it('says nothing where the undoing of its import took it back', async () => {
    const ledger = new MemoryLedger(DIRECTORY);
    const file = sheet({ 订单编号: 'N1' }, { 订单编号: null });
    await imported(ledger, file);
    ledger.undo();
    expect((await imported(ledger, file)).counts).toMatchObject({ create: 2, warned: 0 });
  });

  it('is one of as many as were ended: further equal rows are new', async () => {
    const ledger = new MemoryLedger(DIRECTORY);
    await imported(ledger, sheet({ 订单编号: null }));
    ledger.voidByHand('重复下单');
    const desk = await deskOf(sheet({ 订单编号: null }, { 订单编号: null }));
    await plan(desk, ledger);
    expect((await desk.rows('all', ALL)).map(({ state }) => state)).toEqual(['warned', 'create']);
  });
});
