import type { ImportKind } from '#imports';
import { type MadeCell, workbook } from '../support/workbook.js';
import { type CorpusCase, type Expected, fromFirst, HEADS, type HeadName, order } from './case.js';

type Given = Partial<Record<HeadName, MadeCell>>;

/** A sheet of orders, each right but for what is given. */
function sheetOf(file: string, why: string, given: readonly Given[], expected: Expected): CorpusCase {
  const kind: ImportKind = 'orders';
  const make = fromFirst(() => workbook({ sheets: [{ name: '订单明细', rows: [[...HEADS], ...given.map((one) => order(one))] }] }));
  return { file: `${file}.xlsx`, why, kind, make, expected };
}

/** Values as people write them. */
export const VALUE_CASES: readonly CorpusCase[] = [
  sheetOf(
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
  sheetOf(
    'v02-浮点噪声',
    '表格存下的 15 位以后是噪声',
    [{ '金额（元）': { digits: '8218.879999999999' } }, { '金额（元）': { digits: '1.0E-2' } }],
    {
      counts: { create: 2 },
      totals: { amountFen: 821889 },
    },
  ),
  sheetOf(
    'v03-不足一分',
    '不足一分的金额不四舍五入，只提示',
    [{ '金额（元）': '12.345' }, { '金额（元）': { formula: 'H2*1.005', value: 10.005 } }],
    {
      counts: { blocked: 2 },
      rows: { 2: ['金额（元） CELL.NUMBER_UNREADABLE → 12.35'], 3: ['金额（元） CELL.NUMBER_UNREADABLE → 10.01'] },
    },
  ),
  sheetOf(
    'v04-看不懂的数',
    '中文数字、百分数、范围、小数逗号都不猜',
    [{ '金额（元）': '一百二十元' }, { '金额（元）': '12%' }, { '金额（元）': '100-200' }, { '金额（元）': '12,5' }, { 数量: '若干' }],
    {
      counts: { blocked: 5 },
      rows: {
        2: ['金额（元） CELL.NUMBER_UNREADABLE'],
        3: ['金额（元） CELL.NUMBER_UNREADABLE'],
        4: ['金额（元） CELL.NUMBER_UNREADABLE'],
        5: ['金额（元） CELL.NUMBER_UNREADABLE'],
        6: ['数量 CELL.NUMBER_UNREADABLE'],
      },
    },
  ),
  sheetOf('v05-负数和零', '负数（含括号记法）和零', [{ '金额（元）': -5 }, { '金额（元）': '(5.00)' }, { 数量: 0 }, { '运费（元）': -1 }], {
    counts: { blocked: 4 },
    rows: {
      2: ['金额（元） CELL.NOT_POSITIVE'],
      3: ['金额（元） CELL.NOT_POSITIVE'],
      4: ['数量 CELL.NOT_POSITIVE'],
      5: ['运费（元） CELL.NOT_POSITIVE'],
    },
  }),
  sheetOf(
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
  sheetOf(
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
      rows: Object.fromEntries([2, 3, 4, 5, 6, 7].map((row) => [row, ['下单日期 CELL.DATE_UNREADABLE']])),
    },
  ),
  sheetOf('v08-晚于今天', '下单和支付晚于今天', [{ 下单日期: '2027-01-01' }, { 支付日期: '2099-12-31', '支付金额（元）': 500 }], {
    counts: { blocked: 2 },
    rows: { 2: ['下单日期 CELL.DATE_FUTURE'], 3: ['支付日期 CELL.DATE_FUTURE'] },
  }),
  sheetOf(
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
  sheetOf(
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
  sheetOf(
    'v11-约数',
    '余、约、近、达都是约数',
    [{ 数量: '200余' }, { 数量: '约200斤' }, { '金额（元）': '近3万元' }, { '金额（元）': '达3万元' }],
    {
      counts: { create: 4 },
      totals: { amountFen: 6_100_000, grams: 300_000 },
      first: { approximate: true },
    },
  ),
  sheetOf(
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
  sheetOf(
    'v13-单位打架',
    '两种单位不一致，或与单位列矛盾',
    [
      { 数量: '23.5吨(4.7万公斤)', 单位: null },
      { 数量: '20公斤', 单位: '斤' },
      { 数量: '4.7万', 单位: '万斤' },
    ],
    {
      counts: { blocked: 3 },
      rows: { 2: ['数量 CELL.NUMBER_UNREADABLE'], 3: ['数量 CELL.NUMBER_UNREADABLE'], 4: ['数量 CELL.NUMBER_UNREADABLE'] },
    },
  ),
  sheetOf(
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
  sheetOf(
    'v15-净含量',
    '每箱多重的各种写法；不写单位不猜',
    [
      { 数量: 10, 单位: '箱', 净含量: '500g*10袋' },
      { 数量: 10, 单位: '箱', 净含量: '10斤/箱' },
      { 数量: 10, 单位: '箱（5kg）' },
      { 数量: 10, 单位: '箱' },
      { 数量: 10, 单位: '箱', 净含量: '500' },
    ],
    { counts: { create: 4, blocked: 1 }, totals: { grams: 150_000, unconvertedRows: 1 }, rows: { 6: ['净含量 CELL.NUMBER_UNREADABLE'] } },
  ),
  sheetOf(
    'v16-破折号是没有',
    '“-”“——”表示没有；必填的列仍要填',
    [{ 支付日期: '-', '支付金额（元）': '——', 备注: '—' }, { 商品名称: '-' }],
    {
      counts: { create: 1, blocked: 1 },
      rows: { 3: ['商品名称 CELL.REQUIRED'] },
    },
  ),
  sheetOf(
    'v17-一次全报',
    '一行六个错，一次全部报出',
    [{ 采购单位: '教育局', 下单日期: '6月3日', 商品名称: null, 品类: '山货', 数量: '若干', '金额（元）': 'x' }],
    {
      counts: { blocked: 1 },
      rows: {
        2: [
          '采购单位 UNIT.UNKNOWN → 示例区教育局',
          '下单日期 CELL.DATE_UNREADABLE',
          '商品名称 CELL.REQUIRED',
          '品类 CELL.ENUM_UNKNOWN',
          '数量 CELL.NUMBER_UNREADABLE',
          '金额（元） CELL.NUMBER_UNREADABLE',
        ],
      },
    },
  ),
  sheetOf(
    'v18-单位名称',
    '差一个字只提示；管不着的单位；名称里的空格',
    [{ 采购单位: '示例区教育' }, { 采购单位: '外区教育局' }, { 采购单位: ' 示例区 教育局 ' }, { 采购单位: '完全不沾边的名字' }],
    {
      counts: { blocked: 3, create: 1 },
      rows: { 2: ['采购单位 UNIT.UNKNOWN → 示例区教育局'], 3: ['采购单位 UNIT.OUT_OF_SCOPE'], 5: ['采购单位 UNIT.UNKNOWN'] },
    },
  ),
  sheetOf(
    'v19-产地县',
    '同名或不在 832 之列的县：提醒，不带产地导入',
    [{ 产地县: '陕西省西安市周至县' }, { 产地县: '610124' }, { 产地县: '上海市浦东新区' }],
    {
      counts: { create: 3, warned: 1 },
      rows: { 4: ['产地县 COUNTY.UNKNOWN'] },
      first: { originCountyCode: '610124' },
    },
  ),
  sheetOf(
    'v20-公式',
    '公式按缓存值；没有值算没填；算错了要改',
    [
      { '金额（元）': { formula: 'H2*5', value: 500 } },
      { '金额（元）': { formula: 'H3*5' } },
      { '金额（元）': { formula: 'VLOOKUP(1,A:B,2)', fault: '#N/A' } },
      { 商品名称: { formula: '"猕"&"猴桃"', value: '猕猴桃' } },
    ],
    { counts: { create: 2, blocked: 2 }, rows: { 3: ['金额（元） CELL.REQUIRED'], 4: ['金额（元） CELL.FAULT'] } },
  ),
  sheetOf('v21-公式注入', '像公式的文字就是文字', [{ 供应商: "=cmd|' /C calc'!A0", 备注: '@SUM(1+1)' }], {
    counts: { create: 1 },
    first: { supplierName: "=cmd|' /C calc'!A0" },
  }),
  sheetOf('v22-生僻字', '𠮷、引号、表情、花括号照写', [{ 供应商: '𠮷果“业”{x}🥝' }], {
    counts: { create: 1 },
    first: { supplierName: '𠮷果“业”{x}🥝' },
  }),
  sheetOf('v23-太长', '名称超过 200 字', [{ 商品名称: '长'.repeat(201) }], {
    counts: { blocked: 1 },
    rows: { 2: ['商品名称 CELL.TEXT_INVALID'] },
  }),
  sheetOf(
    'v24-富文本和拼音',
    '几段格式合成一个词，拼音不算',
    [
      {
        商品名称: {
          xml: (at) => `<c r="${at}" t="inlineStr"><is><r><t>猕猴</t></r><r><t>桃</t></r><rPh sb="0" eb="2"><t>mihou</t></rPh></is></c>`,
        },
      },
      { 商品名称: { xml: (at) => `<c r="${at}" t="inlineStr"><is><t>A&amp;B_x000D_</t></is></c>` } },
    ],
    { counts: { create: 2 }, first: { 'lines.0.product': '猕猴桃' } },
  ),
  sheetOf(
    'v25-数量差两倍',
    '同一商品其他行都贵一倍：提醒',
    [...Array.from({ length: 8 }, () => ({ 数量: 100, '金额（元）': 500 })), { 数量: 100, '金额（元）': 250 }],
    {
      counts: { create: 9, warned: 1 },
      rows: { 10: ['数量 QUANTITY.IMPLAUSIBLE'] },
    },
  ),
];
