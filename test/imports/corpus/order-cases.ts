import { type MadeCell, workbook } from '../support/workbook.js';
import { type CorpusCase, type Expected, fromFirst, HEADS, order } from './case.js';
import { orderSheet } from './order-sheet.js';

const NO = '83202020069999999999';

/** Orders whose amounts stand under 实付金额. */
function actuallyPaid(file: string, why: string, given: readonly Parameters<typeof order>[0][], expected: Expected): CorpusCase {
  const heads = HEADS.map((one) => (one === '金额（元）' ? '实付金额（元）' : one));
  const make = fromFirst(() => workbook({ sheets: [{ name: '台账', rows: [heads, ...given.map((one) => order(one))] }] }));
  return { file: `${file}.xlsx`, why, kind: 'orders', make, expected };
}

/** An order of 500 元 of which 300 were paid, the amount under a head of its own. */
function paidUnder(file: string, why: string, head: string, expected: Expected): CorpusCase {
  const heads = HEADS.map((one) => (one === '支付金额（元）' ? head : one));
  const rows = (): MadeCell[][] => [heads, order({ 支付日期: '2020-07-01', '支付金额（元）': 300 })];
  return {
    file: `${file}.xlsx`,
    why,
    kind: 'orders',
    make: fromFirst(() => workbook({ sheets: [{ name: '台账', rows: rows() }] })),
    expected,
  };
}

