import type { Cell, MergedRange, Sheet } from '../file/sheet.js';
import { ORDER_COLUMNS } from '../kind/columns.js';
import { recogniseColumns } from './mapping.js';
import { type Table, tableOf } from './table.js';

const HEADS = ['订单编号', '采购单位', '商品名称', '数量', '金额（元）'];

function tableWith(rows: readonly (readonly Cell[])[], merges: readonly MergedRange[]): Table {
  const sheet: Sheet = { name: '台账', rows: [HEADS, ...rows].map((cells, at) => ({ row: at + 1, cells })), merges, epoch: 1900 };
  const { mapping } = recogniseColumns([sheet], ORDER_COLUMNS);
  if (mapping === undefined) throw new Error('the head is known');
  return tableOf(sheet, mapping, ORDER_COLUMNS);
}

const down = (fromRow: number, toRow: number, column: number, toColumn = column): MergedRange => ({
  fromRow,
  toRow,
  fromColumn: column,
  toColumn,
});

it('what a label says that is merged downwards belongs to each of its rows that says nothing itself', () => {
  const { rows } = tableWith(
    [
      ['N1', '教育局', '苹果', '1斤', '5'],
      ['N2', null, '梨', '1斤', '5'],
      ['N3', '第一小学', '桃', '1斤', '5'],
      ['N4', null, '杏', '1斤', '5'],
    ],
    [down(2, 4, 1)],
  );
  expect(rows.map(({ cells }) => cells['unit'])).toEqual(['教育局', '教育局', '第一小学', undefined]);
});

it('a head that is merged down into its rows is no label of theirs', () => {
  const { rows } = tableWith([[null, '教育局', '苹果', '1斤', '5']], [down(1, 2, 0)]);
  expect(rows.map(({ cells }) => cells['orderNo'])).toEqual([undefined]);
});

it('an amount that is merged downwards is that of none of its rows, nor is a quantity; one that is empty is nothing', () => {
  const rows = [
    ['N1', '教育局', '苹果', '10斤', '50'],
    ['N2', '教育局', '梨', null, null],
    ['N3', '教育局', '桃', '1斤', null],
    ['N4', '教育局', '杏', '1斤', null],
  ];
  const table = tableWith(rows, [down(2, 3, 3), down(2, 3, 4), down(4, 5, 4)]);
  expect(table.rows.map(({ merged }) => [...(merged ?? [])].map(([key, { shown }]) => `${key} ${shown}`))).toEqual([
    ['quantity 10斤', 'amount 50'],
    ['quantity 10斤', 'amount 50'],
    [],
    [],
  ]);
});

it('a cell that is merged over several columns speaks for the first of them', () => {
  const { rows } = tableWith(
    [
      ['N1', '教育局', null, '1斤', '5'],
      ['N2', null, null, '1斤', '5'],
    ],
    [down(2, 3, 1, 2)],
  );
  expect(rows.map(({ cells }) => [cells['unit'], cells['product']])).toEqual([
    ['教育局', undefined],
    ['教育局', undefined],
  ]);
});

describe('a row of a text', () => {
  const surplusOf = (
    rows: readonly (readonly Cell[])[],
    head: { readonly fromRow: number; readonly headRow: number },
    last: number,
  ): unknown => {
    const sheet: Sheet = {
      name: 'CSV',
      rows: rows.map((cells, at) => ({ row: at + 1, cells })),
      merges: [],
      epoch: 1900,
      csv: { delimiter: ',', isUtf16: false },
    };
    const column = (index: number, text: string): Table['mapping']['columns'][string] => ({ index, text, amountUnit: '元' });
    const columns = { product: column(0, '商品名称'), remark: column(last, '') };
    return tableOf(sheet, { sheet: 'CSV', ...head, columns, defaults: {} }, ORDER_COLUMNS).rows.map(({ surplus }) => surplus);
  };
  const one = { fromRow: 1, headRow: 1 };

  it('has too many cells behind its last head', () => {
    expect(
      surplusOf(
        [
          ['商品名称', '备注'],
          ['苹果', '好', '多'],
        ],
        one,
        1,
      ),
    ).toEqual([['多']]);
  });

  it('has none too many in a column that was chosen without a head, or that only the upper row of a head names', () => {
    expect(surplusOf([['商品名称'], ['苹果', null, '好']], one, 2)).toEqual([undefined]);
    expect(
      surplusOf(
        [
          ['商品', null, '其他'],
          ['商品名称', '备注'],
          ['苹果', '好', '甲'],
        ],
        { fromRow: 1, headRow: 2 },
        1,
      ),
    ).toEqual([undefined]);
  });
});
