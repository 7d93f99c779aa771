import type { Plan } from '../plan/plan.js';
import type { ComparedRow, RecordedRow } from './desk.js';

/** Of some rows of a plan those that the ledger has, and are not left out by decision. */
export function recordedIn({ rows: planned, repeatable }: Plan, rows: readonly number[]): readonly RecordedRow[] {
  const asked = new Set(rows);
  return planned.flatMap(({ row, state, cells }): RecordedRow[] => {
    const isLeftOut = cells.some(({ code }) => code === 'ROW.SKIPPED' || code === 'ORDER.DECIDED_SAME');
    return state === 'duplicate' && asked.has(row) && !isLeftOut ? [{ row, ever: repeatable.get(row) ?? null }] : [];
  });
}

/** Of some rows of a plan those that stand beside a recorded order. */
export function comparedIn({ compared }: Plan, rows: readonly number[]): readonly ComparedRow[] {
  return rows.flatMap((row) => {
    const comparison = compared.get(row);
    return comparison === undefined ? [] : [{ row, ...comparison }];
  });
}
