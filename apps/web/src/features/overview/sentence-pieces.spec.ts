import { keptTogether, piecesOf } from './sentence-pieces';

const sentence = (text: string, ...printed: readonly string[]): Parameters<typeof piecesOf>[0] => ({
  template: 'x',
  text,
  figures: printed.map((number, index) => ({ figure: `purchase.${index}`, filters: { year: 2020 }, printed: number })),
});
const numbers = (...given: Parameters<typeof sentence>): readonly (readonly [string, string])[] =>
  piecesOf(sentence(...given)).flatMap(({ text, asked }) => (asked === undefined ? [] : [[text, asked.figure] as const]));

test('each number of a sentence carries its own question, in whatever order they are given', () => {
  expect(numbers('由75.64万元增至91.23万元，增长20.6%。', '91.23万元', '75.64万元', '20.6%')).toEqual([
    ['75.64万元', 'purchase.1'],
    ['91.23万元', 'purchase.0'],
    ['20.6%', 'purchase.2'],
  ]);
});

test('equal numbers are told apart, and none is found within another', () => {
  expect(numbers('共12家，其中2家、2家。', '12家', '2家', '2家')).toEqual([
    ['12家', 'purchase.0'],
    ['2家', 'purchase.1'],
    ['2家', 'purchase.2'],
  ]);
  expect(numbers('共12家，其中2家。', '2家')).toEqual([['2家', 'purchase.0']]);
});

test('the pieces are the sentence, and a filter is text as an address has it', () => {
  const given = sentence('832平台支付9.5万元。', '9.5万元');
  expect(
    piecesOf(given)
      .map(({ text }) => text)
      .join(''),
  ).toBe(given.text);
  expect(piecesOf(given)[1]?.asked?.filters).toEqual({ year: '2020' });
});

test('what ends a part of a sentence stays with the number before it, and nothing of the sentence is lost', () => {
  const given = sentence('支付9.5万元、验收8万元，完成（按7万元）。', '9.5万元', '8万元', '7万元');
  const kept = keptTogether(piecesOf(given));
  expect(kept.map(({ text, tail = '' }) => `${text}${tail}`).join('')).toBe(given.text);
  expect(kept.flatMap(({ text, asked, tail }) => (asked === undefined ? [] : [[text, tail]]))).toEqual([
    ['9.5万元', '、'],
    ['8万元', '，'],
    ['7万元', '）。'],
  ]);
});
