import { type CorpusCase, csvText, type Expected, fromFirst, HEADS, order } from './case.js';

function text(file: string, why: string, make: () => Buffer, expected: Expected): CorpusCase {
  return { file: `${file}.csv`, why, kind: 'orders', make: fromFirst(make), expected };
}

/** A head and a row in GB18030, which Node does not write. */
const GBK_FILE = Buffer.from(
  [
    'tqm1pbHgusUsssm5urWlzrssz8K1pcjVxtosuanTpsnMLLL6tdjP2CzJzMa3w/uzxizGt8DgLMr9wb8staXOuyy98Lbuo6jUqqOpLNfKvfDAtNS0LL3hy+O3',
    'vcq9CjgzMjAyMDIwMDYwMDAwMDAwMDAxLMq+wP3H+L3M0/2+1iwyMDIwLTA2LTE4LNbc1sG6z9f3yecs1tzWwc/YLOKouu/M0izLrrn7LDEwMCy97yw1MDAs',
    'yrPMwyzPyLv1uvO/7go=',
  ].join(''),
  'base64',
);

/** Text with separators: encodings, delimiters, ends of lines. */
export const CSV_CASES: readonly CorpusCase[] = [
  text('l20-GB18030', '“CSV（逗号分隔）”是 GBK', () => GBK_FILE, { counts: { create: 1 }, first: { supplierName: '周至合作社' } }),
  text(
    'l21-UTF16',
    'Excel 的“Unicode 文本”：UTF-16、制表符',
    () => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(csvText([[...HEADS], order()], '\t'), 'utf16le')]),
    { counts: { create: 1 } },
  ),
  text('l22-UTF16无BOM', '没有标记的 UTF-16', () => Buffer.from(csvText([[...HEADS], order()]), 'utf16le'), { counts: { create: 1 } }),
  text('l23-分号', '分号分隔', () => Buffer.from(csvText([[...HEADS], order()], ';')), { counts: { create: 1 } }),
  text(
    'l24-引号换行空行',
    '引号里的换行和逗号；空行也占行号',
    () => {
      const row = order().map((cell, at) => (at === 3 ? '"周至,示例\n合作社"' : cell));
      return Buffer.from(`标题\n\n${csvText([[...HEADS], row, order({ 商品名称: null })])}`);
    },
    { counts: { create: 1, blocked: 1 }, rows: { 5: ['商品名称 CELL.REQUIRED'] } },
  ),
  text('l25-UTF8无BOM', '没有标记的 UTF-8', () => Buffer.from(csvText([[...HEADS], order({ 供应商: '𠮷合作社' })])), {
    counts: { create: 1 },
    first: { supplierName: '𠮷合作社' },
  }),
  text(
    'l31-数被逗号分开',
    '没有引号的千分位：多出来的格子不能悄悄丢掉，也不能成了“重复”',
    () => {
      const heads = HEADS.filter((head) => !/退款|备注|评价|验收|支付|结算|资金|运费|金额/.test(head));
      const all = [...heads, '资金来源', '结算方式', '金额（元）'];
      const row = (amount: string): string => csvText([order({ '金额（元）': amount, 订单编号: 'N1' }, all)]);
      return Buffer.from([all.join(','), row('1,234.50'), row('1,567.00'), `${row('9.50')},,`, row('"1,234.50"')].join('\n'));
    },
    {
      counts: { blocked: 4 },
      rows: {
        2: ['金额（元） ROW.CELLS_TOO_MANY'],
        3: ['金额（元） ROW.CELLS_TOO_MANY'],
        4: ['订单编号 ORDER.ROW_BLOCKED'],
        5: ['订单编号 ORDER.ROW_BLOCKED'],
      },
    },
  ),
  text(
    'l32-编号后面全是零',
    '表格存成 CSV 后，第 15 位以后变成 0：提醒',
    () => {
      const numbers = ['83202020071800100000', '83202020071800100001', '832020200718001'];
      return Buffer.from(csvText([[...HEADS], ...numbers.map((订单编号) => order({ 订单编号 }))]));
    },
    { counts: { create: 3, warned: 1 }, rows: { 2: ['订单编号 ORDER.NUMBER_DOUBTFUL'] } },
  ),
  text(
    'l26-混合换行',
    'CSV 里三种换行混在一起',
    () => Buffer.from(`${csvText([[...HEADS], order()])}\n${csvText([order()])}\r${csvText([order()])}\r\n`),
    {
      counts: { rows: 3, create: 3 },
    },
  ),
];
