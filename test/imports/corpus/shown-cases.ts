import type { CorpusCase } from './case.js';
import { orderSheet } from './order-sheet.js';

/** Styles of the workbooks below: 6 is 0%, 7 is 0.00%. */
const PERCENTAGES = { moreStyles: [9, 10] };
const DAY = { serial: 44_260 };
const TIME = { serial: 0.5, style: 5 };

/** Numbers that the sheet shows as something else: what people see counts. */
export const SHOWN_CASES: readonly CorpusCase[] = [
  orderSheet(
    'v29-数成了日期',
    '输入 3-5，表格当成日期：不能按序列号入账',
    [
      { '金额（元）': DAY },
      { 数量: DAY },
      { '运费（元）': { serial: 12 } },
      { 支付日期: '2020-07-01', '支付金额（元）': DAY },
      { 单位: '箱', 净含量: { serial: 44_260, style: 2 } },
      { '金额（元）': TIME },
      { '金额（元）': '2021-03-05' },
    ],
    {
      counts: { blocked: 7 },
      rows: {
        2: ['金额（元） CELL.NUMBER_UNREADABLE day 2021-03-05'],
        3: ['数量 CELL.NUMBER_UNREADABLE day 2021-03-05'],
        4: ['运费（元） CELL.NUMBER_UNREADABLE day 1900-01-12'],
        5: ['支付金额（元） CELL.NUMBER_UNREADABLE day 2021-03-05'],
        6: ['净含量 CELL.NUMBER_UNREADABLE day 2021-03-05'],
        7: ['金额（元） CELL.NUMBER_UNREADABLE day 12:00'],
        8: ['金额（元） CELL.NUMBER_UNREADABLE day 2021-03-05'],
      },
    },
  ),
  orderSheet(
    'v30-数成了百分数',
    '百分数样式的格子：30% 不是三角钱',
    [{ '金额（元）': { serial: 0.3, style: 6 } }, { 数量: { serial: 1, style: 7 } }, { '金额（元）': '30%' }],
    {
      counts: { blocked: 3 },
      rows: {
        2: ['金额（元） CELL.NUMBER_UNREADABLE percent 30%'],
        3: ['数量 CELL.NUMBER_UNREADABLE percent 100%'],
        4: ['金额（元） CELL.NUMBER_UNREADABLE percent 30%'],
      },
    },
    {},
    PERCENTAGES,
  ),
  orderSheet(
    'v31-编号成了日期',
    '订单编号被当成日期、百分数：不能按序列号入账',
    [{ 订单编号: DAY }, { 订单编号: { serial: 1, style: 6 } }],
    { counts: { blocked: 2 }, rows: { 2: ['订单编号 CELL.TEXT_INVALID'], 3: ['订单编号 CELL.TEXT_INVALID'] } },
    {},
    PERCENTAGES,
  ),
  orderSheet(
    'v32-文字成了日期',
    '文字栏里的日期样式：按看到的日期，不按序列号',
    [{ 供应商: DAY, 商品名称: { serial: 44_260.5, style: 3 } }],
    {
      counts: { create: 1 },
      first: { supplierName: '2021-03-05', 'lines.0.product': '2021-03-05' },
    },
  ),
  orderSheet('v33-日期栏的序列号', '日期栏里没有日期样式的序列号照旧是日期', [{ 下单日期: 44_000 }], {
    counts: { create: 1 },
    first: { occurredOn: '2020-06-18' },
  }),
];
