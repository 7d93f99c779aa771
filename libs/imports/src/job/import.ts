import type { BusinessDay, Caller, Instant, ProblemItem } from '#contracts';
import type { Edit } from '../desk/edits.js';
import type { ImportRequest, PlanSummary } from '../desk/desk.js';
import type { MappingView } from '../desk/mapping-view.js';
import type { MappingChoice } from '../table/mapping.js';

/**
 * reading → mapping (a person is asked for the columns) → checked (there is a plan) → committing → done → undoing → undone.
 * cancelled: given up before it was committed. failed: stopped, with a reason; `retry` goes on.
 */
export const IMPORT_STATES = ['reading', 'mapping', 'checked', 'committing', 'done', 'failed', 'undoing', 'undone', 'cancelled'] as const;
/** How an import stands. */
export type ImportState = (typeof IMPORT_STATES)[number];

/** What was being done when an import stopped. */
export type ImportPhase = 'read' | 'commit' | 'undo';

/** Why an import has stopped. */
export interface ImportFailure {
  readonly phase: ImportPhase;
  readonly problem: ProblemItem;
  /** The row of the file it stopped at, and which of its record's commands; absent where no row is to blame. */
  readonly row?: number;
  readonly step?: number;
  /** All that is wrong with that row, where the ledger refused it. */
  readonly reasons?: readonly ProblemItem[];
}

/** The file as it came. */
export interface ImportFile {
  /** Of its bytes. */
  readonly sha256: string;
  /** Under what it is kept, sealed; `null` once it was removed. */
  readonly kept: string | null;
  readonly name: string;
  readonly bytes: number;
}

/** One import, for ever: what was asked, how it stands, what it came to. */
export interface Import extends ImportRequest {
  readonly importId: string;
  readonly file: ImportFile;
  readonly state: ImportState;
  /** Who uploaded it. */
  readonly createdBy: string;
  readonly createdAt: Instant;
  /** Where it belongs: the unit and the village of the account that uploaded it. */
  readonly place: { readonly unitId: string | null; readonly villageCode: string | null };
  readonly changedAt: Instant;
  /** Goes up with every change: who has seen an older one changes nothing. */
  readonly revision: number;
  /** Another with every change of columns or cells: a desk holds those of one of these. */
  readonly inputs: string;
  /** For whom the plan is made and entered: who changed it last. */
  readonly caller: Caller;
  readonly choice: MappingChoice | null;
  readonly edits: readonly Edit[];
  readonly mapping: MappingView | null;
  readonly plan: PlanSummary | null;
  /** The day the plan was made on. */
  readonly plannedOn: BusinessDay | null;
  /** Entries of the present plan that are entered (while undoing: records that are taken back), of `of`. */
  readonly progress: { readonly done: number; readonly of: number };
  readonly failure: ImportFailure | null;
  /** Why it was undone. */
  readonly reason: string | null;
  readonly undoneAt: Instant | null;
}

/** What may change of an import. */
export type ImportChanges = Partial<
  Pick<
    Import,
    | 'state'
    | 'file'
    | 'inputs'
    | 'caller'
    | 'choice'
    | 'edits'
    | 'mapping'
    | 'plan'
    | 'plannedOn'
    | 'progress'
    | 'failure'
    | 'reason'
    | 'undoneAt'
  >
>;

/** A record that an import has made: all that is needed to take it back. */
export interface EnteredRecord {
  readonly id: string;
  /** The route that made it. */
  readonly path: string;
  /** Its first row. */
  readonly row: number;
}
