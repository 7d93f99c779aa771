import { plain } from '#contracts';
import type { Columns } from '../kind/column.js';
import type { AmountUnit } from '../value/read-amount.js';
import { cellText, type MergedRange, type Sheet, type SheetRow } from '../file/sheet.js';
import { type HeadText, headTextOf, isOwnHead, keyOf } from './head-text.js';

/** A column of the file under the head. */
export interface HeadColumn {
  /** From 0. */
  readonly index: number;
  readonly text: string;
  readonly head: HeadText;
}

/** Where a sheet names its columns, and which they are. */
export interface Head {
  /** The first and the last row of the head: two where columns are grouped. */
  readonly fromRow: number;
  readonly toRow: number;
  readonly columns: ReadonlyMap<string, HeadColumn>;
  /** Keys that two columns could be: nobody but a person can tell which. */
  readonly ambiguous: ReadonlyMap<string, readonly HeadColumn[]>;
  readonly unused: readonly HeadColumn[];
  /** What a title above says of all amounts (单位：万元), where a head itself says nothing. */
  readonly amountUnit: AmountUnit;
}

/** A head stands below titles, never deeper than this. */
const DEEPEST_ROWS = 40;
/** Fewer known columns than this are a coincidence. */
const LEAST_COLUMNS = 3;
const TITLE_UNIT = /单位[:：]?\(?(万元|元)/;

/** The head of a sheet: of its first rows the one, or the two together, that name most columns. */
export function findHead({ rows, merges, ...rest }: Sheet, columns: Columns): Head | undefined {
  const deepest = rows[DEEPEST_ROWS]?.row ?? Infinity;
  const sheet = {
    ...rest,
    rows,
    merges: merges.filter(({ fromRow, fromColumn, toColumn }) => fromRow <= deepest && toColumn > fromColumn),
  };
  let best: Head | undefined;
  const take = (candidate: Head): void => {
    if (size(candidate) > size(best)) best = candidate;
  };
  const upper = sheet.rows.slice(0, DEEPEST_ROWS);
  for (const row of upper) take(headOf(sheet, columns, row));
  // Two rows are a head only where they say more than one of them: a title above a head is no part of it.
  for (const [at, row] of upper.entries()) {
    const next = sheet.rows[at + 1];
    if (next?.row === row.row + 1) take(headOf(sheet, columns, row, next));
  }
  return best !== undefined && size(best) >= LEAST_COLUMNS ? best : undefined;
}

function size(head: Head | undefined): number {
  return head === undefined ? 0 : head.columns.size + head.ambiguous.size;
}

/** @param lower the second row of a head whose first names groups of columns */
function headOf(sheet: Sheet, columns: Columns, upper: SheetRow, lower?: SheetRow): Head {
  const found = new Map<string, HeadColumn[]>();
  const unused: HeadColumn[] = [];
  const width = Math.max(upper.cells.length, lower?.cells.length ?? 0);
  for (let index = 0; index < width; index += 1) {
    const [key, column] = columnAt(columns, textsAt(sheet, upper, lower, index), index);
    if (key !== undefined) found.set(key, [...(found.get(key) ?? []), column]);
    else if (column.text !== '') unused.push(column);
  }
  return { fromRow: upper.row, toRow: (lower ?? upper).row, ...settled(columns, found), unused, amountUnit: titleUnit(sheet, upper.row) };
}

/** What may be the head of a column, most telling first: group and name together, the name, the group. */
function textsAt(sheet: Sheet, upper: SheetRow, lower: SheetRow | undefined, index: number): string[] {
  const above = cellText(upper.cells[index] ?? coveredBy(sheet.merges, upper, index));
  if (lower === undefined) return [above];
  const below = cellText(lower.cells[index]);
  return below === '' ? [above] : [`${above}${below}`, below];
}

/** The text of a group stands in the first cell of its range. */
function coveredBy(merges: readonly MergedRange[], { row, cells }: SheetRow, index: number): SheetRow['cells'][number] {
  const range = merges.find(
    ({ fromRow, toRow, fromColumn, toColumn }) => fromRow <= row && row <= toRow && fromColumn < index && index <= toColumn,
  );
  return range === undefined ? null : (cells[range.fromColumn] ?? null);
}

function columnAt(columns: Columns, texts: readonly string[], index: number): [key: string | undefined, column: HeadColumn] {
  for (const text of texts) {
    const head = headTextOf(text);
    const key = keyOf(head, columns);
    if (key !== undefined) return [key, { index, text, head }];
  }
  const text = texts.at(-1) ?? '';
  return [undefined, { index, text, head: headTextOf(text) }];
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

function titleUnit(sheet: Sheet, headRow: number): AmountUnit {
  for (const { row, cells } of sheet.rows) {
    if (row >= headRow) break;
    for (const cell of cells) {
      const match = TITLE_UNIT.exec(plain(cellText(cell)).replace(/\s+/g, ''));
      if (match !== null) return match[1] === '万元' ? '万元' : '元';
    }
  }
  return '元';
}
