import type { ProblemCode } from '#contracts';
import type { CellProblem } from '../plan/plan.js';
import { differences, type RecordRow, type Says } from '../plan/plan-records.js';

/** How a field is called and shown. */
export interface ShownField {
  readonly header: string;
  readonly show: (value: unknown) => string;
}

/**
 * The row, or, where the ledger has it and says otherwise, the row blocked by every field that differs: as a duplicate what
 * it says would be lost.
 */
export function comparedWith(
  row: RecordRow,
  recorded: Says | undefined,
  fields: Readonly<Record<string, ShownField>>,
  code: ProblemCode,
): RecordRow {
  const says = row.record?.unique?.says;
  if (says === undefined || recorded === undefined) return row;
  const problems = differingCells(says, recorded, fields, code);
  return problems.length === 0 ? row : { row: row.row, warnings: row.warnings, problems };
}

/** Each field in which a row says something else than is recorded, with both. */
export function differingCells(says: Says, recorded: Says, fields: Readonly<Record<string, ShownField>>, code: ProblemCode): CellProblem[] {
  return differences(says, recorded).flatMap((name): CellProblem[] => {
    const field = fields[name];
    if (field === undefined) return [];
    const { header: column, show } = field;
    const shown = (value: unknown): string => (value === null || value === undefined ? '（空）' : show(value));
    return [{ column, code, params: { column, value: shown(says[name]), recorded: shown(recorded[name]) } }];
  });
}

/** The word of a closed list that we write ourselves. */
export function wordOf(vocabulary: Readonly<Record<string, readonly string[]>>): ShownField['show'] {
  return (value) => vocabulary[String(value)]?.[0] ?? String(value);
}
