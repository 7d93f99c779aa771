import { type BusinessDay, decimal, type Fen } from '#contracts';
import type { CellProblem } from '../../plan/plan.js';
import { problemAt } from './order-group.js';
import type { OrderRow } from './order-row.js';
import { repetitionOf } from './repeated-amounts.js';

/** A payment of an order, with the row that says so. */
export interface Payment {
  readonly row: number;
  readonly paidOn: BusinessDay;
  readonly amountFen: Fen;
  readonly approximate: boolean;
}

/** The payments of an order, or why they cannot be told. */
export interface Payments {
  readonly payments: readonly Payment[];
  readonly problems: readonly CellProblem[];
}

/**
 * What the rows of an order say was paid; repeated amounts as {@link repetitionOf} tells them.
 * @param hasAmounts whether the file has a column for amounts; without one a day alone says that all was paid
 */
export function paymentsOf(rows: readonly OrderRow[], totalFen: Fen, hasAmounts: boolean): Payments {
  const paying = rows.flatMap((row) => paymentOf(row, totalFen, hasAmounts) ?? []);
  const missing = rows.filter((row) => row.paidOn !== undefined && row.paidFen === undefined && hasAmounts);
  if (missing.length > 0) return { payments: [], problems: [problemAt('paid', 'CELL.REQUIRED', {})] };
  const [first] = paying;
  if (first === undefined) return { payments: [], problems: [] };
  const amounts = paying.map(({ row, paidOn: day, amountFen }) => ({ row, day, amountFen }));
  const repetition = repetitionOf(amounts, rows, totalFen);
  if (repetition === 'unclear') return { payments: [], problems: [problemAt('paid', 'ORDER.PAYMENT_UNCLEAR', {})] };
  return settled(repetition === 'one' ? [first] : paying, totalFen);
}

function paymentOf(row: OrderRow, totalFen: Fen, hasAmounts: boolean): Payment | undefined {
  const amountFen = row.paidFen ?? (hasAmounts ? undefined : totalFen);
  if (row.paidOn === undefined || amountFen === undefined || amountFen === 0) return undefined;
  return { row: row.row, paidOn: row.paidOn, amountFen, approximate: row.approximate };
}

function settled(payments: readonly Payment[], totalFen: Fen): Payments {
  const paidFen = payments.reduce((sum, { amountFen }) => sum + amountFen, 0);
  const problems =
    paidFen > totalFen ? [problemAt('paid', 'ORDER.OVERPAID', { openFen: totalFen, value: decimal(paidFen, 100, 2, true) })] : [];
  return { payments, problems };
}
