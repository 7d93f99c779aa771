import { decodeCursor, encodeCursor, pageOfRows } from './list-query.js';
import { ProblemError } from './problem-error.js';

const SHAPE = ['integer', 'text'] as const;

describe('a cursor', () => {
  test('is the sort key a page ended with', () => {
    expect(decodeCursor(encodeCursor([-7, '𠮷 "x" {y} ?']), SHAPE)).toEqual([-7, '𠮷 "x" {y} ?']);
  });

  test.each([
    ['that is no JSON', Buffer.from('[1,"a"').toString('base64url')],
    ['of another kind', Buffer.from('{"0":1,"1":"a"}').toString('base64url')],
    ['with too few parts', encodeCursor([1])],
    ['with too many parts', encodeCursor([1, 'a', 'b'])],
    ['with a text where a number is', encodeCursor(['abc', 'a'])],
    ['with a number written as text', encodeCursor(['1', 'a'])],
    ['with a number where a text is', encodeCursor([1, 2])],
    ['with half a number', encodeCursor([1.5, 'a'])],
    ['with a number beyond all', Buffer.from('[1e999,"a"]').toString('base64url')],
  ])('%s is refused', (_, cursor) => {
    const decode = (): unknown => decodeCursor(cursor, SHAPE);
    expect(decode).toThrow(ProblemError);
    expect(decode).toThrow(/QUERY\.INVALID/);
  });
});

describe('a page', () => {
  const page = (rows: readonly number[]): unknown[] => {
    const { shown, nextCursor } = pageOfRows(rows, 2, (last) => [last]);
    return [shown, nextCursor === null ? null : decodeCursor(nextCursor, ['integer'])];
  };

  test.each([
    ['of which one row more was found is followed by another, behind its own last row', [7, 8, 9], [[7, 8], [8]]],
    ['that is just full is the last', [7, 8], [[7, 8], null]],
    ['of nothing is the last', [], [[], null]],
  ])('%s', (_sentence, rows, told) => {
    expect(page(rows)).toEqual(told);
  });
});
