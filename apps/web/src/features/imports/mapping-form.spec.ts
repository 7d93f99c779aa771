import type { ImportMapping } from '../../api/import-answers';
import { choiceOf, fileColumns, formOf, letterOf, withHead } from './mapping-form';

const MAPPING: ImportMapping = {
  sheet: '订单',
  headRow: 1,
  columns: [{ column: '商品名称', name: '商品名称', from: 'B', head: '商品', unit: null, fenPerUnit: null }],
  heads: [
    { column: '商品名称', isRequired: true },
    { column: '数量', isRequired: true },
    { column: '备注', isRequired: false },
  ],
  missing: ['数量'],
  ambiguous: {},
  sheets: ['订单'],
  firstRows: [
    { row: 1, cells: ['', '商品', '多少'] },
    { row: 2, cells: ['', '商品名称', '数量', '', '乙'] },
    { row: 3, cells: ['', '猕猴桃', '20'] },
  ],
};

it.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [701, 'ZZ'],
  [702, 'AAA'],
])('calls column %d %s, as sheets do', (index, letter) => {
  expect(letterOf(index)).toBe(letter);
});

it('offers the columns that have a head or a first value, with both', () => {
  expect(fileColumns(MAPPING, 2)).toEqual([
    { letter: 'B', head: '商品名称', first: '猕猴桃' },
    { letter: 'C', head: '数量', first: '20' },
    { letter: 'E', head: '乙', first: '' },
  ]);
});

it('offers what stands in the first row where there is no head', () => {
  expect(fileColumns(MAPPING, 0).map(({ letter, head, first }) => [letter, head, first])).toEqual([
    ['B', '', '商品'],
    ['C', '', '多少'],
  ]);
});

it('takes columns that are called as ours from another head, and forgets the rest', () => {
  expect(withHead(formOf(MAPPING), MAPPING, 2).columns).toEqual({ 商品名称: 'B', 数量: 'C' });
  expect(withHead(formOf(MAPPING), MAPPING, 0).columns).toEqual({});
});

it('sends every head of ours, those without a column as nothing, and a text for all rows only for these', () => {
  const form = { ...formOf(MAPPING), defaults: { 商品名称: '苹果', 数量: '1', 备注: ' ' } };
  expect(choiceOf(form, MAPPING)).toEqual({
    sheet: '订单',
    headRow: 1,
    columns: { 商品名称: 'B', 数量: '', 备注: '' },
    defaults: { 数量: '1' },
  });
});
