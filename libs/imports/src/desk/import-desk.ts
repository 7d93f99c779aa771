import { isDeepStrictEqual } from 'node:util';
import type { BusinessDay } from '#contracts';
import { failedRows } from '../back/failed-rows.js';
import { FileRefusedError } from '../file/file-refused.js';
import { openSheetFile } from '../file/open-file.js';
import type { Sheet } from '../file/sheet.js';
import { type Columns, type ImportKind } from '../kind/column.js';
import { PLANNERS } from '../kind/planners.js';
import { buildPlan } from '../plan/build-plan.js';
import { type Answers, type Directory, NO_QUESTIONS, type Questions } from '../plan/known.js';
import { type Plan, type PlannedEntry, type PlannedRow, withCommands } from '../plan/plan.js';
import { type Draft, type PlanContext, planContext } from '../plan/planner.js';
import { chosenMapping, type Mapping, type MappingChoice, recogniseColumns, withProfile } from '../table/mapping.js';
import { type Table, tableOf } from '../table/table.js';
import { shownText } from '../value/shown-text.js';
import { AnswerSheet, pageOf, pagesOf } from './answer-sheet.js';
import { decisions, type Edit, editedTable, keyOfHeader, skippedRows } from './edits.js';
import { mappingView, type MappingView } from './mapping-view.js';

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
export type PlanSummary = Omit<Plan, 'rows' | 'entries'> & { readonly entryCount: number };

/** A planned row with what it shows. */
export interface RowView extends PlannedRow {
  readonly sheet: string;
  /** By our heads, as the file shows it, edits included. */
  readonly values: Readonly<Record<string, string>>;
  /** What a person has decided about the row. */
  readonly decision?: 'import' | 'skip';
}

/** A part of a list. */
export interface PageRequest {
  readonly from: number;
  readonly most: number;
}

/** `warned` rows are among those that `create`. */
export type RowFilter = PlannedRow['state'] | 'all';

/** Which rows are asked for: those in a state, further those with a problem, those that show a text in a column. */
export interface RowSearch {
  readonly state: RowFilter;
  readonly code?: string;
  /** By our head. */
  readonly column?: string;
  readonly value?: string;
}

/**
 * One file on its way into the ledger: read, mapped, mended, planned. It knows no database and no clock; a plan is a
 * function of the file, the mapping, the edits, the circumstances and the ledger's answers, so it can be made again.
 */
export interface Desk {
  /** Sheet and columns as they stand, and what else they could be. Without a mapping a person is asked. */
  mappingView(): Promise<MappingView>;
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
  /** Rows of the plan, in the order of the file. */
  rows(asked: RowFilter | RowSearch, page: PageRequest): Promise<readonly RowView[]>;
  /** How many rows a search finds. */
  count(asked: RowSearch): Promise<number>;
  /** Entries of the plan, in the order they are made. */
  entries(page: PageRequest): Promise<readonly PlannedEntry[]>;
  /** The person's own sheet with the blocked rows only, and what is wrong with each in a last column. */
  failedRows(): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** A desk in this very thread: for one that may stand still while a large file is read. */
export class ImportDesk implements Desk {
  private mapping: Mapping | undefined;
  private edits: readonly Edit[] = [];
  private table: Table | undefined;
  private edited: Table | undefined;
  private context: PlanContext | undefined;
  private draft: Draft | undefined;
  private answers = new AnswerSheet();
  private plan: Plan | undefined;

  private constructor(
    private readonly request: ImportRequest,
    private readonly columns: Columns,
    private readonly sheets: readonly Sheet[],
  ) {
    this.mapping = recogniseColumns(sheets, columns).mapping;
  }

  /** Reads a file. @throws FileRefusedError */
  static async open(bytes: Buffer, request: ImportRequest): Promise<ImportDesk> {
    const file = await openSheetFile(bytes);
    try {
      const sheets: Sheet[] = [];
      for (const name of file.sheets()) {
        const sheet = await file.read(name);
        if (sheet.rows.length > 0) sheets.push(sheet);
      }
      if (sheets.length === 0) throw new FileRefusedError('FILE.EMPTY');
      return new ImportDesk(request, withProfile(PLANNERS[request.kind].columns, request.profile ?? {}), sheets);
    } finally {
      file.close();
    }
  }

  async mappingView(): Promise<MappingView> {
    return mappingView(this.sheets, this.columns, this.mapping);
  }

  async choose(choice?: MappingChoice): Promise<boolean> {
    const { sheets, columns } = this;
    const mapping = choice === undefined ? recogniseColumns(sheets, columns).mapping : chosenMapping(sheets, columns, choice);
    if (choice !== undefined && mapping === undefined) return false;
    this.mapping = mapping;
    this.table = undefined;
    return true;
  }

  async edit(edits: readonly Edit[]): Promise<void> {
    this.edits = edits;
  }

