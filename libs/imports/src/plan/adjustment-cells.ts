import { type BusinessDay, lockParams, type ProblemCode, type ProblemParams } from '#contracts';
import type { DayRight } from './entry-rights.js';
import type { CellProblem } from './plan.js';

/** A cell with a day on which an amount would be put. */
export interface DayCell {
  /** The head as we write it. */
  readonly column: string;
  readonly day: BusinessDay;
  readonly right: DayRight;
}

/** What the locks and the right of whoever imports say of a row. */
export interface LockFindings {
  readonly problems: readonly CellProblem[];
  readonly warnings: readonly CellProblem[];
}

export const NO_FINDINGS: LockFindings = { problems: [], warnings: [] };

/**
 * Holds the days of a row against the reason it is entered with. Each row says why itself: a reason for a whole sheet would
 * explain none of its rows (ADR 10).
 * @param reasonColumn the head of 调整原因
 * @param isStated whether a reason is given
 */
export function lockFindings(cells: readonly DayCell[], reasonColumn: string, isStated: boolean): LockFindings {
  const problems: CellProblem[] = [];
  const warnings = new Map<string, CellProblem>();
  for (const { column, day, right } of cells) {
    const value = { value: day };
    if (right.kind === 'entry') continue;
    if (right.kind === 'others') problems.push(cell(column, 'PERIOD.NOT_LOCKED', value));
    else if (right.kind === 'locked') problems.push(cell(column, 'PERIOD.LOCKED', { ...value, ...lockParams(right.lock) }));
    else if (isStated) {
      const { period } = right.lock;
      if (!warnings.has(period)) warnings.set(period, cell(column, 'PERIOD.WILL_ADJUST', { ...value, ...lockParams(right.lock) }));
    } else if (!problems.some(({ code }) => code === 'PERIOD.REASON_REQUIRED')) {
      problems.push(cell(reasonColumn, 'PERIOD.REASON_REQUIRED', lockParams(right.lock)));
    }
  }
  return { problems, warnings: [...warnings.values()] };
}

/** Of a reason where all days are open and the entry is one's own: entered without it, what the row says would be lost. */
export function nothingToAdjust(reasonColumn: string, reason: string): CellProblem {
  return cell(reasonColumn, 'PERIOD.NOTHING_TO_ADJUST', { value: reason });
}

function cell(column: string, code: ProblemCode, params: ProblemParams): CellProblem {
  return { column, code, params: { column, ...params } };
}
