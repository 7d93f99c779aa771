import { isDeepStrictEqual } from 'node:util';
import { failedRows, type SheetBack } from '../back/failed-rows.js';
import { MOST_DATA_ROWS } from '../file/file-limits.js';
import { FileRefusedError, tooBig } from '../file/file-refused.js';
import { openSheetFile } from '../file/open-file.js';
import type { Sheet } from '../file/sheet.js';
import type { Columns } from '../kind/column.js';
import { PLANNERS } from '../kind/planners.js';
import { buildPlan } from '../plan/build-plan.js';
import { type Answers, NO_QUESTIONS, type Questions } from '../plan/known.js';
import { type Plan, type PlannedEntry, type PlannedRow, withCommands } from '../plan/plan.js';
import { type Draft, type PlanContext, planContext, type RowDecisions } from '../plan/planner.js';
import { KeptRows } from '../plan/kept-rows.js';
import { ReadNotes } from '../plan/read-notes.js';
import { chosenMapping, type Mapping, type MappingChoice, recogniseColumns, withProfile } from '../table/mapping.js';
import { type Table, tableOf } from '../table/table.js';
import { shownText } from '../value/shown-text.js';
import { AnswerSheet, pageOf, pagesOf } from './answer-sheet.js';
import type {
  Circumstances,
  ComparedRow,
  Desk,
  ImportRequest,
  PageRequest,
  PlanSummary,
  RecordedRow,
  RowFilter,
  RowSearch,
  RowView,
} from './desk.js';
import { decisions, type Edit, editedTable, keyOfHeader, repeatedRows, skippedRows } from './edits.js';
import { mappingView, type MappingView, sheetView, type Viewed } from './mapping-view.js';
import { comparedIn, recordedIn } from './planned-rows.js';
import { ToldColumns } from './told-columns.js';

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
      const desk = new ImportDesk(request, withProfile(PLANNERS[request.kind].columns, request.profile ?? {}), sheets);
      // Told as soon as it can be: only then is it the answer to the upload.
      if (sheets.some(({ rows }) => rows.length > MOST_DATA_ROWS)) desk.tableAsRead();
      return desk;
    } finally {
      file.close();
    }
  }

  async mappingView(): Promise<MappingView> {
    return mappingView(this.viewed());
  }

  async sheetView(sheet: string): Promise<MappingView | undefined> {
    return sheetView(this.viewed(), sheet);
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
    this.plan = buildPlan(this.request.kind, this.mapping.sheet, this.draft.plan(this.answers, this.decided()));
    this.draft = undefined;
    const { rows: _rows, repeatable: _repeatable, compared: _compared, entries, ...summary } = this.plan;
    return { ...summary, entryCount: entries.length };
  }

  async missingRows(rows: readonly number[]): Promise<readonly number[]> {
    const planned = new Set(this.planned().rows.map(({ row }) => row));
    return [...new Set(rows)].filter((row) => !planned.has(row));
  }

  async recordedRows(rows: readonly number[]): Promise<readonly RecordedRow[]> {
    return recordedIn(this.planned(), rows);
  }

  async comparedRows(rows: readonly number[]): Promise<readonly ComparedRow[]> {
    return comparedIn(this.planned(), rows);
  }

  async rows(asked: RowFilter | RowSearch, { from, most }: PageRequest): Promise<readonly RowView[]> {
    const page = this.found(typeof asked === 'string' ? { state: asked } : asked).slice(from, from + most);
    const wanted = new Set(page.map(({ row }) => row));
    const cells = new Map((this.edited?.rows ?? []).flatMap((row) => (wanted.has(row.row) ? [[row.row, row.cells] as const] : [])));
    const decided = decisions(this.edits);
    const told = new ToldColumns(this.columns, this.mapping);
    const notes = this.read(wanted);
    return page.map((row) => ({ ...this.view(told.row(row), cells.get(row.row) ?? {}, notes.of(row.row)), ...decided.get(row.row) }));
  }

  async count(asked: RowSearch): Promise<number> {
    return this.found(asked).length;
  }

  async entries({ from, most }: PageRequest): Promise<readonly PlannedEntry[]> {
    return this.planned()
      .entries.slice(from, from + most)
      .map(withCommands);
  }

  async failedRows(): Promise<SheetBack> {
    const blocked = this.planned().rows.filter(({ state }) => state === 'blocked');
    const sheet = this.sheets.find(({ name }) => name === this.mapping?.sheet);
    if (sheet === undefined || this.mapping === undefined) throw new Error('a plan has a sheet');
    const told = new ToldColumns(this.columns, this.mapping);
    return failedRows(
      sheet,
      this.mapping,
      blocked.map((row) => told.row(row)),
      this.edited?.rows ?? [],
    );
  }

  async close(): Promise<void> {
    this.plan = undefined;
  }

  private decided(): RowDecisions {
    const { edits } = this;
    return { skipped: skippedRows(edits), own: new Set(decisions(edits).keys()), repeats: repeatedRows(edits) };
  }

  /** The last one while nothing around the rows has changed, with what it keeps of them. */
  private contextOf({ directory, today, secret }: Circumstances): PlanContext {
    const { context } = this;
    if (context?.today === today && context.secret === secret && isDeepStrictEqual(context.directory, directory)) return context;
    this.context = undefined;
    const { unitId } = this.request;
    return planContext(directory, { today, secret, ...(unitId === undefined ? {} : { ownUnitId: unitId }) });
  }

  private viewed(): Viewed {
    const { sheets, columns, mapping, request } = this;
    return { sheets, columns, mapping, hasUnit: request.unitId !== undefined };
  }

  private planned(): Plan {
    if (this.plan === undefined) throw new Error('the plan is made before it is shown');
    return this.plan;
  }

  private found({ state, code, column, value = '', decided }: RowSearch): readonly PlannedRow[] {
    const rowsDecided = decided === undefined ? undefined : decisions(this.edits);
    const rows = this.planned().rows.filter(
      (row) =>
        matches(row, state) && (code === undefined || row.cells.some((cell) => cell.code === code)) && rowsDecided?.has(row.row) !== false,
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
    if (this.table.rows.length > MOST_DATA_ROWS) throw tooBig('50,000 行 / rows');
    return this.table;
  }

  /** What a few rows are read as: read once more, since nobody keeps that of 50,000. */
  private read(wanted: ReadonlySet<number>): ReadNotes {
    const { edited, context, request } = this;
    const notes = new ReadNotes();
    if (edited === undefined || context === undefined || wanted.size === 0) return notes;
    const rows = edited.rows.filter(({ row }) => wanted.has(row));
    PLANNERS[request.kind].draft({ ...edited, rows }, { ...context, kept: new KeptRows(), notes });
    return notes;
  }

  private view(row: PlannedRow, cells: Table['rows'][number]['cells'], notes: ReadonlyMap<string, string>): RowView {
    const values = Object.entries(this.columns).flatMap(([key, { header }]) => {
      const text = shownText(cells[key], this.edited?.epoch ?? 1900);
      return text === '' ? [] : [[header, text] as const];
    });
    const repeat = this.plan?.repeatable.has(row.row) === true ? { mayRepeat: true as const } : {};
    const read = [...notes].map(([key, text]) => [this.columns[key]?.header ?? key, text] as const);
    const more = read.length === 0 ? {} : { read: Object.fromEntries(read) };
    return { ...row, ...repeat, sheet: this.mapping?.sheet ?? '', values: Object.fromEntries(values), ...more };
  }
}

function matches({ state }: PlannedRow, filter: RowFilter): boolean {
  return filter === 'all' || state === filter || (filter === 'create' && state === 'warned');
}