  async prepare({ directory, today, secret }: Circumstances): Promise<number | undefined> {
    const table = this.tableAsRead();
    if (table === undefined) return undefined;
    // The old plan goes before the new one comes: two at once are more than a thread may hold.
    this.plan = undefined;
    this.draft = undefined;
    this.edited = editedTable(table, this.columns, this.edits);
    this.answers = new AnswerSheet();
    const { kind } = this.request;
    this.context = this.contextOf({ directory, today, secret });
    this.draft = PLANNERS[kind].draft(this.edited, this.context);
    return pagesOf(this.draft.questions);
  }

  async questions(page: number): Promise<Questions> {
    return pageOf(this.draft?.questions ?? NO_QUESTIONS, page);
  }

  async answer(answers: Answers): Promise<void> {
    this.answers.add(answers);
  }

  async settle(): Promise<PlanSummary> {
    if (this.draft === undefined || this.mapping === undefined) throw new Error('rows are read before the plan is made');
    this.plan = buildPlan(this.request.kind, this.mapping.sheet, this.draft.plan(this.answers, skippedRows(this.edits)));
    this.draft = undefined;
    const { rows: _rows, entries, ...summary } = this.plan;
    return { ...summary, entryCount: entries.length };
  }

  async missingRows(rows: readonly number[]): Promise<readonly number[]> {
    const planned = new Set(this.planned().rows.map(({ row }) => row));
    return [...new Set(rows)].filter((row) => !planned.has(row));
  }

  async rows(asked: RowFilter | RowSearch, { from, most }: PageRequest): Promise<readonly RowView[]> {
    const page = this.found(typeof asked === 'string' ? { state: asked } : asked).slice(from, from + most);
    const wanted = new Set(page.map(({ row }) => row));
    const cells = new Map((this.edited?.rows ?? []).flatMap((row) => (wanted.has(row.row) ? [[row.row, row.cells] as const] : [])));
    const decided = decisions(this.edits);
    return page.map((row) => {
      const decision = decided.get(row.row);
      return { ...this.view(row, cells.get(row.row) ?? {}), ...(decision === undefined ? {} : { decision }) };
    });
  }

  async count(asked: RowSearch): Promise<number> {
    return this.found(asked).length;
  }

  async entries({ from, most }: PageRequest): Promise<readonly PlannedEntry[]> {
    return this.planned()
      .entries.slice(from, from + most)
      .map(withCommands);
  }

  async failedRows(): Promise<Uint8Array> {
    const blocked = this.planned().rows.filter(({ state }) => state === 'blocked');
    const sheet = this.sheets.find(({ name }) => name === this.mapping?.sheet);
    if (sheet === undefined || this.mapping === undefined) throw new Error('a plan has a sheet');
    return failedRows(sheet, this.mapping, blocked, this.edited?.rows ?? []);
  }

  async close(): Promise<void> {
    this.plan = undefined;
  }

  /** The last one while nothing around the rows has changed, with what it keeps of them. */
  private contextOf({ directory, today, secret }: Circumstances): PlanContext {
    const { context } = this;
    if (context?.today === today && context.secret === secret && isDeepStrictEqual(context.directory, directory)) return context;
    this.context = undefined;
    const { unitId } = this.request;
    return planContext(directory, { today, secret, ...(unitId === undefined ? {} : { ownUnitId: unitId }) });
  }

  private planned(): Plan {
    if (this.plan === undefined) throw new Error('the plan is made before it is shown');
    return this.plan;
  }

  private found({ state, code, column, value = '' }: RowSearch): readonly PlannedRow[] {
    const rows = this.planned().rows.filter(
      (row) => matches(row, state) && (code === undefined || row.cells.some((cell) => cell.code === code)),
    );
    if (column === undefined) return rows;
    const key = keyOfHeader(this.columns, column);
    if (key === undefined || this.edited === undefined) return [];
    const { rows: shown, epoch } = this.edited;
    const showing = new Set(shown.filter(({ cells }) => shownText(cells[key], epoch) === value.trim()).map(({ row }) => row));
    return rows.filter(({ row }) => showing.has(row));
  }

  private tableAsRead(): Table | undefined {
    const sheet = this.sheets.find(({ name }) => name === this.mapping?.sheet);
    if (sheet === undefined || this.mapping === undefined) return undefined;
    this.table ??= tableOf(sheet, this.mapping, this.columns);
    return this.table;
  }

  private view(row: PlannedRow, cells: Table['rows'][number]['cells']): RowView {
    const values = Object.entries(this.columns).flatMap(([key, { header }]) => {
      const text = shownText(cells[key], this.edited?.epoch ?? 1900);
      return text === '' ? [] : [[header, text] as const];
    });
    return { ...row, sheet: this.mapping?.sheet ?? '', values: Object.fromEntries(values) };
  }
}

function matches({ state }: PlannedRow, filter: RowFilter): boolean {
  return filter === 'all' || state === filter || (filter === 'create' && state === 'warned');
}
