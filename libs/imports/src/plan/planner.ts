import type { BusinessDay } from '#contracts';
import type { Columns } from '../kind/column.js';
import { cellText } from '../file/sheet.js';
import type { Table, TableRow } from '../table/table.js';
import type { Answers, Directory, Questions } from './known.js';
import { Names } from './names.js';
import type { Outcome } from './plan.js';
import { type RowContext, RowReader } from './row-reader.js';

/** Who imports, when: what surrounds a plan. */
export interface PlanContext {
  readonly directory: Directory;
  readonly names: Names;
  readonly today: BusinessDay;
  /** The unit that counts where a row names none. */
  readonly ownUnitId?: string;
  /** Of this ledger: keys of what may be private are sealed with it. */
  readonly secret: string;
}

/** Rows that are read, before the ledger is asked. */
export interface Draft {
  readonly questions: Questions;
  /** @param skipped rows a person has decided not to import */
  plan(answers: Answers, skipped: ReadonlySet<number>): Outcome;
}

/** One per kind of file. */
export interface Planner {
  readonly columns: Columns;
  draft(table: Table, context: PlanContext): Draft;
}

export function planContext(directory: Directory, rest: Omit<PlanContext, 'directory' | 'names'>): PlanContext {
  return { directory, names: new Names(directory), ...rest };
}

/** A reader for each row of a table. */
export function readers<Key extends string>(
  table: Table,
  columns: Columns,
  { today }: PlanContext,
): readonly { readonly row: TableRow; readonly reader: RowReader<Key> }[] {
  const context: RowContext = { columns, mapping: table.mapping, epoch: table.epoch, today };
  return table.rows.map((row) => ({ row, reader: new RowReader<Key>(context, row) }));
}

/** All a row shows, in one text. */
export function shownOf({ cells }: TableRow): string {
  let text = '';
  for (const key in cells) text += `${key}\u0001${cellText(cells[key]).trim()}\u0002`;
  return text;
}
