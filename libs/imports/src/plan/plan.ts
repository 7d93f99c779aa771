import type { Fen, Grams, ProblemCode, ProblemParams } from '#contracts';
import type { ImportKind } from '../kind/column.js';

/** What is wrong with a cell, or worth a look; `column` is the head as we write it. */
export interface CellProblem {
  readonly column: string;
  readonly code: ProblemCode;
  /** Always `column`, and `value` where the cell shows one. */
  readonly params: ProblemParams;
  /** What the cell may have meant: taken only when a person says so. */
  readonly suggestion?: string;
}

/** What is worth a look and keeps no row from being entered. */
const WARNINGS: ReadonlySet<ProblemCode> = new Set([
  'COUNTY.UNKNOWN',
  'ORDER.DECIDED_TWO',
  'ORDER.ENDED_BY_HAND',
  'ORDER.MANY_ALIKE',
  'ORDER.NEAR_DUPLICATE',
  'ORDER.NUMBER_DOUBTFUL',
  'ORDER.ORIGINS_DIFFER',
  'ORDER.RECORDED_OTHERWISE',
  'PERIOD.WILL_ADJUST',
  'QUANTITY.IMPLAUSIBLE',
  'RESERVE.DECLARED_ANEW',
  'ROW.REPEATED',
  'SALE.ENDED_BY_HAND',
]);

/** Whether a problem is only worth a look: a row that must be mended for another one shows both. */
export function isWarning({ code }: Pick<CellProblem, 'code'>): boolean {
  return WARNINGS.has(code);
}

/**
 * create: becomes an entry · warned: becomes one too, and is worth a look · duplicate: is in the ledger, or above in this
 * file · blocked: must be mended first.
 */
export type RowState = 'create' | 'warned' | 'duplicate' | 'blocked';

/** What becomes of a row, and all that is said of it. */
export interface PlannedRow {
  /** As the person sees it in the file. */
  readonly row: number;
  readonly state: RowState;
  readonly cells: readonly CellProblem[];
  /** The entry it becomes part of: an index into {@link Plan.entries}. */
  readonly entry?: number;
}

/** One call of the outside contract, made for one row. */
export interface PlannedCommand {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly row: number;
}

/** What one or more rows become: a record and its steps. */
export interface EntryDraft {
  readonly id: string;
  readonly rows: readonly number[];
  readonly amountFen: Fen;
  readonly grams: Grams;
  /** Rows whose quantity has no weight. */
  readonly unconvertedRows: number;
  /** In the order they are entered. Made when asked for: 50,000 orders with their steps are too much to keep. */
  readonly commands: () => readonly PlannedCommand[];
}

/** An entry with its commands. */
export type PlannedEntry = Omit<EntryDraft, 'commands'> & { readonly commands: readonly PlannedCommand[] };

/** Rows of a plan by their state. */
export interface PlanCounts {
  readonly rows: number;
  /** Rows that become entries, the warned ones among them. */
  readonly create: number;
  readonly duplicate: number;
  readonly blocked: number;
  readonly warned: number;
}

/** What its entries come to. */
export interface PlanTotals {
  readonly amountFen: Fen;
  readonly grams: Grams;
  readonly unconvertedRows: number;
}

/** What an import will do, whole and settled: committing does exactly this, or nothing (contract §6). */
export interface Plan {
  readonly kind: ImportKind;
  readonly sheet: string;
  readonly rows: readonly PlannedRow[];
  readonly entries: readonly EntryDraft[];
  /** As of {@link Outcome}. */
  readonly repeatable: ReadonlyMap<number, number>;
  /** As of {@link Outcome}. */
  readonly compared: ReadonlyMap<number, Comparison>;
  readonly counts: PlanCounts;
  readonly totals: { readonly create: PlanTotals };
  readonly problems: readonly { readonly code: ProblemCode; readonly count: number }[];
  /** SHA-256 over rows and entries in canonical JSON: the same file and ledger give the same hash. */
  readonly hash: string;
}

/** An entry as it is shown, sealed and entered. */
export function withCommands({ commands, ...entry }: EntryDraft): PlannedEntry {
  return { ...entry, commands: commands() };
}

/** What the planner of a kind comes to, before it is counted. */
export interface Outcome {
  readonly rows: readonly PlannedRow[];
  readonly entries: readonly EntryDraft[];
  /** Rows that are in the ledger as one of several equal ones, and how many of these it has ever had: another one may be entered. */
  readonly repeatable: ReadonlyMap<number, number>;
  /** By row, the recorded order it is compared with; absent for a kind whose rows are compared with none. */
  readonly compared?: ReadonlyMap<number, Comparison>;
}

/** An order of a sheet beside the recorded one that it may be the same as: what a decision about the two is kept under. */
export interface Comparison {
  /** The unit of the order. */
  readonly unitId: string;
  /** Of `likenessKey`: both have it. */
  readonly likeness: string;
  /** The order of the sheet, sealed: its number, or which it is of those without one that are like it. */
  readonly rowKey: string;
  /** The one it stands beside first. */
  readonly otherId: string;
  /** All it stands beside, this one among them. */
  readonly otherIds: readonly string[];
  /** Whether a decision about them is kept: whoever imports may enter for the unit. */
  readonly isKept: boolean;
}
