import { type EndedByHand, squeezed } from '#contracts';
import type { Answers } from '../../plan/known.js';
import type { CellProblem } from '../../plan/plan.js';
import type { Alike } from './alike-orders.js';
import type { BlockedOrder, OrderDraft } from './order-draft.js';
import { problemAt } from './order-group.js';
import type { OrderRow } from './order-row.js';
import { implausible, type Price } from './usual-price.js';

type Draft = OrderDraft | BlockedOrder;

/** What is said of an order on each of its rows: what is worth a look, and what was decided before. */
export type OfOrder = Pick<Alike, 'warnings' | 'notes'>;

/**
 * What is worth a look in rows of orders, beside what the rows say themselves. It is told of blocked rows as well: whoever
 * mends one sees all of it at once.
 */
export class OrderWarnings {
  private readonly ofPrices: ReadonlyMap<number, CellProblem>;

  constructor(
    drafts: readonly Draft[],
    private readonly answers: Answers,
  ) {
    this.ofPrices = implausiblePrices(drafts, answers);
  }

  /** Of a row, whatever has become of its order. */
  ofRow({ row, warnings }: OrderRow): readonly CellProblem[] {
    const price = this.ofPrices.get(row);
    return price === undefined ? warnings : [...warnings, price];
  }

  /**
   * Of an order that is not recorded under its number, on each of its rows.
   * @param history what is said of equal ones before it; of one with a number, of the last that held that
   */
  ofOrder(draft: Draft, { warnings, notes }: Alike, history = this.lastOf(draft)): OfOrder {
    return { warnings: joined(draft.warnings, history, warnings), notes };
  }

  private lastOf({ group: { orderNo } }: Draft): readonly CellProblem[] {
    return endedCells(orderNo === undefined ? undefined : this.answers.orderNumbers.get(orderNo)?.ended);
  }
}

/** Said of an order that was in the ledger until somebody ended it by hand. */
export function endedCells(ended: EndedByHand | undefined): readonly CellProblem[] {
  return ended === undefined ? NOTHING : [problemAt('orderNo', 'ORDER.ENDED_BY_HAND', { ...ended })];
}

const NOTHING: readonly CellProblem[] = [];

/** Most orders have one list at most: it is taken as it is. */
function joined(...lists: readonly (readonly CellProblem[])[]): readonly CellProblem[] {
  const said = lists.filter(({ length }) => length > 0);
  return said.length > 1 ? said.flat() : (said[0] ?? NOTHING);
}

/** Products whose usual price the ledger is asked for, as it knows them. */
export function pricedProducts(drafts: readonly Draft[]): readonly string[] {
  const products = drafts.flatMap(({ group }) => group.rows.flatMap(({ product }) => product ?? []));
  return [...new Set(products.map(squeezed))];
}

function implausiblePrices(drafts: readonly Draft[], { usualFenPerKg }: Answers): ReadonlyMap<number, CellProblem> {
  const prices = drafts.flatMap(({ group }) => group.rows.flatMap((row) => priceOf(row) ?? []));
  return new Map(
    implausible(prices, usualFenPerKg).map(({ row, product, fenPerKg, usualFenPerKg: usual, factor }) => [
      row,
      problemAt('quantity', 'QUANTITY.IMPLAUSIBLE', { product, factor, fenPerKg: Math.round(fenPerKg), usualFenPerKg: usual }),
    ]),
  );
}

function priceOf({ row, product, grams, amountFen }: OrderRow): Price | undefined {
  if (product === undefined || amountFen === undefined || grams === undefined || grams === 0) return undefined;
  return { row, product, fenPerKg: (amountFen * 1_000) / grams };
}
