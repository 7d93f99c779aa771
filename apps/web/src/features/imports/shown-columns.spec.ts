import { fenTyped, shownColumns } from './shown-columns';

it.each([
  ['0.05', 1_000_000, 50_000],
  ['1250.5', 1_000_000, 1_250_500_000],
  ['１２５０．５', 100, 125_050],
  ['1,250.50', 100, 125_050],
  ['500元', 1_000_000, 50_000],
  ['1.2万元', 100, 1_200_000],
  ['1.2万', 1_000_000, 1_200_000],
  ['2亿', 100, 20_000_000_000],
  ['0.0512345', 1_000_000, undefined],
  ['12', 1, 12],
  ['', 100, undefined],
  ['约500', 100, undefined],
  ['9'.repeat(20), 1_000_000, undefined],
  ['500', null, undefined],
])('an edit %j in a column of %s fen comes to %s fen', (text, fenPerUnit, fen) => {
  expect(fenTyped(text, { fenPerUnit })).toBe(fen);
});

it('columns of the file come first, by their own names, then those that are missing', () => {
  const amount = { column: '金额（元）', name: '金额（万元）', from: 'B', head: '金额（万元）', unit: '万元', fenPerUnit: 1_000_000 };
  expect(shownColumns({ columns: [amount], missing: ['数量'] }).map(({ column, name }) => `${column} ${name}`)).toEqual([
    '金额（元） 金额（万元）',
    '数量 数量',
  ]);
});
