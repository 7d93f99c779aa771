import type { CorpusCase } from './case.js';
import { orderSheet } from './order-sheet.js';

const WRAPPED = '83202020069999999999';

/** Names, words, formulas and texts as people write them. */
export const TEXT_CASES: readonly CorpusCase[] = [
  orderSheet(
    'v16-破折号是没有',
    '“-”“——”表示没有；必填的列仍要填',
    [{ 支付日期: '-', '支付金额（元）': '——', 备注: '—' }, { 商品名称: '-' }],
    {
      counts: { create: 1, blocked: 1 },
      rows: { 3: ['商品名称 CELL.REQUIRED'] },
    },
  ),
  orderSheet(
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
  orderSheet(
    'v18-单位名称',
    '差一个字只提示；管不着的单位；名称里的空格',
    [{ 采购单位: '示例区教育' }, { 采购单位: '外区教育局' }, { 采购单位: ' 示例区 教育局 ' }, { 采购单位: '完全不沾边的名字' }],
    {
      counts: { blocked: 3, create: 1 },
      rows: { 2: ['采购单位 UNIT.UNKNOWN → 示例区教育局'], 3: ['采购单位 UNIT.OUT_OF_SCOPE'], 5: ['采购单位 UNIT.UNKNOWN'] },
    },
  ),
  orderSheet(
    'v19-产地县',
    '同名或不在 832 之列的县：提醒，不带产地导入',
    [{ 产地县: '陕西省西安市周至县' }, { 产地县: '610124' }, { 产地县: '上海市浦东新区' }],
    {
      counts: { create: 3, warned: 1 },
      rows: { 4: ['产地县 COUNTY.UNKNOWN'] },
      first: { originCountyCode: '610124' },
    },
  ),
  orderSheet(
    'v19b-产地县简称',
    '同名的县列出是哪几处，不替人选；少写“县”的只提示',
    [{ 产地县: '城关区' }, { 产地县: '西藏拉萨城关区' }, { 产地县: '拉萨市城关区' }, { 产地县: '山阳' }, { 产地县: '陕西 山阳' }],
    {
      counts: { create: 5, warned: 4 },
      rows: {
        2: ['产地县 COUNTY.UNKNOWN'],
        3: ['产地县 COUNTY.UNKNOWN → 西藏自治区拉萨市城关区'],
        5: ['产地县 COUNTY.UNKNOWN → 山阳县'],
        6: ['产地县 COUNTY.UNKNOWN → 山阳县'],
      },
    },
  ),
  orderSheet(
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
  orderSheet('v21-公式注入', '像公式的文字就是文字', [{ 供应商: "=cmd|' /C calc'!A0", 备注: '@SUM(1+1)' }], {
    counts: { create: 1 },
    first: { supplierName: "=cmd|' /C calc'!A0" },
  }),
  orderSheet('v22-生僻字', '𠮷、引号、表情、花括号照写', [{ 供应商: '𠮷果“业”{x}🥝' }], {
    counts: { create: 1 },
    first: { supplierName: '𠮷果“业”{x}🥝' },
  }),
  orderSheet('v23-太长', '名称超过 200 字', [{ 商品名称: '长'.repeat(201) }], {
    counts: { blocked: 1 },
    rows: { 2: ['商品名称 CELL.TEXT_INVALID'] },
  }),
  orderSheet(
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
  orderSheet(
    'v25-数量差两倍',
    '同一商品其他行都贵一倍：提醒',
    [...Array.from({ length: 8 }, () => ({ 数量: 100, '金额（元）': 500 })), { 数量: 100, '金额（元）': 250 }],
    {
      counts: { create: 9, warned: 1 },
      rows: { 10: ['数量 QUANTITY.IMPLAUSIBLE'] },
    },
  ),
  orderSheet(
    'v26-编号栏写没有',
    '编号写“/”“＼”“无”“－”就是没有编号；“线下”不是编号',
    [{ 订单编号: '/' }, { 订单编号: '＼' }, { 订单编号: '无' }, { 订单编号: '－' }, { 订单编号: '——' }, { 订单编号: '线下' }],
    {
      counts: { create: 5, blocked: 1 },
      rows: { 7: ['订单编号 CELL.TEXT_INVALID'] },
      first: { channel: 'offline', platformOrderNo: undefined },
    },
  ),
  orderSheet(
    'v27-没有的写法',
    '可不填的列写“/”“无”就是没有；必填的列仍要填',
    [{ 支付日期: '/', '支付金额（元）': '无', 产地县: '/', 净含量: '\\', '运费（元）': '无' }, { 商品名称: '/' }, { 供应商: '无' }],
    { counts: { create: 1, blocked: 2 }, rows: { 3: ['商品名称 CELL.REQUIRED'], 4: ['供应商 CELL.REQUIRED'] } },
  ),
  orderSheet(
    'v28-外衣',
    '引号、等号、撇号不是数字、日期和名称的一部分',
    [
      { 订单编号: WRAPPED, 供应商: '="周至合作社"', 下单日期: '="2020-06-18"', '金额（元）': "'500", 数量: '"100"', 商品名称: '“猕猴桃”' },
      { 订单编号: WRAPPED, 供应商: "'周至合作社", 下单日期: "'2020-06-18", '金额（元）': '="1,234.50"', 数量: '‘100’', 商品名称: '"苹果"' },
    ],
    {
      counts: { create: 2 },
      entryCount: 1,
      totals: { amountFen: 173_450, grams: 100_000 },
      first: { supplierName: '周至合作社', 'lines.0.product': '猕猴桃', 'lines.1.product': '苹果' },
    },
  ),
];
