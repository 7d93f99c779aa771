import type { CorpusCase } from './case.js';
import { orderSheet } from './order-sheet.js';

/** Numbers, amounts, days and quantities as people write them. */
export const VALUE_CASES: readonly CorpusCase[] = [
  orderSheet(
    'v01-全角和千分位',
    '全角数字、千分位、货币符号、元',
    [
      { '金额（元）': '１，２３４．５０' },
      { '金额（元）': '￥1,234.50' },
      { '金额（元）': '1234.5元' },
      { '金额（元）': ' 1,234.50\u00a0' },
      { '金额（元）': '0.12345万元' },
    ],
    { counts: { rows: 5, create: 5 }, totals: { amountFen: 617250 } },
  ),
  orderSheet(
    'v02-浮点噪声',
    '表格存下的 15 位以后是噪声',
    [{ '金额（元）': { digits: '8218.879999999999' } }, { '金额（元）': { digits: '1.0E-2' } }],
    {
      counts: { create: 2 },
      totals: { amountFen: 821889 },
    },
  ),
  orderSheet(
    'v03-不足一分',
    '不足一分的金额不四舍五入，只提示',
    [{ '金额（元）': '12.345' }, { '金额（元）': { formula: 'H2*1.005', value: 10.005 } }],
    {
      counts: { blocked: 2 },
      rows: { 2: ['金额（元） CELL.NUMBER_UNREADABLE → 12.35'], 3: ['金额（元） CELL.NUMBER_UNREADABLE → 10.01'] },
    },
  ),
  orderSheet(
    'v04-看不懂的数',
    '中文数字、百分数、范围、小数逗号都不猜',
    [{ '金额（元）': '一百二十元' }, { '金额（元）': '12%' }, { '金额（元）': '100-200' }, { '金额（元）': '12,5' }, { 数量: '若干' }],
    {
      counts: { blocked: 5 },
      rows: {
        2: ['金额（元） CELL.NUMBER_UNREADABLE'],
        3: ['金额（元） CELL.NUMBER_UNREADABLE percent 12%'],
        4: ['金额（元） CELL.NUMBER_UNREADABLE'],
        5: ['金额（元） CELL.NUMBER_UNREADABLE'],
        6: ['数量 CELL.NUMBER_UNREADABLE'],
      },
    },
  ),
  orderSheet(
    'v05-负数和零',
    '负数（含括号记法）和零',
    [{ '金额（元）': -5 }, { '金额（元）': '(5.00)' }, { 数量: 0 }, { '运费（元）': -1 }],
    {
      counts: { blocked: 4 },
      rows: {
        2: ['金额（元） CELL.NOT_POSITIVE bought -5'],
        3: ['金额（元） CELL.NOT_POSITIVE bought (5.00)'],
        4: ['数量 CELL.NOT_POSITIVE bought 0'],
        5: ['运费（元） CELL.NOT_POSITIVE may-be-zero -1'],
      },
    },
  ),
  orderSheet(
    'v06-各种日期',
    '一个日期的十种写法',
    [
      { 下单日期: '2020-06-03' },
      { 下单日期: '2020/6/3' },
      { 下单日期: '2020.6.3' },
      { 下单日期: '2020年6月3日' },
      { 下单日期: '２０２０年６月３日' },
      { 下单日期: '20200603' },
      { 下单日期: { digits: '20200603' } },
      { 下单日期: '2020-06-03 10:20:30' },
      { 下单日期: { serial: 43_985, style: 2 } },
      { 下单日期: { serial: 43_985.75, style: 3 } },
    ],
    { counts: { create: 10 }, first: { occurredOn: '2020-06-03' } },
  ),
  orderSheet(
    'v07-不能猜的日期',
    '没有年份、两种读法、不存在、两位年份、时间',
    [
      { 下单日期: '6月3日' },
      { 下单日期: '03/04/2020' },
      { 下单日期: '2020-02-30' },
      { 下单日期: '20.6.3' },
      { 下单日期: { serial: 0.5, style: 5 } },
      { 下单日期: 2020 },
    ],
    {
      counts: { blocked: 6 },
      rows: {
        2: ['下单日期 CELL.DATE_UNREADABLE'],
        3: ['下单日期 CELL.DATE_UNREADABLE two-days 03/04/2020'],
        4: ['下单日期 CELL.DATE_UNREADABLE no-such-day 2020-02-30'],
        5: ['下单日期 CELL.DATE_UNREADABLE'],
        6: ['下单日期 CELL.DATE_UNREADABLE'],
        7: ['下单日期 CELL.DATE_UNREADABLE'],
      },
    },
  ),
  orderSheet('v08-晚于今天', '下单和支付晚于今天', [{ 下单日期: '2027-01-01' }, { 支付日期: '2099-12-31', '支付金额（元）': 500 }], {
    counts: { blocked: 2 },
    rows: { 2: ['下单日期 CELL.DATE_FUTURE'], 3: ['支付日期 CELL.DATE_FUTURE'] },
  }),
  orderSheet(
    'v09-编号成了数字',
    '20 位编号存成数字，后几位已丢',
    [
      { 订单编号: { digits: '8.3202020071800105E+19' } },
      { 订单编号: { digits: '83202020071800104960' } },
      { 订单编号: '8.3202E+19' },
      { 订单编号: 123456789012345 },
    ],
    {
      counts: { blocked: 3, create: 1 },
      rows: { 2: ['订单编号 ORDER.NUMBER_REWRITTEN'], 3: ['订单编号 ORDER.NUMBER_REWRITTEN'], 4: ['订单编号 ORDER.NUMBER_REWRITTEN'] },
    },
  ),
  orderSheet(
    'v10-编号的外衣',
    '空格、零宽、引号、等号不算编号的一部分',
    [
      { 订单编号: ' 83202020060000000001 ', 商品名称: '猕猴桃' },
      { 订单编号: '="83202020060000000001"', 商品名称: '苹果' },
      { 订单编号: '\u200b83202020060000000001\ufeff', 商品名称: '梨' },
      { 订单编号: '８３２０２０２００６０００００００００１', 商品名称: '桃' },
    ],
    { counts: { create: 4 }, entryCount: 1, first: { platformOrderNo: '83202020060000000001' } },
  ),
  orderSheet(
    'v11-约数',
    '余、约、近、达都是约数',
    [{ 数量: '200余' }, { 数量: '约200斤' }, { '金额（元）': '近3万元' }, { '金额（元）': '达3万元' }],
    {
      counts: { create: 4 },
      totals: { amountFen: 6_100_000, grams: 300_000 },
      first: { approximate: true },
    },
  ),
  orderSheet(
    'v12-数量自带单位',
    '数量里写了单位，单位列空着',
    [
      { 数量: '23.5吨（4.7万斤）', 单位: null },
      { 数量: '4.7万斤', 单位: null },
      { 数量: '4.7万', 单位: '斤' },
      { 数量: '2,350公斤', 单位: null },
    ],
    { counts: { create: 4 }, totals: { grams: 3 * 23_500_000 + 2_350_000 } },
  ),
  orderSheet(
    'v13-单位打架',
    '两种单位不一致，或与单位列矛盾',
    [
      { 数量: '23.5吨(4.7万公斤)', 单位: null },
      { 数量: '20公斤', 单位: '斤' },
      { 数量: '4.7万', 单位: '万斤' },
    ],
    {
      counts: { blocked: 3 },
      rows: {
        2: ['数量 CELL.NUMBER_UNREADABLE weights 23.5吨(4.7万公斤)'],
        3: ['数量 CELL.NUMBER_UNREADABLE units 20公斤'],
        4: ['数量 CELL.NUMBER_UNREADABLE units 4.7万'],
      },
    },
  ),
  orderSheet(
    'v14-计量单位',
    '千克、kg、KG、两都认；担不认；没有单位要补',
    [
      { 数量: 10, 单位: '千克' },
      { 数量: 10, 单位: 'KG' },
      { 数量: 10, 单位: '㎏' },
      { 数量: 10, 单位: '两' },
      { 数量: 10, 单位: '担' },
      { 数量: 10, 单位: null },
    ],
    { counts: { create: 4, blocked: 2 }, totals: { grams: 30_500 }, rows: { 6: ['单位 CELL.ENUM_UNKNOWN'], 7: ['单位 CELL.REQUIRED'] } },
  ),
  orderSheet(
    'v15-净含量',
    '每箱多重的各种写法；不写单位不猜',
    [
      { 数量: 10, 单位: '箱', 净含量: '500g*10袋' },
      { 数量: 10, 单位: '箱', 净含量: '10斤/箱' },
      { 数量: 10, 单位: '箱（5kg）' },
      { 数量: 10, 单位: '箱' },
      { 数量: 10, 单位: '箱', 净含量: '500' },
    ],
    {
      counts: { create: 4, blocked: 1 },
      totals: { grams: 150_000, unconvertedRows: 1 },
      rows: { 6: ['净含量 CELL.NUMBER_UNREADABLE unit 500'] },
    },
  ),
];
