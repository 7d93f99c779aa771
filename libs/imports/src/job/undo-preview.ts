import type { Caller } from '#contracts';
import type { ImportKind } from '../kind/column.js';
import type { ImportStore } from '../store/import-store.js';
import type { Import } from './import.js';
import type { OwnAnswers } from './ports.js';

/** What taking an import back would move. */
export interface UndoPreview {
  /** Records that would be taken back. */
  readonly records: number;
  readonly figures: readonly MovedFigure[];
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

/** Works out what an undoing moves, from what anybody is shown: the sums of the batch as it stands today, later steps by hand included. */
export class UndoPreviews {
  constructor(
    private readonly store: ImportStore,
    private readonly answers: OwnAnswers,
  ) {}

  async of(one: Import, caller: Caller): Promise<UndoPreview> {
    const pages = await this.store.standingPages(one.importId);
    const records = new Set<string>();
    for (const page of pages) {
      const entered = await this.store.enteredPage(one.importId, page);
      for (const { id } of entered.records) records.add(id);
    }
    if (records.size === 0) return { records: 0, figures: [] };
    const summed = SUMMED[one.kind];
    if (summed === undefined) {
      // Drafts and units are in no sum; households are counted.
      return { records: records.size, figures: one.kind === 'households' ? [await this.fewer(records.size, caller)] : [] };
    }
    const { sums } = await this.answers.get(`${summed.list}?limit=1&batch=${one.importId}`, caller);
    const of = sums as Readonly<Record<string, number>>;
    const figures = Object.entries(summed.sums).map(([figure, sum]) => this.moved(figure, of[sum] ?? 0, caller));
    return { records: records.size, figures: (await Promise.all(figures)).filter(({ now, after }) => now !== after) };
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
