import type { BusinessDay, Fen } from '#contracts';
import type { OrderRow } from './order-row.js';

/** An amount that a row of an order gives to something that belongs to the order: a payment, a refund. */
export interface RowAmount {
  readonly row: number;
  readonly day: BusinessDay | undefined;
  readonly amountFen: Fen;
}

/** What the amounts of the rows are: each its own, one that is repeated, or nobody can tell. */
export type Repetition = 'each' | 'one' | 'unclear';

/**
 * The same day and amount on every row that has one is either one amount, repeated, or one for each row: it is one where it
 * is the whole, one for each where each is its own row's amount; otherwise nobody can tell.
 * @param wholeFen what the one amount would be
 */
export function repetitionOf(amounts: readonly RowAmount[], rows: readonly OrderRow[], wholeFen: Fen): Repetition {
  const [first] = amounts;
  if (first === undefined || amounts.length < 2) return 'each';
  if (!amounts.every(({ day, amountFen }) => day === first.day && amountFen === first.amountFen)) return 'each';
  if (first.amountFen === wholeFen) return 'one';
  return amounts.every(({ row, amountFen }) => rows.find((one) => one.row === row)?.amountFen === amountFen) ? 'each' : 'unclear';
}

/**
 * Whether 实付金额 may be what was paid for the whole order: the same on every row, and the rows are of different goods.
 * @param rows of one order, those that repeat another left out
 */
export function mayBeWhole(rows: readonly OrderRow[]): boolean {
  const [first] = rows;
  return first?.amountFen !== undefined && rows.length > 1 && rows.every(({ amountFen }) => amountFen === first.amountFen);
}
