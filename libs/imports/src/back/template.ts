import type { Row } from 'write-excel-file/node';
import type { Column, ImportKind } from '../kind/column.js';
import { COLUMNS_OF } from '../kind/columns.js';
import { columnLetters } from '../table/mapping.js';
import { EMPTY_TEXT, textCell, type ValueList, writeSheets } from './sheet-writer.js';

/** Goes up with every change of a template; files of older ones are read by the same heads and aliases. */
export const TEMPLATE_VERSION = '2026-3';

const TITLES: Readonly<Record<ImportKind, string>> = {
  orders: '采购订单',
  sales: '帮助销售',
  households: '农户',
  reserves: '预留份额',
  units: '单位',
};

const RULES = [
  '一行一条；同一订单有几种商品时写几行，订单编号、采购单位、下单日期、供应商每行都填。',
  '表头可以换位置，上面可以加标题行，下面可以有合计和签字；不认识的列不读。',
  '空着的格子表示没有填写；“-”表示没有。',
  '日期要带年份。金额以元为单位，表头写“（万元）”时以万元为单位。',
  '约数请写“约500”或“500余”，入账后显示“约”。',
];
const LAST_ROW = 2_000;

/** An empty sheet of a kind with lists to choose from, and a second one that says how to fill it in. */
export async function template(kind: ImportKind): Promise<Buffer> {
  const columns = Object.values(COLUMNS_OF[kind]);
  const head: Row = columns.map(({ header, isRequired }) =>
    textCell(isRequired ? `${header}*` : header, { fontWeight: 'bold', backgroundColor: isRequired ? '#FFF2CC' : '#F2F2F2' }),
  );
  return writeSheets([
    {
      name: TITLES[kind],
      rows: [head, ...prepared(columns)],
      widths: columns.map(({ header }) => Math.max(12, header.length * 2.4)),
      stickyRows: 1,
      textColumns: columns.flatMap(({ isCode }, index) => (isCode === true ? [index] : [])),
      lists: listsOf(columns),
    },
    { name: '填写说明', rows: guide(kind, columns), widths: [26, 8, 60] },
  ]);
}

/** Empty cells that are text already where a number of many digits would be destroyed. */
function prepared(columns: readonly Column[]): Row[] {
  const row = columns.map(({ isCode }) => (isCode === true ? EMPTY_TEXT : null));
  return Array.from({ length: LAST_ROW - 1 }, () => row);
}

function listsOf(columns: readonly Column[]): ValueList[] {
  return columns.flatMap(({ words, hint }, index) =>
    words === undefined ? [] : [{ column: columnLetters(index), fromRow: 2, toRow: LAST_ROW, words, hint }],
  );
}

function guide(kind: ImportKind, columns: readonly Column[]): Row[] {
  return [
    [textCell(`${TITLES[kind]}导入模板 ${TEMPLATE_VERSION}`, { fontWeight: 'bold' })],
    ...RULES.map((rule): Row => [textCell(rule)]),
    [],
    [textCell('表头', { fontWeight: 'bold' }), textCell('必填', { fontWeight: 'bold' }), textCell('怎么填', { fontWeight: 'bold' })],
    ...columns.map(({ header, isRequired, hint, aliases }): Row => {
      const names = aliases.length === 0 ? '' : `。也认：${aliases.join('、')}`;
      return [textCell(header), textCell(isRequired ? '是' : ''), textCell(`${hint}${names}`, { wrap: true })];
    }),
  ];
}
