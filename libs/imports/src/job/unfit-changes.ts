import type { ProblemItem } from '#contracts';
import type { Edit } from '../desk/edits.js';
import type { Desk } from '../desk/desk.js';
import type { ImportKind } from '../kind/column.js';
import { COLUMNS_OF } from '../kind/columns.js';
import type { MappingChoice } from '../table/mapping.js';

/** What is wrong with chosen columns; the desk has them afterwards, fit or not. */
export async function unfitChoice(kind: ImportKind, desk: Desk, choice: MappingChoice): Promise<readonly ProblemItem[]> {
  const named = [...Object.keys(choice.columns), ...Object.keys(choice.defaults ?? {})];
  const unknown = unknownColumns(kind, named, 'columns');
  if (!(await desk.choose(choice))) return [...unknown, await sheetUnknown(desk, choice.sheet ?? '')];
  const { columns } = await desk.mappingView();
  const found = new Set(columns.map(({ column }) => column));
  const unread = Object.entries(choice.columns).filter(([column, from]) => from !== '' && !found.has(column));
  const lost = unread.filter(([column]) => !unknown.some(({ params }) => params?.['column'] === column));
  return [
    ...unknown,
    ...lost.map(([column, from]): ProblemItem => ({ code: 'IMPORT.HEAD_UNKNOWN', path: `columns.${column}`, params: { from } })),
  ];
}

/** A sheet that the file does not have, with those that it has. */
export async function sheetUnknown(desk: Desk, sheet: string): Promise<ProblemItem> {
  const { sheets } = await desk.mappingView();
  return { code: 'IMPORT.SHEET_UNKNOWN', path: 'sheet', params: { sheet, sheets: sheets.join('、') } };
}

/** What is wrong with changes of cells. */
export async function unfitEdits(kind: ImportKind, desk: Desk, edits: readonly Edit[]): Promise<readonly ProblemItem[]> {
  const columns = edits.flatMap((edit) => (edit.kind === 'decision' ? [] : [edit.column]));
  const missing = await desk.missingRows(edits.flatMap((edit) => (edit.kind === 'replace-all' ? [] : [edit.row])));
  const rows = missing.map((row): ProblemItem => ({ code: 'IMPORT.ROW_UNKNOWN', path: 'edits', params: { row } }));
  return [...unknownColumns(kind, columns, 'edits'), ...rows];
}

/** What is wrong with named columns: a kind has those of its template. */
export function unknownColumns(kind: ImportKind, named: readonly string[], path: string): ProblemItem[] {
  const known = Object.values(COLUMNS_OF[kind]).map(({ header }) => header);
  const unknown = [...new Set(named)].filter((column) => !known.includes(column));
  return unknown.map((column) => ({ code: 'IMPORT.COLUMN_UNKNOWN', path, params: { column, columns: known.join('、') } }));
}
