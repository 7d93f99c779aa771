import { type MadeCell, type MadeSheet, type MadeWorkbook, workbook } from '../support/workbook.js';
import { type CorpusCase, type Expected, fromFirst, HEADS, type HeadName, order } from './case.js';

/** A sheet of orders, each right but for what is given. */
export function orderSheet(
  file: string,
  why: string,
  given: readonly Partial<Record<HeadName, MadeCell>>[],
  expected: Expected,
  more: Partial<MadeSheet> = {},
  book: Partial<MadeWorkbook> = {},
): CorpusCase {
  const make = fromFirst(() =>
    workbook({ sheets: [{ name: '订单明细', rows: [[...HEADS], ...given.map((one) => order(one))], ...more }], ...book }),
  );
  return { file: `${file}.xlsx`, why, kind: 'orders', make, expected };
}
