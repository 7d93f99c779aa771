import type { Fen, Grams } from '#contracts';
import { recordId } from './identity.js';
import type { KnownRows } from './known.js';
import type { CellProblem, Outcome, PlannedCommand, EntryDraft, PlannedRow } from './plan.js';

/** A row that becomes a record of its own, whatever the other rows say. */
export interface RecordRow {
  readonly row: number;
  readonly problems: readonly CellProblem[];
  readonly warnings: readonly CellProblem[];
  /** What it becomes; absent where it is blocked. */
  readonly record?: RecordDraft;
}

export interface RecordDraft {
  /** Equal for equal rows. */
  readonly key: string;
  /** The column by which there is only one of it; else equal rows are counted (the n-th equal row). */
  readonly unique?: string;
  readonly amountFen: Fen;
  readonly grams: Grams;
  readonly isUnconverted: boolean;
  readonly commands: (id: string) => readonly PlannedCommand[];
  /** Why it cannot be entered, though nothing is wrong with it and it may be in the ledger already. */
  readonly forbidden?: CellProblem | undefined;
}

/** What becomes of rows that are records of their own. @param known how many of each key the ledger has */
export function planRecords(
  rows: readonly RecordRow[],
  known: Pick<ReadonlyMap<string, KnownRows>, 'get'>,
  skipped: ReadonlySet<number>,
  column: string,
): Outcome {
  const planned: PlannedRow[] = [];
  const entries: EntryDraft[] = [];
  const seen = new Map<string, number[]>();
  for (const { row, problems, warnings, record } of rows) {
    const duplicate = (cell: CellProblem): number => planned.push({ row, state: 'duplicate', cells: [cell] });
    if (skipped.has(row)) duplicate({ column, code: 'ROW.SKIPPED', params: { column } });
    else if (record === undefined) planned.push({ row, state: 'blocked', cells: problems });
    else {
      const before = seen.get(record.key) ?? [];
      seen.set(record.key, [...before, row]);
      const { live, ever } = known.get(record.key) ?? { live: 0, ever: 0 };
      const [first] = before;
      if (record.unique !== undefined && first !== undefined) duplicate(repeated(record.unique, first));
      else if (before.length < live) duplicate({ column, code: 'ROW.DUPLICATE', params: { column } });
      else if (record.forbidden !== undefined) planned.push({ row, state: 'blocked', cells: [record.forbidden] });
      else {
        const id = recordId(record.key, ever + before.length - live);
        const entry = entries.push(entryOf(row, id, record)) - 1;
        planned.push({ row, state: warnings.length > 0 ? 'warned' : 'create', cells: warnings, entry });
      }
    }
  }
  return { rows: planned, entries };
}

function repeated(column: string, row: number): CellProblem {
  return { column, code: 'ROW.DUPLICATE_IN_FILE', params: { column, row } };
}

function entryOf(row: number, id: string, { amountFen, grams, isUnconverted, commands }: RecordDraft): EntryDraft {
  return { id, rows: [row], commands: () => commands(id), amountFen, grams, unconvertedRows: Number(isUnconverted) };
}