/** Rows that are one order, or look like it. */
export const ORDER_CASES: readonly CorpusCase[] = [
  orderSheet(
    'o01-一单多行',
    '同一编号几行是一笔订单；运费每行重复只计一次',
    [
      { 订单编号: NO, 商品名称: '猕猴桃', '运费（元）': 20 },
      { 订单编号: NO, 商品名称: '苹果', '运费（元）': 20 },
      { 订单编号: NO, 商品名称: '梨', '运费（元）': 20 },
    ],
    { counts: { rows: 3, create: 3 }, entryCount: 1, totals: { amountFen: 152_000 }, first: { freightFen: 2_000, 'lines.length': 3 } },
  ),
  orderSheet(
    'o02-运费不一致',
    '同一订单两个运费',
    [
      { 订单编号: NO, '运费（元）': 20 },
      { 订单编号: NO, 商品名称: '苹果', '运费（元）': 30 },
    ],
    {
      counts: { blocked: 2 },
      rows: { 2: ['运费（元） ORDER.ROWS_DISAGREE'], 3: ['运费（元） ORDER.ROWS_DISAGREE'] },
    },
  ),
  orderSheet(
    'o03-各行不一致',
    '同一订单的供应商、日期、单位不一致',
    [
      { 订单编号: NO },
      { 订单编号: NO, 商品名称: '苹果', 供应商: '另一家合作社', 下单日期: { serial: 44_001 }, 采购单位: '示例区第一小学' },
    ],
    {
      counts: { blocked: 2 },
      rows: Object.fromEntries(
        [2, 3].map((row) => [row, ['采购单位 ORDER.ROWS_DISAGREE', '下单日期 ORDER.ROWS_DISAGREE', '供应商 ORDER.ROWS_DISAGREE']]),
      ),
    },
  ),
  orderSheet(
    'o03b-各行词语不一致',
    '同一订单的资金来源、结算方式不一致：按所填的词说',
    [{ 订单编号: NO }, { 订单编号: NO, 商品名称: '苹果', 资金来源: '工会', 结算方式: '先款后货' }],
    {
      counts: { blocked: 2 },
      rows: Object.fromEntries([2, 3].map((row) => [row, ['资金来源 ORDER.ROWS_DISAGREE', '结算方式 ORDER.ROWS_DISAGREE']])),
    },
  ),
  orderSheet('o04-一行有错整单等', '同一订单一行有错，其余行等它', [{ 订单编号: NO }, { 订单编号: NO, 商品名称: null }, {}], {
    counts: { create: 1, blocked: 2 },
    rows: { 2: ['订单编号 ORDER.ROW_BLOCKED'], 3: ['商品名称 CELL.REQUIRED'] },
  }),
  orderSheet('o05-文件内重复', '同一编号同样的一行写了两次，只导一次', [{ 订单编号: NO }, {}, { 订单编号: NO }], {
    counts: { create: 2, duplicate: 1 },
    entryCount: 2,
    rows: { 4: ['订单编号 ORDER.DUPLICATE_IN_FILE'] },
  }),
  orderSheet('o06-无编号三行相同', '没有编号的三行相同，是三笔', [{ 订单编号: null }, { 订单编号: null }, { 订单编号: null }], {
    counts: { create: 3 },
    entryCount: 3,
    first: { channel: 'offline' },
  }),
  orderSheet(
    'o07-履约各步',
    '支付、验收、评价、退款按日期入账',
    [{ 支付日期: '2020-07-01', '支付金额（元）': 500, 验收日期: '2020-06-25', 评价日期: '2020-07-02', '退款金额（元）': 50 }],
    { counts: { create: 1 }, first: { steps: 'acceptance 2020-06-25, payments 2020-07-01, rating 2020-07-02, refunds 2020-07-02' } },
  ),
  orderSheet(
    'o08-履约有错',
    '早于下单、评价无验收、超付、超退、有额无日',
    [
      { 支付日期: '2020-01-01', '支付金额（元）': 500 },
      { 评价日期: '2020-07-02' },
      { 支付日期: '2020-07-01', '支付金额（元）': 501 },
      { 支付日期: '2020-07-01', '支付金额（元）': 100, '退款金额（元）': 200 },
      { '支付金额（元）': 500 },
      { 支付日期: '2020-07-01' },
    ],
    {
      counts: { blocked: 6 },
      rows: {
        2: ['支付日期 DATE.BEFORE_START'],
        3: ['验收日期 CELL.REQUIRED'],
        4: ['支付金额（元） ORDER.OVERPAID'],
        5: ['退款金额（元） ORDER.OVERREFUNDED'],
        6: ['支付日期 CELL.REQUIRED'],
        7: ['支付金额（元） CELL.REQUIRED'],
      },
    },
  ),
  orderSheet(
    'o09-支付重复在每行',
    '整单支付写在每一行，是一笔',
    [
      { 订单编号: NO, 支付日期: '2020-07-01', '支付金额（元）': 1000 },
      { 订单编号: NO, 商品名称: '苹果', 支付日期: '2020-07-01', '支付金额（元）': 1000 },
    ],
    { counts: { create: 2 }, first: { steps: 'payments 2020-07-01' } },
  ),
  orderSheet(
    'o10-支付逐行',
    '每行各付各的，是两笔',
    [
      { 订单编号: NO, 支付日期: '2020-07-01', '支付金额（元）': 500 },
      { 订单编号: NO, 商品名称: '苹果', 支付日期: '2020-07-01', '支付金额（元）': 500 },
    ],
    { counts: { create: 2 }, first: { steps: 'payments 2020-07-01, payments 2020-07-01' } },
  ),
  orderSheet(
    'o11-支付看不出',
    '每行同样的支付额，既不是总额也不是本行金额',
    [
      { 订单编号: NO, 支付日期: '2020-07-01', '支付金额（元）': 300 },
      { 订单编号: NO, 商品名称: '苹果', 支付日期: '2020-07-01', '支付金额（元）': 300 },
    ],
    { counts: { blocked: 2 }, rows: { 2: ['支付金额（元） ORDER.PAYMENT_UNCLEAR'], 3: ['支付金额（元） ORDER.PAYMENT_UNCLEAR'] } },
  ),
  orderSheet(
    'o24-退款重复在每行',
    '每行同样的退款额，既不是已付总额也不是本行金额：不能当两笔相加',
    [
      { 订单编号: NO, 支付日期: '2020-07-01', '支付金额（元）': 1000, '退款金额（元）': 50 },
      { 订单编号: NO, 商品名称: '苹果', '退款金额（元）': 50 },
    ],
    { counts: { blocked: 2 }, rows: { 2: ['退款金额（元） ORDER.PAYMENT_UNCLEAR'], 3: ['退款金额（元） ORDER.PAYMENT_UNCLEAR'] } },
  ),
  orderSheet(
    'o25-整单退款写在每行',
    '每行都写已付总额，是一笔退款；每行各退本行金额，是两笔',
    [
      { 订单编号: NO, 支付日期: '2020-07-01', '支付金额（元）': 1000, '退款金额（元）': 1000 },
      { 订单编号: NO, 商品名称: '苹果', '退款金额（元）': 1000 },
      { 订单编号: 'N2', 支付日期: '2020-07-01', '支付金额（元）': 1000, '退款金额（元）': 500 },
      { 订单编号: 'N2', 商品名称: '苹果', '退款金额（元）': 500 },
    ],
    { counts: { create: 4 }, entryCount: 2, first: { steps: 'payments 2020-07-01, refunds 2020-07-01' } },
  ),
  actuallyPaid(
    'o26-实付重复在每行',
    '实付金额在各行相同，商品不同：看不出是不是整单的',
    [
      { 订单编号: NO, '金额（元）': 800 },
      { 订单编号: NO, 商品名称: '苹果', '金额（元）': 800 },
    ],
    {
      counts: { blocked: 2 },
      rows: Object.fromEntries([2, 3].map((row) => [row, ['金额（元） ORDER.PAYMENT_UNCLEAR actually-paid undefined']])),
    },
  ),
  actuallyPaid(
    'o27-实付各行不同',
    '实付金额各行不同，或一单一行：就是本行的金额',
    [{ 订单编号: NO, '金额（元）': 800 }, { 订单编号: NO, 商品名称: '苹果', '金额（元）': 700 }, { '金额（元）': 800 }],
    { counts: { create: 3 }, totals: { amountFen: 230_000 } },
  ),
  orderSheet('o12-产地不同', '一单里产地不同：提醒，不带产地导入', [{ 订单编号: NO }, { 订单编号: NO, 商品名称: '苹果', 产地县: '洋县' }], {
    counts: { create: 2, warned: 2 },
    rows: { 2: ['产地县 ORDER.ORIGINS_DIFFER'], 3: ['产地县 ORDER.ORIGINS_DIFFER'] },
  }),
  orderSheet(
    'o13-标签向下合并',
    '编号、单位、日期、供应商向下合并，属于其下每一行',
    [
      { 订单编号: NO },
      { 订单编号: null, 采购单位: null, 下单日期: null, 供应商: null, 商品名称: '苹果' },
      { 订单编号: null, 采购单位: null, 下单日期: null, 供应商: null, 商品名称: '梨' },
    ],
    { counts: { create: 3 }, entryCount: 1, first: { 'lines.length': 3 } },
    { merges: ['A2:A4', 'B2:B4', 'C2:C4', 'D2:D4'] },
  ),
  orderSheet(
    'o14-金额向下合并',
    '一个金额管同一订单几行：整单等修改',
    [{ 订单编号: NO }, { 订单编号: NO, 商品名称: '苹果', '金额（元）': null }],
    {
      counts: { blocked: 2 },
      rows: { 2: ['订单编号 ORDER.ROW_BLOCKED'], 3: ['金额（元） CELL.REQUIRED'] },
    },
    { merges: ['K2:K3'] },
  ),
  orderSheet(
    'o15-金额跨订单合并',
    '一个金额管几笔订单：分不开',
    [{}, { '金额（元）': null }],
    {
      counts: { blocked: 2 },
      rows: { 2: ['金额（元） CELL.AMOUNT_MERGED'], 3: ['金额（元） CELL.AMOUNT_MERGED'] },
    },
    { merges: ['K2:K3'] },
  ),
  orderSheet(
    'o16-运费在订单内合并',
    '运费向下合并在一笔订单之内，计一次',
    [
      { 订单编号: NO, '运费（元）': 20 },
      { 订单编号: NO, 商品名称: '苹果' },
    ],
    {
      counts: { create: 2 },
      totals: { amountFen: 102_000 },
    },
    { merges: ['L2:L3'] },
  ),
  orderSheet('o17-隐藏行', '隐藏和筛选掉的行也是数据', [{}, {}, {}], { counts: { rows: 3, create: 3 } }, { hidden: [3] }),
  orderSheet('o18-单位全空', '采购单位空着，上传时也没有指定', [{ 采购单位: null }], {
    counts: { blocked: 1 },
    rows: { 2: ['采购单位 CELL.REQUIRED'] },
  }),
  paidUnder('o19-已付金额', '已付金额（元）是支付金额', '已付金额（元）', { counts: { create: 1 }, second: { amountFen: 30_000 } }),
  paidUnder('o20-支付金额符号', '支付金额（￥）是支付金额', '支付金额（￥）', { counts: { create: 1 }, second: { amountFen: 30_000 } }),
  paidUnder('o21-支付金额人民币', '支付金额（人民币元）是支付金额', '支付金额（人民币元）', {
    counts: { create: 1 },
    second: { amountFen: 30_000 },
  }),
  paidUnder('o22-本期付款数额', '不认识的付款额不能当没有：请人选', '本期付款数额', { isAsked: true }),
  paidUnder('o23-付款方式', '付款方式不是付款额：只有支付日期就是全付', '付款方式', {
    counts: { create: 1 },
    second: { amountFen: 50_000 },
  }),
];
