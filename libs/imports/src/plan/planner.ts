import type { BusinessDay } from '#contracts';
import type { Columns } from '../kind/column.js';
import { cellText, Cleared } from '../file/sheet.js';
import type { Table, TableRow } from '../table/table.js';
import type { Answers, Directory, Questions } from './known.js';
import { EntryRights } from './entry-rights.js';
import { KeptRows } from './kept-rows.js';
import { Names } from './names.js';
import type { Outcome } from './plan.js';
import type { ReadNotes } from './read-notes.js';
import { type RowContext, RowReader } from './row-reader.js';

/** Who imports, when: what surrounds a plan. */
export interface PlanContext {
  readonly directory: Directory;
  readonly names: Names;
  readonly rights: EntryRights;
  readonly today: BusinessDay;
  /** The unit that counts where a row names none. */
  readonly ownUnitId?: string;
  /** Of this ledger: keys of what may be private are sealed with it. */
  readonly secret: string;
  readonly kept: KeptRows;
  /** Where what cells are read as is kept, for those that are shown. */
  readonly notes?: ReadNotes;
}

/** Rows that are read, before the ledger is asked. */
export interface Draft {
  readonly questions: Questions;
  plan(answers: Answers, decided: RowDecisions): Outcome;
}

/** What a person has decided about rows, as far as it changes a plan. */
export interface RowDecisions {
  /** Not to be imported. */
  readonly skipped: ReadonlySet<number>;
  /** Those a person has decided about in this very import, either way: what was decided in earlier ones no longer counts for them. */
  readonly own: ReadonlySet<number>;
  /**
   * To be imported although the ledger has one like it; by row how many equal ones the ledger had ever had when it was decided: a further
   * one beyond these is this row, entered.
   */
  readonly repeats: ReadonlyMap<number, number>;
}

/** One per kind of file. */
export interface Planner {
  readonly columns: Columns;
  draft(table: Table, context: PlanContext): Draft;
}

/** What surrounds a plan, with what is looked up in it made ready. */
export function planContext(directory: Directory, rest: Omit<PlanContext, 'directory' | 'names' | 'rights' | 'kept'>): PlanContext {
  const rights = new EntryRights(directory, rest.today);
  return { directory, names: new Names(directory), rights, kept: new KeptRows(), ...rest };
}

/** Reads each row of a table by itself; a row that has not changed since the last plan of this context is not read again. */
export function readRows<Key extends string, Result>(
  table: Table,
  columns: Columns,
  context: PlanContext,
  readRow: (reader: RowReader<Key>, row: TableRow) => Result,
): readonly Result[] {
  const surroundings = surroundingsOf(table, columns, context);
  return context.kept.read(table.rows, (row) => readRow(new RowReader<Key>(surroundings, row), row));
}

/** Reads rows of which one may depend on those above it: each of them every time. */
export function readRowsInOrder<Key extends string, Result>(
  table: Table,
  columns: Columns,
  context: PlanContext,
  readRow: (reader: RowReader<Key>, row: TableRow) => Result,
): readonly Result[] {
  const surroundings = surroundingsOf(table, columns, context);
  return table.rows.map((row) => readRow(new RowReader<Key>(surroundings, row), row));
}

function surroundingsOf({ mapping, epoch }: Table, columns: Columns, { today, notes }: PlanContext): RowContext {
  return { columns, mapping, epoch, today, ...(notes === undefined ? {} : { notes }) };
}

/** All a row says, in one text. @param apart a column that is left out */
export function shownOf({ cells, surplus = [] }: TableRow, apart?: string): string {
  let text = surplus.join('\u0002');
  for (const key in cells)
    if (key !== apart && !(cells[key] instanceof Cleared)) text += `${key}\u0001${cellText(cells[key]).trim()}\u0002`;
  return text;
}
