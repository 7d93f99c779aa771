import { letters, type MadeCell, workbook } from '../support/workbook.js';
import { type CorpusCase, csvText, type Expected, fromFirst, HEADS, type HeadName, order } from './case.js';

type Names = Partial<Record<HeadName, string>>;

const renamed = (names: Names): string[] => HEADS.map((head) => names[head] ?? head);
const groupAt = (head: HeadName): string => letters(HEADS.indexOf(head));

/** Rows above one good order. */
function titled(
  file: string,
  why: string,
  titles: readonly (readonly MadeCell[])[],
  given: Parameters<typeof order>[0],
  expected: Expected,
): CorpusCase {
  const rows = (): MadeCell[][] => [
    ...titles.map((cells) => [...cells]),
    renamed({ '金额（元）': '金额', '支付金额（元）': '支付金额' }),
    order(given),
  ];
  return {
    file: `${file}.xlsx`,
    why,
    kind: 'orders',
    make: fromFirst(() => workbook({ sheets: [{ name: '台账', rows: rows() }] })),
    expected,
  };
}

/** A head of two rows: the heads of a group below its name, all others written over both. */
function grouped(names: Names, group: string, members: readonly HeadName[]): { readonly rows: MadeCell[][]; readonly merges: string[] } {
  const [first, last] = [members[0] ?? '备注', members.at(-1) ?? '备注'];
  const isMember = (head: HeadName): boolean => members.includes(head);
  const upper = HEADS.map((head): MadeCell => (head === first ? group : isMember(head) ? null : (names[head] ?? head)));
  const lower = HEADS.map((head): MadeCell => (isMember(head) ? (names[head] ?? head) : null));
  const over = HEADS.flatMap((head) => (isMember(head) ? [] : [`${groupAt(head)}1:${groupAt(head)}2`]));
  return { rows: [upper, lower], merges: [...over, `${groupAt(first)}1:${groupAt(last)}1`] };
}

const PAYMENT = grouped({ '支付金额（元）': '支付金额' }, '款项（万元）', ['支付日期', '支付金额（元）']);
const AMOUNTS = grouped({ '金额（元）': '商品金额', '运费（元）': '运费' }, '金额（万元）', ['金额（元）', '运费（元）']);
const PAID = { '金额（元）': 20_000, 支付日期: '2020-07-01', '支付金额（元）': 2 };

