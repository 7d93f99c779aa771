import { sheetName } from './sheet-name.js';

test.each([
  ['订单 "一" 𠮷.xlsx', '订单 "一" 𠮷.xlsx'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\somebody\\订单.csv', '订单.csv'],
  ['订\u0000单\r\nX: y\u007f.csv', '订单X: y.csv'],
  ['a\u202evsc.exe', 'avsc.exe'],
  ['a\u2028b\u200d.csv', 'ab.csv'],
  ['lone \ud800.csv', 'lone .csv'],
  ['folder/', '未命名'],
  [' \u200b ', '未命名'],
])('%j is kept as %j', (given, kept) => {
  expect(sheetName(given)).toBe(kept);
});

test('a long name is cut between characters', () => {
  expect(sheetName('𠮷'.repeat(500))).toBe('𠮷'.repeat(120));
});
