import type { Fen, FigureUnit, Grams, Instant, Role } from '#contracts';

/** Imports, as the console reads them (docs/contract.md §6). */

export type ImportKind = 'orders' | 'reserves' | 'sales' | 'households' | 'units';

/** What may be imported, and by whom: whoever enters by hand what it holds. */
export const IMPORT_KINDS: Readonly<Record<ImportKind, Role>> = {
  orders: 'purchaser',
  reserves: 'purchaser',
  sales: 'village-staff',
  households: 'village-staff',
  units: 'admin',
};

/** What a reviewer may import and take back, where something of it lies in a locked period. */
export const ADJUSTED_KINDS: readonly ImportKind[] = ['orders', 'sales'];

export type ImportState = 'reading' | 'mapping' | 'checked' | 'committing' | 'done' | 'failed' | 'undoing' | 'undone' | 'cancelled';

export type RowState = 'create' | 'warned' | 'duplicate' | 'blocked';

export interface ImportProblem {
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly detail: string;
}

export interface CellProblem extends ImportProblem {
  /** By our own head. */
  readonly column: string;
  readonly suggestion?: string;
  /** Worth a look only: the row need not be mended for it. */
  readonly isWarning?: true;
}

export interface ImportRow {
  readonly sheet: string;
  /** As a person sees it in the file. */
  readonly row: number;
  readonly state: RowState;
  /** Text by our heads; a column that shows nothing is not there. */
  readonly values: Readonly<Record<string, string>>;
  /** What a value was read as, where that is not what is written. */
  readonly read?: Readonly<Record<string, string>>;
  readonly cells: readonly CellProblem[];
  /** The ledger has one like it, and it may be entered all the same by decision. */
  readonly mayRepeat?: true;
  /** What somebody has decided about it. */
  readonly decision?: 'import' | 'skip';
  /** Why, where a reason was given. */
  readonly decisionReason?: string;
}

/** A column of the file and which of ours it is. */
export interface MappedColumn {
  /** Our own head, by which cells and edits name it. */
  readonly column: string;
  /** What it is called on a page: the file's own head where that says another unit. */
  readonly name: string;
  readonly from: string;
  readonly head: string;
  /** Of bare numbers in it. */
  readonly unit: string | null;
  /** Fen in one unit of an amount. */
  readonly fenPerUnit: number | null;
}

export interface ImportMapping {
  readonly sheet: string | null;
  /** Last row of the head; 0 where there is none. */
  readonly headRow: number | null;
  readonly columns: readonly MappedColumn[];
  readonly heads: readonly { readonly column: string; readonly isRequired: boolean }[];
  readonly missing: readonly string[];
  readonly ambiguous: Readonly<Record<string, readonly string[]>>;
  readonly sheets: readonly string[];
  readonly firstRows: readonly { readonly row: number; readonly cells: readonly string[] }[];
}

export interface ImportCounts {
  readonly rows: number;
  /** The warned ones among them. */
  readonly create: number;
  readonly duplicate: number;
  readonly blocked: number;
  readonly warned: number;
}

export interface ImportAnswer {
  readonly importId: string;
  readonly kind: ImportKind;
  readonly state: ImportState;
  readonly progress: { readonly done: number; readonly of: number };
  readonly mapping: ImportMapping | null;
  /** `null` until there is a plan. */
  readonly counts: ImportCounts | null;
  readonly totals: { readonly create: { readonly amountFen: Fen; readonly grams: Grams } } | null;
  readonly planHash: string | null;
  readonly problems: readonly { readonly code: string; readonly count: number }[];
  /** Changes that somebody has made so far. */
  readonly edits: number;
  /** `isKept`: whether the sheet, and with it the rows, can still be read. */
  readonly file: { readonly name: string; readonly bytes: number; readonly isKept: boolean };
  readonly createdBy: string;
  readonly createdAt: Instant;
  readonly changedAt: Instant;
  readonly failure: (ImportProblem & { readonly row: number | null; readonly reasons: readonly ImportProblem[] }) | null;
  /** Why it was undone. */
  readonly reason: string | null;
}

/** Which rows of a plan are shown. */
export interface RowSearch {
  readonly state: RowState | 'all';
  readonly code?: string | undefined;
}

/** What somebody decides about a row that looks like a recorded one. */
export interface RowDecision {
  readonly row: number;
  /** Leaves it out. */
  readonly skip: boolean;
  readonly reason?: string;
  /** The recorded order it is about. */
  readonly orderId?: string;
}

/** What somebody changes of the rows. */
export type RowChanges =
  | { readonly edits: readonly { readonly row: number; readonly column: string; readonly value: string }[] }
  | { readonly replaceAll: { readonly column: string; readonly from: string; readonly to: string } }
  | { readonly decisions: readonly RowDecision[] };

/** The columns somebody has chosen: our head → the letter of the file's, or nothing for none. */
export interface MappingChoice {
  readonly sheet?: string;
  readonly headRow?: number;
  readonly columns: Readonly<Record<string, string>>;
  readonly defaults?: Readonly<Record<string, string>>;
}

/** What taking an import back would move: each figure as it is and as it would be. */
export interface UndoPreview {
  readonly records: number;
  readonly figures: readonly { readonly figure: string; readonly unit: FigureUnit; readonly now: number; readonly after: number }[];
  /** What of it lies in locked periods, with the first rows. */
  readonly locked: { readonly records: number; readonly rows: readonly { readonly row: number; readonly period: string }[] };
  /** What somebody has entered since for records of it, with the first rows. */
  readonly byHand: {
    readonly steps: number;
    readonly records: number;
    readonly rows: readonly { readonly row: number; readonly steps: number }[];
  };
  /** Why it would be refused as a whole. */
  readonly refusal: ImportProblem | null;
}

/** What the stream tells of an import. */
export interface ImportJob {
  readonly importId: string;
}
