import type { BusinessDay } from '#contracts';
import type { SheetBack } from '../back/failed-rows.js';
import type { ImportKind } from '../kind/column.js';
import type { Answers, Directory, Questions } from '../plan/known.js';
import type { Comparison, Plan, PlannedEntry, PlannedRow } from '../plan/plan.js';
import type { MappingChoice } from '../table/mapping.js';
import type { Decided, Edit } from './edits.js';
import type { MappingView } from './mapping-view.js';

/** What is asked for with a file. */
export interface ImportRequest {
  readonly kind: ImportKind;
  /** The unit that counts where a row names none. */
  readonly unitId?: string;
  /** A saved profile: head as written → our head. */
  readonly profile?: Readonly<Record<string, string>>;
}

/** The circumstances a plan is made under. */
export interface Circumstances {
  readonly directory: Directory;
  readonly today: BusinessDay;
  /** Of this ledger. */
  readonly secret: string;
}

/** A plan without its rows and entries, which are asked for page by page. */
export type PlanSummary = Omit<Plan, 'rows' | 'entries' | 'repeatable' | 'compared'> & { readonly entryCount: number };

/** A planned row with what it shows. */
export interface RowView extends PlannedRow, Partial<Decided> {
  readonly sheet: string;
  /** By our heads, as the file shows it, edits included. */
  readonly values: Readonly<Record<string, string>>;
  /** By our heads, what a value was read as, where that is not what is written; absent where all are as written. */
  readonly read?: Readonly<Record<string, string>>;
  /** The ledger has one like it, and it may be entered all the same by decision. */
  readonly mayRepeat?: true;
}

/** A row that is not entered since there is one like it. */
export interface RecordedRow {
  readonly row: number;
  /** How many equal ones the ledger has ever had; `null` where there is only one, known by its number or name. */
  readonly ever: number | null;
}

/** A row that stands beside a recorded order it may be the same as. */
export interface ComparedRow extends Comparison {
  readonly row: number;
}

/** A part of a list. */
export interface PageRequest {
  readonly from: number;
  readonly most: number;
}

/** `warned` rows are among those that `create`. */
export type RowFilter = PlannedRow['state'] | 'all';

/** Which rows are asked for: those in a state, further those with a problem, those that show a text in a column, those somebody has decided about. */
export interface RowSearch {
  readonly state: RowFilter;
  readonly code?: string;
  /** By our head. */
  readonly column?: string;
  readonly value?: string;
  readonly decided?: true;
}

/**
 * One file on its way into the ledger: read, mapped, mended, planned. It knows no database and no clock; a plan is a
 * function of the file, the mapping, the edits, the circumstances and the ledger's answers, so it can be made again.
 */
export interface Desk {
  /** Sheet and columns as they stand, and what else they could be. Without a mapping a person is asked. */
  mappingView(): Promise<MappingView>;
  /** A sheet as it would be offered, whichever is read. @returns undefined for one the file does not have */
  sheetView(sheet: string): Promise<MappingView | undefined>;
  /** Takes the columns a person has chosen; those that are recognised where nothing is. @returns false for a sheet the file does not have */
  choose(choice?: MappingChoice): Promise<boolean>;
  /** Takes all edits made so far; those that are left out are undone. */
  edit(edits: readonly Edit[]): Promise<void>;
  /** Reads the rows. @returns how many pages of questions there are to the ledger; undefined while there is no mapping */
  prepare(circumstances: Circumstances): Promise<number | undefined>;
  /** One page of questions, from 0. */
  questions(page: number): Promise<Questions>;
  /** Takes the ledger's answers to one page. */
  answer(answers: Answers): Promise<void>;
  /** Makes the plan from all answers. */
  settle(): Promise<PlanSummary>;
  /** Those of these rows that the plan does not have. */
  missingRows(rows: readonly number[]): Promise<readonly number[]>;
  /** Those of these rows that are in the ledger, or above in the file, and that nobody has left out. */
  recordedRows(rows: readonly number[]): Promise<readonly RecordedRow[]>;
  /** Those of these rows that a recorded order of the same contents stands beside, in this order. */
  comparedRows(rows: readonly number[]): Promise<readonly ComparedRow[]>;
  /** Rows of the plan, in the order of the file. */
  rows(asked: RowFilter | RowSearch, page: PageRequest): Promise<readonly RowView[]>;
  /** How many rows a search finds. */
  count(asked: RowSearch): Promise<number>;
  /** Entries of the plan, in the order they are made. */
  entries(page: PageRequest): Promise<readonly PlannedEntry[]>;
  /** The person's own file with the blocked rows only, in the form it came in, and what is wrong with each in a last column. */
  failedRows(): Promise<SheetBack>;
  close(): Promise<void>;
}
