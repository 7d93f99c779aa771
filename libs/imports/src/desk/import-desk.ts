import type { BusinessDay } from '#contracts';
import { failedRows } from '../back/failed-rows.js';
import { FileRefusedError } from '../file/file-refused.js';
import { openSheetFile } from '../file/open-file.js';
import { cellText, type Sheet } from '../file/sheet.js';
import { type Columns, type ImportKind } from '../kind/column.js';
import { PLANNERS } from '../kind/planners.js';
import { buildPlan } from '../plan/build-plan.js';
import type { Answers, Directory, Questions } from '../plan/known.js';
import type { Plan, PlannedEntry, PlannedRow } from '../plan/plan.js';
import { type Draft, planContext } from '../plan/planner.js';
import { chosenMapping, type Mapping, type MappingChoice, recogniseColumns, withProfile } from '../table/mapping.js';
import { type Table, tableOf } from '../table/table.js';
import { type Edit, editedTable, skippedRows } from './edits.js';
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
}

/** A part of a list. */
export interface PageRequest {
  readonly from: number;
  readonly most: number;
}

/** `warned` rows are among those that `create`. */
export type RowFilter = PlannedRow['state'] | 'all';

/**
 * One file on its way into the ledger: read, mapped, mended, planned. It knows no database and no clock; a plan is a
 * function of the file, the mapping, the edits, the circumstances and the ledger's answers, so it can be made again.
 */
export class ImportDesk {
  private mapping: Mapping | undefined;
  private edits: readonly Edit[] = [];
  private table: Table | undefined;
  private edited: Table | undefined;
  private draft: Draft | undefined;
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

  /** Sheet and columns as they stand, and what else they could be. Without a mapping a person is asked. */
  mappingView(): MappingView {
    return mappingView(this.sheets, this.columns, this.mapping);
  }

  /** Takes the columns a person has chosen. @returns false for a sheet the file does not have */
  choose(choice: MappingChoice): boolean {
    const mapping = chosenMapping(this.sheets, this.columns, choice);
    if (mapping === undefined) return false;
    this.mapping = mapping;
    this.table = undefined;
    return true;
  }

  /** Takes all edits made so far; those that are left out are undone. */
  edit(edits: readonly Edit[]): void {
    this.edits = edits;
  }

  /** Reads the rows and says what the ledger must be asked. @returns undefined while there is no mapping */
  questions({ directory, today, secret }: Circumstances): Questions | undefined {
    const table = this.tableAsRead();
    if (table === undefined) return undefined;
    this.edited = editedTable(table, this.columns, this.edits);
    const { unitId } = this.request;
    const context = planContext(directory, { today, secret, ...(unitId === undefined ? {} : { ownUnitId: unitId }) });
    this.draft = PLANNERS[this.request.kind].draft(this.edited, context);
    return this.draft.questions;
  }

  /** Makes the plan from the answers to {@link questions}. */
  settle(answers: Answers): PlanSummary {
    if (this.draft === undefined || this.mapping === undefined) throw new Error('the ledger is asked before the plan is made');
    this.plan = buildPlan(this.request.kind, this.mapping.sheet, this.draft.plan(answers, skippedRows(this.edits)));
    const { rows: _rows, entries, ...summary } = this.plan;
    return { ...summary, entryCount: entries.length };
  }

  /** Rows of the plan, in the order of the file. */
  rows(filter: RowFilter, { from, most }: PageRequest): readonly RowView[] {
    const rows = this.planned().rows.filter((row) => matches(row, filter));
    return rows.slice(from, from + most).map((row) => this.view(row));
  }

  /** Entries of the plan, in the order they are made. */
  entries({ from, most }: PageRequest): readonly PlannedEntry[] {
    return this.planned().entries.slice(from, from + most);
  }

  /** The person's own sheet with the blocked rows only, and what is wrong with each in a last column. */
  async failedRows(): Promise<Buffer> {
    const blocked = this.planned().rows.filter(({ state }) => state === 'blocked');
    const sheet = this.sheets.find(({ name }) => name === this.mapping?.sheet);
    if (sheet === undefined || this.mapping === undefined) throw new Error('a plan has a sheet');
    return failedRows(sheet, this.mapping, blocked, this.edited?.rows ?? []);
  }

  private planned(): Plan {
    if (this.plan === undefined) throw new Error('the plan is made before it is shown');
    return this.plan;
  }

  private tableAsRead(): Table | undefined {
    const sheet = this.sheets.find(({ name }) => name === this.mapping?.sheet);
    if (sheet === undefined || this.mapping === undefined) return undefined;
    this.table ??= tableOf(sheet, this.mapping, this.columns);
    return this.table;
  }

  private view(row: PlannedRow): RowView {
    const cells = this.edited?.rows.find((one) => one.row === row.row)?.cells ?? {};
    const values = Object.entries(this.columns).flatMap(([key, { header }]) => {
      const text = cellText(cells[key]).trim();
      return text === '' ? [] : [[header, text] as const];
    });
    return { ...row, sheet: this.mapping?.sheet ?? '', values: Object.fromEntries(values) };
  }
}

function matches({ state }: PlannedRow, filter: RowFilter): boolean {
  return filter === 'all' || state === filter || (filter === 'create' && state === 'warned');
}
