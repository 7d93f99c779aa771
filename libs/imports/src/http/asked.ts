import { ProblemError } from '#platform';
import type { RowSearch } from '../desk/desk.js';
import type { Edit } from '../desk/edits.js';
import type { ImportKind } from '../kind/column.js';
import { COLUMNS_OF } from '../kind/columns.js';
import type { MappingChoice } from '../table/mapping.js';
import type { MappingBody, ReplaceAll, RowDecision, RowsBody, RowsQuery } from './import-bodies.js';

/** The changes that a body asks for, in the order in which they are made. @throws ProblemError FIELD.REQUIRED where it asks for none */
export function editsOf({ edits = [], replaceAll, decisions = [] }: RowsBody): readonly Edit[] {
  const all: Edit[] = [
    ...edits.map(({ row, column, value }): Edit => ({ kind: 'cell', row, column, value })),
    ...(replaceAll === undefined ? [] : [replacing(replaceAll)]),
    ...decisions.map(decisionOf),
  ];
  if (all.length > 0) return all;
  throw new ProblemError([{ code: 'FIELD.REQUIRED', path: 'edits', params: { field: 'edits' } }]);
}

/** The rows that a query asks for. */
export function searchOf({ state = 'all', code, column, value, decided }: RowsQuery): RowSearch {
  return {
    state,
    ...(code == null ? {} : { code }),
    ...(column == null ? {} : { column }),
    ...(value == null ? {} : { value }),
    ...(decided == null ? {} : { decided: true }),
  };
}

function decisionOf({ row, skip, reason, orderId }: RowDecision): Edit {
  const about = orderId == null ? {} : { otherId: orderId };
  return { kind: 'decision', row, isSkipped: skip, ...(reason == null ? {} : { reason }), ...about };
}

function replacing({ column, from, to }: ReplaceAll): Edit {
  return { kind: 'replace-all', column, from, to };
}

/** The columns that a body chooses. */
export function choiceOf(kind: ImportKind, { sheet, headRow, columns, defaults }: MappingBody): MappingChoice {
  return {
    columns: ourHeadsFirst(kind, columns),
    ...(sheet == null ? {} : { sheet }),
    ...(headRow == null ? {} : { headRow }),
    ...(defaults == null ? {} : { defaults }),
  };
}

/** Columns are taken either way round: our head → the file's, or, as a profile says it, the file's head → ours. */
function ourHeadsFirst(kind: ImportKind, columns: Readonly<Record<string, string>>): Record<string, string> {
  const ours = new Set(Object.values(COLUMNS_OF[kind]).map(({ header }) => header));
  const isTurned = (head: string, column: string): boolean => !ours.has(head) && ours.has(column);
  return Object.fromEntries(Object.entries(columns).map(([one, other]) => (isTurned(one, other) ? [other, one] : [one, other])));
}
