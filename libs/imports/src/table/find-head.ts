import type { Columns } from '../kind/column.js';
import type { AmountUnit } from '../value/amount-unit.js';
import type { Sheet } from '../file/sheet.js';
import { HeadCells, type HeadColumn, type HeadRows } from './head-cells.js';
import { isOwnHead, keyOf } from './head-text.js';
import { titleUnit } from './title-unit.js';

/** Where a sheet names its columns, and which they are. */
export interface Head {
  /** The first and the last row of the head: two where columns are grouped. */
  readonly fromRow: number;
  readonly toRow: number;
  readonly columns: ReadonlyMap<string, HeadColumn>;
  /** Keys that two columns could be, or one that may mean something else: nobody but a person can tell. */
  readonly ambiguous: ReadonlyMap<string, readonly HeadColumn[]>;
  readonly unused: readonly HeadColumn[];
  /** What a title above says of all amounts (单位：万元), where a head itself says nothing. */
  readonly amountUnit: AmountUnit;
}

/** A head stands below titles, never deeper than this. */
const DEEPEST_ROWS = 40;
/** Fewer known columns than this are a coincidence. */
const LEAST_COLUMNS = 3;

/** The head of a sheet: of its first rows the one, or the two together, that name most columns. */
export function findHead(sheet: Sheet, columns: Columns): Head | undefined {
  const cells = new HeadCells(sheet, sheet.rows[DEEPEST_ROWS]?.row);
  let best: Head | undefined;
  const take = (rows: HeadRows | undefined): void => {
    const candidate = rows === undefined ? undefined : headOf(sheet, cells, columns, rows);
    if (size(candidate) > size(best)) best = candidate;
  };
  const upper = sheet.rows.slice(0, DEEPEST_ROWS);
  for (const { row } of upper) take(cells.rowsOf(row, row));
  // Two rows are a head only where they say more than one of them: a title above a head is no part of it.
  for (const [at, { row }] of upper.entries()) if (sheet.rows[at + 1]?.row === row + 1) take(cells.rowsOf(row, row + 1));
  return best !== undefined && size(best) >= LEAST_COLUMNS ? withSuspected(best, columns) : undefined;
}

/** What a head may well mean, though it is not known: nobody but a person can tell. */
function withSuspected(head: Head, columns: Columns): Head {
  const ambiguous = new Map(head.ambiguous);
  for (const [key, { suspected }] of Object.entries(columns)) {
    if (suspected === undefined || head.columns.has(key) || !head.columns.has(suspected.beside)) continue;
    const found = head.unused.filter(({ head: { base } }) => suspected.heads.test(base));
    if (found.length > 0) ambiguous.set(key, [...(ambiguous.get(key) ?? []), ...found]);
  }
  return { ...head, ambiguous };
}

function size(head: Head | undefined): number {
  return head === undefined ? 0 : head.columns.size + head.ambiguous.size;
}

function headOf(sheet: Sheet, cells: HeadCells, columns: Columns, rows: HeadRows): Head {
  const { names, above, isGrouped } = rows;
  const found = new Map<string, HeadColumn[]>();
  const unused: HeadColumn[] = [];
  const width = Math.max(names.cells.length, isGrouped ? (above?.cells.length ?? 0) : 0);
  for (let index = 0; index < width; index += 1) {
    const [key, column] = columnAt(columns, cells.columns(rows, index));
    if (key !== undefined) found.set(key, [...(found.get(key) ?? []), column]);
    else if (column.text !== '') unused.push(column);
  }
  const fromRow = isGrouped ? names.row - 1 : names.row;
  return { fromRow, toRow: names.row, ...settled(columns, found), unused, amountUnit: titleUnit(sheet.rows, fromRow) };
}

/** The first of the ways to call a column that we know; else the last, which is the cell itself. */
function columnAt(columns: Columns, calls: ReturnType<HeadCells['columns']>): [key: string | undefined, column: HeadColumn] {
  for (const column of calls) {
    const key = keyOf(column.head, columns);
    if (key !== undefined) return [key, column];
  }
  return [undefined, calls.at(-1) ?? calls[0]];
}

/** One column for each key: the only one, or the only one that is called as we call it ourselves. */
function settled(columns: Columns, found: ReadonlyMap<string, readonly HeadColumn[]>): Pick<Head, 'columns' | 'ambiguous'> {
  const chosen = new Map<string, HeadColumn>();
  const ambiguous = new Map<string, readonly HeadColumn[]>();
  for (const [key, candidates] of found) {
    const column = columns[key];
    const own = column === undefined ? [] : candidates.filter(({ text }) => isOwnHead(text, column));
    const [only, other] = own.length > 0 ? own : candidates;
    if (only !== undefined && other === undefined) chosen.set(key, only);
    else ambiguous.set(key, candidates);
  }
  return { columns: chosen, ambiguous };
}
