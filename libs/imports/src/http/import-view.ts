import { type Locale, problemSentence, type ProblemItem, type ProblemParams } from '#contracts';
import type { RowView } from '../desk/desk.js';
import type { MappingView } from '../desk/mapping-view.js';
import { isPersonal, maskedParams, maskedValues } from '../job/cleaning.js';
import type { Import, ImportFailure } from '../job/import.js';
import type { UndoPreview } from '../job/undo-preview.js';
import { isWarning } from '../plan/plan.js';

/** For whom, and in which language, an answer is made. */
export interface Reader {
  readonly locale: Locale;
  /** Whether this import's persons are shown; to who does not enter it they are masked. */
  readonly mayReadPersons: boolean;
}

/** An import as it is answered (contract §6). */
export interface ImportAnswer {
  readonly importId: string;
  readonly kind: Import['kind'];
  readonly state: Import['state'];
  readonly progress: Import['progress'];
  readonly mapping: Import['mapping'];
  /** `null` until there is a plan. */
  readonly counts: NonNullable<Import['plan']>['counts'] | null;
  readonly totals: NonNullable<Import['plan']>['totals'] | null;
  readonly planHash: string | null;
  readonly problems: NonNullable<Import['plan']>['problems'];
  readonly unitId: string | null;
  readonly file: Pick<Import['file'], 'sha256' | 'name' | 'bytes'> & { readonly isKept: boolean };
  readonly createdBy: string;
  readonly createdAt: string;
  readonly changedAt: string;
  readonly plannedOn: string | null;
  readonly edits: number;
  /** Why it has stopped. */
  readonly failure: SaidFailure | null;
  readonly reason: string | null;
  readonly undoneAt: string | null;
}

/** A problem with its sentence, in the language of the reader. */
export interface SaidProblem {
  readonly code: string;
  readonly params: ProblemParams;
  readonly detail: string;
}

/** Where and why an import has stopped. */
export interface SaidFailure extends SaidProblem {
  readonly phase: ImportFailure['phase'];
  readonly row: number | null;
  readonly reasons: readonly SaidProblem[];
}

/** What an undo would move, as it is answered. */
export interface UndoPreviewAnswer extends Omit<UndoPreview, 'refusal'> {
  readonly refusal: SaidProblem | null;
}

/** A row of the plan as it is answered (contract §6). */
export interface RowAnswer extends Pick<
  RowView,
  'sheet' | 'row' | 'state' | 'values' | 'read' | 'decision' | 'decisionReason' | 'mayRepeat'
> {
  readonly cells: readonly SaidCell[];
}

/** A problem of one cell, as it is answered. */
export interface SaidCell extends SaidProblem {
  readonly column: string;
  readonly suggestion?: string;
  /** It is worth a look and blocks nothing: a row that must be mended for another problem has such ones as well. */
  readonly isWarning?: true;
}

/** While these last a sheet is worked on as a whole; behind them only what still has to be mended is shown of persons. */
const OPEN: readonly Import['state'][] = ['mapping', 'checked'];

/** For whom every row shows its persons. What was entered is shown where households are, for a reason (contract §2). */
export function readsAllPersons(one: Import, { mayReadPersons }: Reader): boolean {
  return mayReadPersons && (!isPersonal(one) || OPEN.includes(one.state));
}

/** For whom this row shows them. */
export function readerOf(one: Import, { state }: Pick<RowView, 'state'>, reader: Reader): Reader {
  const mayReadPersons = readsAllPersons(one, reader) || (reader.mayReadPersons && state === 'blocked');
  return { ...reader, mayReadPersons };
}

/** A sheet's columns; its first rows only for whoever reads every person in it. */
export function shownMapping(one: Import, mapping: MappingView, reader: Reader): MappingView {
  return readsAllPersons(one, reader) ? mapping : { ...mapping, firstRows: [] };
}

/** @param reader who enters such sheets sees what is in them; others see no person in them */
export function importAnswer(one: Import, reader: Reader): ImportAnswer {
  const { importId, kind, state, progress, plan, file, createdBy, createdAt, changedAt, plannedOn, reason, undoneAt } = one;
  return {
    importId,
    kind,
    state,
    progress,
    mapping: one.mapping === null ? null : shownMapping(one, one.mapping, reader),
    counts: plan?.counts ?? null,
    totals: plan?.totals ?? null,
    planHash: plan?.hash ?? null,
    problems: plan?.problems ?? [],
    unitId: one.unitId ?? null,
    file: { sha256: file.sha256, name: file.name, bytes: file.bytes, isKept: file.kept !== null },
    createdBy,
    createdAt,
    changedAt,
    plannedOn,
    edits: one.edits.length,
    failure: one.failure === null ? null : saidFailure(one.failure, reader.locale),
    reason,
    undoneAt,
  };
}

/** @param reader who may not read the persons of the sheet sees them masked, in values and problems alike */
export function rowAnswer(
  { sheet, row, state, values, read, cells, decision, decisionReason, mayRepeat }: RowView,
  { locale, mayReadPersons }: Reader,
): RowAnswer {
  return {
    sheet,
    row,
    state,
    values: mayReadPersons ? values : maskedValues(values),
    ...(read === undefined ? {} : { read: mayReadPersons ? read : maskedValues(read) }),
    cells: cells.map(({ column, suggestion, ...problem }) => ({
      column,
      ...said(mayReadPersons ? problem : { ...problem, params: maskedParams(column, problem.params) }, locale),
      ...(suggestion === undefined ? {} : { suggestion }),
      ...(isWarning(problem) ? { isWarning: true as const } : {}),
    })),
    ...(mayRepeat === undefined ? {} : { mayRepeat }),
    ...(decision === undefined ? {} : { decision }),
    ...(decisionReason === undefined || !mayReadPersons ? {} : { decisionReason }),
  };
}

/** The preview, its refusal in the language of the reader. */
export function undoPreviewAnswer({ refusal, ...preview }: UndoPreview, { locale }: Reader): UndoPreviewAnswer {
  return { ...preview, refusal: refusal === null ? null : said(refusal, locale) };
}

function saidFailure({ phase, row, reasons = [], problem }: ImportFailure, locale: Locale): SaidFailure {
  return { phase, row: row ?? null, ...said(problem, locale), reasons: reasons.map((one) => said(one, locale)) };
}

function said(problem: Omit<ProblemItem, 'path'>, locale: Locale): SaidProblem {
  return { code: problem.code, params: problem.params ?? {}, detail: problemSentence(problem, locale) };
}
