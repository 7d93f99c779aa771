import { canonicalJson } from './canonical-json.js';
import type { OrderLine } from './events/order-events.js';
import { squeezed } from './plain-text.js';
import type { BusinessDay } from './units.js';

/** Orders of a ledger that one row is compared with, at most; the row says where there are more. */
export const MOST_ALIKE = 20;

/** What of a line tells whether two orders may be the same. */
type LikeLine = Pick<OrderLine, 'product' | 'quantity' | 'unit' | 'amountFen'>;

/**
 * What two orders have in common that may be one and the same, entered twice: the day, what the goods cost, and a short sum
 * over supplier and goods. A ledger finds by it the few that are worth a closer look, however many orders a day has of one
 * amount. No unit is in it: an order that is re-attributed keeps its likeness.
 * @param goods of {@link goodsOf}, where they are known
 */
export function likeness(occurredOn: BusinessDay, supplierName: string, lines: readonly LikeLine[], goods = goodsOf(lines)): string {
  const amountFen = lines.reduce((sum, line) => sum + line.amountFen, 0);
  return `${occurredOn}:${amountFen}:${shortSum(canonicalJson([squeezed(supplierName), goods]))}`;
}

/** The goods of an order as they are compared with those of another one, in whatever order its lines are. */
export function goodsOf(lines: readonly LikeLine[]): readonly string[] {
  return lines.map(({ product, quantity, unit, amountFen }) => canonicalJson([squeezed(product), quantity, unit, amountFen])).sort();
}

/** A likeness at the unit an order counts under, as a ledger is asked for it. */
export function likenessAt(unitId: string, of: string): string {
  return `${of}@${unitId}`;
}

/** What {@link likenessAt} has put together. */
export function likenessAsked(asked: string): { readonly likeness: string; readonly unitId: string } {
  const at = asked.indexOf('@');
  return { likeness: asked.slice(0, at), unitId: asked.slice(at + 1) };
}

/** FNV-1a over the code units, twice 32 bits: what has the same sum is compared in full afterwards. */
function shortSum(text: string): string {
  let one = 0x811c9dc5;
  let other = 0x01000193;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 0x01000193);
    other = Math.imul(other ^ code, 0x85ebca6b);
  }
  return [one, other].map((sum) => (sum >>> 0).toString(16).padStart(8, '0')).join('');
}
