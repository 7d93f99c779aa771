import type { ProblemItem } from '#contracts';
import { type Edit, repeatedRows } from '../desk/edits.js';
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
  return [...unknownColumns(kind, columns, 'edits'), ...rows, ...(await unfitOrders(desk, edits))];
}

/** Decisions about a recorded order that the row, as it is shown, does not stand beside. */
async function unfitOrders(desk: Desk, edits: readonly Edit[]): Promise<readonly ProblemItem[]> {
  const named = edits.flatMap((edit) =>
    edit.kind === 'decision' && edit.otherId !== undefined ? [[edit.row, edit.otherId] as const] : [],
  );
  const compared = await desk.comparedRows(named.map(([row]) => row));
  const besideOf = new Map(compared.map(({ row, otherIds }) => [row, otherIds]));
  return named.flatMap(([row, orderId]): readonly ProblemItem[] =>
    besideOf.get(row)?.includes(orderId) === true
      ? []
      : [{ code: 'IMPORT.ORDER_NOT_BESIDE', path: 'decisions.orderId', params: { row, orderId } }],
  );
}

/** Decisions to enter rows although the ledger has one like them, with how many of these it has; or what is wrong with them. */
export async function asRepeats(
  desk: Desk,
  edits: readonly Edit[],
  earlier: readonly Edit[],
): Promise<{ readonly edits: readonly Edit[]; readonly problems: readonly ProblemItem[] }> {
  const kept = repeatedRows(earlier);
  const asked = edits.flatMap((edit) => (edit.kind === 'decision' && !edit.isSkipped ? [edit.row] : []));
  const recorded = new Map((await desk.recordedRows(asked)).map(({ row, ever }) => [row, ever]));
  const problems: ProblemItem[] = [];
  const pinned = edits.map((edit): Edit => {
    if (edit.kind !== 'decision' || edit.isSkipped) return edit;
    const { row, reason } = edit;
    const ever = recorded.get(row);
    const repeats = ever ?? kept.get(row);
    if (ever === null) problems.push({ code: 'IMPORT.ROW_RECORDED', path: 'decisions', params: { row } });
    else if (repeats !== undefined && reason === undefined)
      problems.push({ code: 'FIELD.REQUIRED', path: 'decisions.reason', params: { field: 'reason' } });
    return ever === null || repeats === undefined ? edit : { ...edit, repeats };
  });
  return { edits: pinned, problems };
}

/** What is wrong with named columns: a kind has those of its template. */
export function unknownColumns(kind: ImportKind, named: readonly string[], path: string): ProblemItem[] {
  const known = Object.values(COLUMNS_OF[kind]).map(({ header }) => header);
  const unknown = [...new Set(named)].filter((column) => !known.includes(column));
  return unknown.map((column) => ({ code: 'IMPORT.COLUMN_UNKNOWN', path, params: { column, columns: known.join('、') } }));
}
