import type { CellProblem, ImportRow, RowState } from '../../api/import-answers';

/** How the state of a row looks. */
export const LOOK_OF: Readonly<Record<RowState, string>> = { create: 'good', warned: 'warn', duplicate: '', blocked: 'bad' };

/** How a cell is marked: in a row that must be mended, what is only worth a look is no reason for it. */
export function markAt(row: ImportRow, column: string): RowState | undefined {
  const problems = problemsAt(row, column);
  if (problems.length === 0) return undefined;
  return row.state === 'blocked' && problems.every(({ isWarning }) => isWarning === true) ? 'warned' : row.state;
}

/** All that is said of a cell, one sentence a line. */
export function saidAt(row: ImportRow, column: string): string {
  return problemsAt(row, column)
    .map(({ detail }) => detail)
    .join('\n');
}

function problemsAt(row: ImportRow, column: string): readonly CellProblem[] {
  return row.cells.filter((cell) => cell.column === column);
}
