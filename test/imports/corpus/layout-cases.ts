import { type MadeCell, type MadeSheet, type MadeWorkbook, part, parts, workbook } from '../support/workbook.js';
import { zip } from '../support/zip.js';
import { type CorpusCase, type Expected, fromFirst, HEADS, order } from './case.js';

function book(
  file: string,
  why: string,
  make: () => readonly MadeSheet[],
  expected: Expected,
  more: Partial<MadeWorkbook> = {},
): CorpusCase {
  return { file: `${file}.xlsx`, why, kind: 'orders', make: fromFirst(() => workbook({ sheets: make(), ...more })), expected };
}

const renamed = (names: Readonly<Record<string, string>>): string[] => HEADS.map((head) => names[head] ?? head);
const sheet = (rows: readonly (readonly MadeCell[])[], more: Partial<MadeSheet> = {}): MadeSheet => ({ name: '台账', rows, ...more });

/** Shapes of sheets: titles, heads, feet. */
export const LAYOUT_CASES: readonly CorpusCase[] = [
  book(
    'l01-别名',
    '表头用别名、带星号和必填、换了位置',
    () => {
      const heads = renamed({
        订单编号: '832订单编号*',
        采购单位: '所属预算单位',
        下单日期: '下单时间（必填）',
        供应商: '店铺名称',
        产地县: '发货地',
        商品名称: '商 品',
        '金额（元）': '商品金额(元)',
        资金来源: '资金渠道',
        支付日期: '付款时间',
      });
      return [sheet([[...heads].reverse(), order().reverse()])];
    },
    { counts: { create: 1 } },
  ),
  book(
    'l02-万元表头',
    '表头写万元，就是万元',
    () => [sheet([renamed({ '金额（元）': '金额（万元）' }), order({ '金额（元）': 1.5 }), order({ '金额（元）': '15000元' })])],
    {
      counts: { create: 2 },
      totals: { amountFen: 3_000_000 },
    },
  ),
  book(
    'l03-题头万元',
    '题头写“金额单位：万元”，表头没写单位',
    () => [sheet([['采购台账'], [null, null, '金额单位：万元'], renamed({ '金额（元）': '金额' }), order({ '金额（元）': 1.5 })])],
    { counts: { create: 1 }, totals: { amountFen: 1_500_000 } },
  ),
  book(
    'l04-两行表头',
    '分组表头在上，支付下面分日期和金额',
    () => {
      const upper: MadeCell[] = HEADS.map((head) => (head === '支付日期' ? '支付' : head === '支付金额（元）' ? null : head));
      const lower: MadeCell[] = HEADS.map((head) => (head === '支付日期' ? '日期' : head === '支付金额（元）' ? '金额（元）' : null));
      const merges = [
        ...HEADS.flatMap((head, at) =>
          head.startsWith('支付') ? [] : [`${String.fromCharCode(65 + at)}2:${String.fromCharCode(65 + at)}3`],
        ),
        'O2:P2',
      ];
      return [sheet([['台账'], upper, lower, order({ 支付日期: '2020-07-01', '支付金额（元）': 500 })], { merges })];
    },
    { counts: { create: 1 }, first: { steps: 'payments 2020-07-01' } },
  ),
  book(
    'l05-两张表都合适',
    '两张表都像订单：请人选',
    () => [
      { name: '6月', rows: [[...HEADS], order()] },
      { name: '7月', rows: [[...HEADS], order()] },
    ],
    { isAsked: true },
  ),
  book(
    'l06-说明在另一张表',
    '只有一张表合适',
    () => [
      { name: '填写说明', rows: [['请按要求填写'], ['日期要带年份']] },
      { name: '订单', rows: [[...HEADS], order()] },
    ],
    { counts: { create: 1 } },
  ),
  book(
    'l07-两个金额列',
    '商品金额和实付金额并存，谁都不叫“金额（元）”：请人选',
    () => [
      sheet([
        [...renamed({ '金额（元）': '商品金额' }), '实付金额'],
        [...order(), 480],
      ]),
    ],
    { isAsked: true },
  ),
  book(
    'l08-金额与实付',
    '有“金额（元）”就用它，实付金额不读',
    () => [
      sheet([
        [...HEADS, '实付金额'],
        [...order(), 480],
      ]),
    ],
    { counts: { create: 1 }, totals: { amountFen: 50_000 } },
  ),
  book(
    'l09-合计签字备注',
    '合计、大写、制表、备注不是行',
    () => [
      sheet([
        [...HEADS],
        order(),
        ['小计', null, null, null, null, null, null, 100, null, null, 500],
        order(),
        ['合计', '2笔', null, null, null, null, null, 200, null, null, 1000],
        ['合计（大写）：', '壹仟元整'],
        [],
        ['制表人：张某', null, null, '审核人：李某', null, null, '日期：2020-12-31'],
        ['备注：本表一式两份'],
        ['单位负责人（签字）：'],
      ]),
    ],
    { counts: { rows: 2, create: 2 } },
  ),
  book(
    'l10-名字像合计',
    '供应商叫“合计供应链”，仍是一行',
    () => [sheet([[...HEADS], order({ 订单编号: null, 供应商: '合计供应链公司' })])],
    { counts: { rows: 1, create: 1 } },
  ),
  book('l11-表头重复', '分页打印后每页都有表头', () => [sheet([[...HEADS], order(), [...HEADS], order()])], {
    counts: { rows: 2, create: 2 },
  }),
  book(
    'l12-小标题行',
    '各月之间有横跨全表的小标题',
    () => [sheet([[...HEADS], ['六月'], order(), ['七月'], order()], { merges: ['A2:T2', 'A4:T4'] })],
    { counts: { rows: 2, create: 2 } },
  ),
  book('l13-空行空列', '数据之间有空行，最左有序号列', () => [sheet([['序号', ...HEADS], [1, ...order()], [2], [], [3, ...order()]])], {
    counts: { rows: 2, create: 2 },
  }),
  book(
    'l14-1904',
    '苹果旧版的日期起点',
    () => [sheet([[...HEADS], order({ 下单日期: { serial: 42_523 } })])],
    { counts: { create: 1 }, first: { occurredOn: '2020-06-03' } },
    { is1904: true },
  ),
  book(
    'l15-没有位置',
    '单元格不写位置，按顺序数',
    () => [sheet([[...HEADS], order(), order()])],
    { counts: { create: 2 } },
    { withoutReferences: true },
  ),
  book('l16-标签带前缀', '有的软件给每个标签加前缀', () => [sheet([[...HEADS], order()])], { counts: { create: 1 } }, { prefix: 'x' }),
  book(
    'l17-缺一列',
    '没有“品类”列：逐行说缺品类',
    () => [
      sheet([
        HEADS.filter((head) => head !== '品类'),
        order(
          {},
          HEADS.filter((head) => head !== '品类'),
        ),
      ]),
    ],
    {
      counts: { blocked: 1 },
      rows: { 2: ['品类 CELL.REQUIRED'] },
    },
  ),
  book(
    'l18-认不出表头',
    '没有一列认得：请人对应',
    () => [
      sheet([
        ['甲', '乙', '丙'],
        ['a', 'b', 'c'],
      ]),
    ],
    { isAsked: true },
  ),
  book('l19-只有表头', '模板没填就传上来', () => [sheet([[...HEADS]])], { counts: { rows: 0 } }),
  book(
    'l27-汇总表',
    '另一张汇总表也有几个认得的表头：读明细',
    () => [
      {
        name: '汇总',
        rows: [
          ['采购单位', '数量', '金额（元）'],
          ['示例区教育局', 100, 500],
        ],
      },
      { name: '明细', rows: [[...HEADS], order()] },
    ],
    { counts: { rows: 1, create: 1 } },
  ),
  book(
    'l28-另一月少一列',
    '另一张表只少一个必填列，可能是另一个月：请人选',
    () => [
      { name: '6月', rows: [[...HEADS], order()] },
      { name: '7月', rows: [renamed({ 品类: '大类' }), order()] },
    ],
    { isAsked: true },
  ),
  {
    file: 'l29-三百张图.xlsx',
    why: '带三百张发票照片的台账不是炸弹',
    kind: 'orders',
    make: fromFirst(() => {
      const made = { sheets: [sheet([[...HEADS], order()])] };
      return zip([...parts(made), ...Array.from({ length: 300 }, (_, at) => part(`xl/media/image${at}.png`, ''))]);
    }),
    expected: { counts: { create: 1 } },
  },
  book('l30-后付', '结算方式写“后付”“后付款”', () => [sheet([[...HEADS], order({ 结算方式: '后付' }), order({ 结算方式: '后付款' })])], {
    counts: { create: 2 },
    first: { settlement: 'postpaid' },
  }),
];
