import { isDeepStrictEqual } from 'node:util';
import type { EndedByHand, Fen, Grams } from '#contracts';
import { EqualRows } from './equal-rows.js';
import type { KnownRows } from './known.js';
import type { RowDecisions } from './planner.js';
import type { CellProblem, Outcome, PlannedCommand, EntryDraft, PlannedRow } from './plan.js';

/** A row that becomes a record of its own, whatever the other rows say. */
export interface RecordRow {
  readonly row: number;
  readonly problems: readonly CellProblem[];
  readonly warnings: readonly CellProblem[];
  /** What it becomes; absent where it is blocked. */
  readonly record?: RecordDraft;
}

/** What a row becomes, before it is known whether the ledger has it. */
export interface RecordDraft {
  /** Equal for equal rows. */
  readonly key: string;
  /** Set where there is only one of it; else equal rows are counted (the n-th equal row). */
  readonly unique?: Unique;
  readonly amountFen: Fen;
  readonly grams: Grams;
  readonly isUnconverted: boolean;
  readonly commands: (id: string) => readonly PlannedCommand[];
  /** Why it cannot be entered, though nothing is wrong with it and it may be in the ledger already. */
  readonly forbidden?: CellProblem | undefined;
}

/** What a row says of something there is only one of. */
export interface Unique {
  /** The column by which there is only one. */
  readonly column: string;
  /** By field; `undefined` says nothing, `null` that there is nothing. */
  readonly says: Says;
}

/** Fields of a record and what is said of each. */
export type Says = Readonly<Record<string, unknown>>;

/** The fields in which a row says something else than there is. */
export function differences(says: Says, there: Says): string[] {
  return Object.keys(says).filter((field) => says[field] !== undefined && !isDeepStrictEqual(says[field], there[field] ?? null));
}

/** What becomes of rows that are records of their own. @param known how many of each key the ledger has */
export function planRecords(
  rows: readonly RecordRow[],
  known: Pick<ReadonlyMap<string, KnownRows>, 'get'>,
  { skipped, repeats }: RowDecisions,
  column: string,
): Outcome {
  const planned: PlannedRow[] = [];
  const entries: EntryDraft[] = [];
  const repeatable = new Map<number, number>();
  const firsts = new Map<string, number>();
  const equal = new EqualRows(known, repeats);
  const contradicting = contradictions(rows.filter(({ row }) => !skipped.has(row)));
  for (const { row, problems, warnings, record } of rows) {
    const duplicate = (cell: CellProblem): number => planned.push({ row, state: 'duplicate', cells: [cell] });
    // What is worth a look is told with what must be mended: one sees all of it at once.
    const block = (cells: readonly CellProblem[]): number => planned.push({ row, state: 'blocked', cells: [...cells, ...warnings] });
    if (skipped.has(row)) duplicate({ column, code: 'ROW.SKIPPED', params: { column } });
    else if (record === undefined) block(problems);
    else if (record.unique !== undefined && contradicting.has(record.key))
      block([contradicted(record.unique.column, contradicting.get(record.key) ?? [])]);
    else {
      const first = record.unique === undefined ? undefined : firsts.get(record.key);
      if (record.unique !== undefined && first !== undefined) {
        duplicate(repeated(record.unique.column, first));
        continue;
      }
      firsts.set(record.key, row);
      const place = equal.place(record.key, row);
      if (!place.isNew) {
        if (record.unique === undefined) repeatable.set(row, place.ever);
        duplicate({ column, code: 'ROW.DUPLICATE', params: { column } });
      } else if (record.forbidden !== undefined) block([record.forbidden]);
      else {
        const entry = entries.push(entryOf(row, place.id, record)) - 1;
        const history = place.isRepeat ? [enteredAgain(column)] : endedBefore(column, place.ended);
        const cells = [...history, ...warnings];
        planned.push({ row, state: cells.length > 0 ? 'warned' : 'create', cells, entry });
      }
    }
  }
  return { rows: planned, entries, repeatable };
}

/** Rows about one and the same thing of which one says what the first does not: none of them may be dropped. By their key. */
export function contradictions(rows: readonly RecordRow[]): ReadonlyMap<string, readonly number[]> {
  const firsts = new Map<string, Says>();
  const all = new Map<string, number[]>();
  const keys = new Set<string>();
  for (const { row, record } of rows) {
    if (record?.unique === undefined) continue;
    const { key, unique } = record;
    const first = firsts.get(key);
    all.set(key, [...(all.get(key) ?? []), row]);
    if (first === undefined) firsts.set(key, unique.says);
    else if (differences(unique.says, first).length > 0) keys.add(key);
  }
  return new Map([...keys].map((key) => [key, all.get(key) ?? []]));
}

/** Said of a row that is entered although the ledger has one like it. */
export function enteredAgain(column: string): CellProblem {
  return { column, code: 'ROW.REPEATED', params: { column } };
}

/** Said of a row whose record was in the ledger until somebody ended it by hand. */
function endedBefore(column: string, ended: EndedByHand | undefined): readonly CellProblem[] {
  return ended === undefined ? [] : [{ column, code: 'SALE.ENDED_BY_HAND', params: { column, ...ended } }];
}

function contradicted(column: string, rows: readonly number[]): CellProblem {
  return { column, code: 'ROW.CONTRADICTS_IN_FILE', params: { column, rows: rows.join('、') } };
}

function repeated(column: string, row: number): CellProblem {
  return { column, code: 'ROW.DUPLICATE_IN_FILE', params: { column, row } };
}

function entryOf(row: number, id: string, { amountFen, grams, isUnconverted, commands }: RecordDraft): EntryDraft {
  return { id, rows: [row], commands: () => commands(id), amountFen, grams, unconvertedRows: Number(isUnconverted) };
}
