import type { Columns } from '../kind/column.js';
import type { Table, TableRow } from '../table/table.js';
import { shownText } from '../value/shown-text.js';
import { writtenCell } from '../value/written-cell.js';

/** What a person changes before committing; later ones win. Columns by our heads. */
export type Edit =
  | { readonly kind: 'cell'; readonly row: number; readonly column: string; readonly value: string }
  /** Everywhere in a column at once. */
  | { readonly kind: 'replace-all'; readonly column: string; readonly from: string; readonly to: string }
  /**
   * The decision about a suspected duplicate; the reason is kept as long as the sheet is. `repeats`: where one like it is recorded
   * and it is to be entered all the same, how many of them the ledger had ever had. `otherId`: the recorded order it is about, where
   * that is not the one the row stands beside first.
   */
  | {
      readonly kind: 'decision';
      readonly row: number;
      readonly isSkipped: boolean;
      readonly reason?: string;
      readonly repeats?: number;
      readonly otherId?: string;
    };

/** What a person has decided about a row, and why where a reason was given. */
export interface Decided {
  readonly decision: 'import' | 'skip';
  readonly decisionReason?: string;
}

/** Rows as edited; the table itself stays as it was read. */
export function editedTable(table: Table, columns: Columns, edits: readonly Edit[]): Table {
  const changes = new Map<number, Map<string, string>>();
  const valueOf = (row: TableRow, key: string): string => changes.get(row.row)?.get(key) ?? shownText(row.cells[key], table.epoch);
  const change = (row: number, key: string, value: string): void => {
    changes.set(row, (changes.get(row) ?? new Map<string, string>()).set(key, value));
  };
  for (const edit of edits) {
    if (edit.kind === 'decision') continue;
    const key = keyOfHeader(columns, edit.column);
    if (key === undefined) continue;
    if (edit.kind === 'cell') change(edit.row, key, edit.value);
    else for (const row of table.rows) if (valueOf(row, key) === edit.from.trim()) change(row.row, key, edit.to);
  }
  return changes.size === 0 ? table : { ...table, rows: table.rows.map((row) => changed(row, changes.get(row.row))) };
}

function changed(row: TableRow, changes: ReadonlyMap<string, string> | undefined): TableRow {
  if (changes === undefined) return row;
  const cells = { ...row.cells };
  const merged = new Map(row.merged);
  for (const [key, value] of changes) {
    cells[key] = writtenCell(value);
    merged.delete(key);
  }
  const { merged: _merged, ...rest } = row;
  return { ...rest, cells, ...(merged.size === 0 ? {} : { merged }) };
}

/** What a person has decided about rows; later decisions win. */
export function decisions(edits: readonly Edit[]): ReadonlyMap<number, Decided> {
  const decided = new Map<number, Decided>();
  for (const edit of edits) {
    if (edit.kind !== 'decision') continue;
    const { row, isSkipped, reason } = edit;
    decided.set(row, { decision: isSkipped ? 'skip' : 'import', ...(reason === undefined ? {} : { decisionReason: reason }) });
  }
  return decided;
}

/** Rows a person has decided not to import. */
export function skippedRows(edits: readonly Edit[]): ReadonlySet<number> {
  return new Set([...decisions(edits)].flatMap(([row, { decision }]) => (decision === 'skip' ? [row] : [])));
}

/** Rows a person has decided to import although the ledger has one like them: `repeats` of `RowDecisions`. */
export function repeatedRows(edits: readonly Edit[]): ReadonlyMap<number, number> {
  const repeats = new Map<number, number>();
  for (const edit of edits) {
    if (edit.kind !== 'decision') continue;
    const { row, isSkipped, repeats: from } = edit;
    if (isSkipped || from === undefined) repeats.delete(row);
    else repeats.set(row, from);
  }
  return repeats;
}

/** The key of the column that we call so. @returns undefined where the kind has none */
export function keyOfHeader(columns: Columns, header: string): string | undefined {
  return Object.keys(columns).find((key) => columns[key]?.header === header);
}