/** What heads, groups of heads and titles say of the numbers below them. */
export const UNIT_CASES: readonly CorpusCase[] = [
  {
    file: 'u01-分组万元.xlsx',
    why: '“款项（万元）”合并在支付日期和支付金额之上',
    kind: 'orders',
    make: fromFirst(() => workbook({ sheets: [{ name: '台账', ...PAYMENT, rows: [...PAYMENT.rows, order(PAID)] }] })),
    expected: { counts: { create: 1 }, totals: { amountFen: 2_000_000 }, second: { amountFen: 2_000_000 } },
  },
  {
    file: 'u02-分组金额万元.xlsx',
    why: '“金额（万元）”合并在商品金额和运费之上',
    kind: 'orders',
    make: fromFirst(() =>
      workbook({ sheets: [{ name: '台账', ...AMOUNTS, rows: [...AMOUNTS.rows, order({ '金额（元）': 2, '运费（元）': 0.01 })] }] }),
    ),
    expected: { counts: { create: 1 }, totals: { amountFen: 2_010_000 }, first: { freightFen: 10_000 } },
  },
  {
    file: 'u03-分组没有合并.csv',
    why: 'CSV 里分组没有合并单元格，只有第一格写字',
    kind: 'orders',
    make: fromFirst(() => Buffer.from(csvText([...PAYMENT.rows, order(PAID)]))),
    expected: { counts: { create: 1 }, totals: { amountFen: 2_000_000 }, second: { amountFen: 2_000_000 } },
  },
  {
    file: 'u04-分组在表头上一行.xlsx',
    why: '表头只有一行，上一行只有“金额（万元）”，只管它下面的列',
    kind: 'orders',
    make: fromFirst(() => {
      const heads = renamed({ '金额（元）': '商品金额', '支付金额（元）': '支付金额' });
      const above = HEADS.map((head): MadeCell => (head === '金额（元）' ? '金额（万元）' : null));
      return workbook({
        sheets: [
          {
            name: '台账',
            rows: [above, heads, order({ ...PAID, '金额（元）': 2, '支付金额（元）': 20_000 })],
            merges: [`${groupAt('金额（元）')}1:${groupAt('运费（元）')}1`],
          },
        ],
      });
    }),
    expected: { counts: { create: 1 }, totals: { amountFen: 2_000_000 }, second: { amountFen: 2_000_000 } },
  },
  titled(
    'u05-题头吨万元',
    '题头“单位：吨、万元”',
    [['台账'], [null, '单位：吨、万元']],
    { '金额（元）': 2 },
    { counts: { create: 1 }, totals: { amountFen: 2_000_000 } },
  ),
  titled(
    'u06-题头人民币万元',
    '题头“单位：人民币万元”',
    [['台账', null, '单位：人民币万元']],
    { '金额（元）': 2 },
    { counts: { create: 1 }, totals: { amountFen: 2_000_000 } },
  ),
  titled(
    'u07-题头只有万元',
    '题头只有“（万元）”',
    [['台账'], [null, null, null, '（万元）']],
    { '金额（元）': 2 },
    { counts: { create: 1 }, totals: { amountFen: 2_000_000 } },
  ),
  titled(
    'u08-题头括号万元',
    '题头“采购台账（万元）”',
    [['采购台账（万元）'], ['2020年']],
    { '金额（元）': 2 },
    { counts: { create: 1 }, totals: { amountFen: 2_000_000 } },
  ),
  titled(
    'u09-元阳县',
    '“填报单位：元阳县……”不是元，也不遮住后面的万元',
    [['填报单位：元阳县教育局', null, '单位：万元  制表人：张某']],
    { '金额（元）': 2 },
    { counts: { create: 1 }, totals: { amountFen: 2_000_000 } },
  ),
  titled(
    'u10-元阳县不是单位',
    '“填报单位：元阳县……”之外没有说单位：是元',
    [['填报单位：元阳县教育局（盖章）']],
    { '金额（元）': 2 },
    { counts: { create: 1 }, totals: { amountFen: 200 } },
  ),
  {
    file: 'u11-人民币万元表头.xlsx',
    why: '表头“金额（人民币万元）”“支付金额（￥）”“运费（含税，元）”',
    kind: 'orders',
    make: fromFirst(() => {
      const heads = renamed({ '金额（元）': '金额（人民币万元）', '支付金额（元）': '支付金额（￥）', '运费（元）': '运费（含税，元）' });
      return workbook({
        sheets: [{ name: '台账', rows: [heads, order({ ...PAID, '金额（元）': 2, '支付金额（元）': 19_000, '运费（元）': 1 })] }],
      });
    }),
    expected: { counts: { create: 1 }, totals: { amountFen: 2_000_100 }, second: { amountFen: 1_900_000 } },
  },
  {
    file: 'u12-元或万元.xlsx',
    why: '表头“金额（元/万元）”看不出是哪个：不认这一列',
    kind: 'orders',
    make: fromFirst(() => workbook({ sheets: [{ name: '台账', rows: [renamed({ '金额（元）': '金额（元/万元）' }), order()] }] })),
    expected: { counts: { blocked: 1 }, rows: { 2: ['金额（元） CELL.REQUIRED'] } },
  },
  {
    file: 'u13-复合括号.xlsx',
    why: '表头“净含量（公斤/箱）”“单位（斤/公斤）”',
    kind: 'orders',
    make: fromFirst(() => {
      const heads = renamed({ 净含量: '净含量（公斤/箱）', 单位: '单位（斤/公斤）' });
      return workbook({
        sheets: [{ name: '台账', rows: [heads, order({ 数量: 10, 单位: '箱', 净含量: 5 }), order({ 数量: 10, 单位: '公斤' })] }],
      });
    }),
    expected: { counts: { create: 2 }, totals: { grams: 60_000 } },
  },
  {
    file: 'u14-数量吨.xlsx',
    why: '“采购数量吨”不带括号',
    kind: 'orders',
    make: fromFirst(() =>
      workbook({ sheets: [{ name: '台账', rows: [renamed({ 数量: '采购数量吨' }), order({ 数量: 1.5, 单位: null })] }] }),
    ),
    expected: { counts: { create: 1 }, totals: { grams: 1_500_000 } },
  },
  {
    file: 'u15-表头公斤单位斤.xlsx',
    why: '表头说公斤，单位列说斤：看不出是哪个；千克就是公斤',
    kind: 'orders',
    make: fromFirst(() => {
      const rows = [order({ 单位: '斤' }), order({ 单位: '千克' }), order({ 单位: null }), order({ 数量: '100斤', 单位: '斤' })];
      return workbook({ sheets: [{ name: '台账', rows: [renamed({ 数量: '数量（公斤）' }), ...rows] }] });
    }),
    expected: {
      counts: { blocked: 2, create: 2 },
      totals: { grams: 200_000 },
      rows: { 2: ['数量 CELL.NUMBER_UNREADABLE units 100'], 5: ['数量 CELL.NUMBER_UNREADABLE units 100斤'] },
    },
  },
];
