import { type LockedDays, lockParams } from '#contracts';
import type { CellProblem } from '../../plan/plan.js';
import type { OrderDraft } from './order-draft.js';
import { problemAt } from './order-group.js';
import type { OrderRow } from './order-row.js';

const NOTHING: ReadonlyMap<OrderRow, readonly CellProblem[]> = new Map();

/** The days of a row on which amounts would be put. */
const DAYS = ['day', 'paidOn', 'acceptedOn', 'ratedOn', 'refundedOn'] as const;

/**
 * The cells of an order whose days lie in a locked period, by row: the ledger would refuse it there (ADR 10), and the
 * person is told before anything is entered. Such an order is a reviewer's adjustment, entered by hand with its reason.
 */
export function lockedCells(
  { group, identity: { unitId } }: OrderDraft,
  locked: LockedDays,
): ReadonlyMap<OrderRow, readonly CellProblem[]> {
  if (!locked.any) return NOTHING;
  const found = new Map<OrderRow, readonly CellProblem[]>();
  for (const row of group.rows) {
    const cells = DAYS.flatMap((key): CellProblem[] => {
      const day = row[key];
      const lock = day === undefined ? undefined : locked.ofUnit(unitId, day);
      return lock === undefined ? [] : [problemAt(key, 'PERIOD.LOCKED', { value: day ?? '', ...lockParams(lock) })];
    });
    if (cells.length > 0) found.set(row, cells);
  }
  return found;
}
