import { type Caller, readsFigure, type Period, type ProblemItem } from '#contracts';
import type { ImportKind } from '../kind/column.js';
import type { ImportStore } from '../store/import-store.js';
import type { Import } from './import.js';
import type { OwnAnswers } from './ports.js';
import { refusedStep } from './import-steps.js';
import { refusalOf, type RowEnding, type UndoEndings } from './undo-endings.js';

/** What taking an import back would move. */
export interface UndoPreview {
  /** Records that would be taken back: those that stand. */
  readonly records: number;
  readonly figures: readonly MovedFigure[];
  /** What of them lies in locked periods, and would be adjusted. */
  readonly locked: {
    readonly records: number;
    /** The first rows, in the order of the sheet. */
    readonly rows: readonly LockedRow[];
  };
  /** What somebody has entered since for records of it, and would fall with them: payments, acceptances, corrections … */
  readonly byHand: {
    readonly steps: number;
    readonly records: number;
    /** The first rows, in the order of the sheet. */
    readonly rows: readonly HandRow[];
  };
  /** Why the caller's undo would be refused as a whole; `null` where it would be begun. */
  readonly refusal: ProblemItem | null;
}

/** A row whose record lies in a locked period. */
export interface LockedRow {
  readonly row: number;
  readonly period: Period;
}

/** A row whose record has steps by hand. */
export interface HandRow {
  readonly row: number;
  readonly steps: number;
}

/** A figure over all that the caller sees, as it is and as it would be. */
export interface MovedFigure {
  readonly figure: string;
  readonly unit: unknown;
  readonly now: number;
  readonly after: number;
}

/** The list that holds a kind's records with their sums, and the figure that each sum is part of. */
interface Summed {
  readonly list: string;
  /** Figure → the sum's name. */
  readonly sums: Readonly<Record<string, string>>;
}

const SUMMED: Readonly<Partial<Record<ImportKind, Summed>>> = {
  orders: {
    list: '/api/orders',
    sums: {
      'purchase.ordered': 'orderedFen',
      'purchase.paid': 'paidFen',
      'purchase.accepted': 'acceptedFen',
      'purchase.completed': 'completedFen',
    },
  },
  sales: { list: '/api/sales', sums: { 'sales.weight': 'grams', 'sales.amount': 'amountFen' } },
};

/** Stands for the reason, which is given with the undo itself. */
const UNSAID = '—';
/** Rows that are named in a preview. */
const MOST_ROWS = 200;

/** Works out what an undoing moves, from what anybody is shown: the sums of the batch as it stands today, later steps by hand included. */
export class UndoPreviews {
  constructor(
    private readonly store: Pick<ImportStore, 'standingPages'>,
    private readonly endings: UndoEndings,
    private readonly answers: OwnAnswers,
  ) {}

  /** What it would come to for this caller. Counted is only what this import has entered and what of it still stands. */
  async of(one: Import, caller: Caller): Promise<UndoPreview> {
    const endings = await this.endings.of(one, caller, UNSAID);
    const hasEntered = (await this.store.standingPages(one.importId)).length > 0;
    const rows = endings.flatMap(({ row, period }) => (period === null ? [] : [{ row, period }]));
    const byHand = endings.flatMap(({ row, stepsByHand: steps = 0 }) => (steps === 0 ? [] : [{ row, steps }]));
    return {
      records: endings.length,
      figures: await this.figures(one, endings, caller),
      locked: { records: rows.length, rows: rows.slice(0, MOST_ROWS) },
      byHand: {
        steps: byHand.reduce((sum, { steps }) => sum + steps, 0),
        records: byHand.length,
        rows: byHand.slice(0, MOST_ROWS),
      },
      refusal: refusedStep(one, 'undo', hasEntered) ?? refusalOf(one, caller, endings),
    };
  }

  private async figures({ kind, importId }: Import, endings: readonly RowEnding[], caller: Caller): Promise<readonly MovedFigure[]> {
    if (endings.length === 0) return [];
    const summed = SUMMED[kind];
    // Drafts and units are in no sum; households are counted.
    if (summed === undefined) return kind === 'households' ? [await this.fewer(endings.length, caller)] : [];
    const { sums } = await this.answers.get(`${summed.list}?limit=1&batch=${importId}`, caller);
    const of = sums as Readonly<Record<string, number>>;
    const shown = Object.entries(summed.sums).filter(([figure]) => readsFigure(caller, figure));
    const figures = shown.map(([figure, sum]) => this.moved(figure, of[sum] ?? 0, caller));
    return (await Promise.all(figures)).filter(({ now, after }) => now !== after);
  }

  private fewer(records: number, caller: Caller): Promise<MovedFigure> {
    return this.moved('households.registered', records, caller);
  }

  private async moved(figure: string, less: number, caller: Caller): Promise<MovedFigure> {
    const { value, unit } = await this.answers.get(`/api/figures/${figure}`, caller);
    const now = typeof value === 'number' ? value : 0;
    return { figure, unit, now, after: now - less };
  }
}
