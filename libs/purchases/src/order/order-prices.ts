import { type OrderFacts, squeezed } from '#contracts';
import type { Changes } from '#event-log';
import type { TableSpec } from '#persistence';

/** So many prices of one product are kept: enough to tell the usual one, and few enough to be written again and again. */
const SLOTS = 31;
/** Longest text of a key. */
const MOST_CHARACTERS = 190;

/**
 * 商品价格: of each product the price in some late orders, to be joined with the order, since a void one says nothing.
 * Which of the places an order takes follows from its id: later orders take the place of earlier ones.
 */
export const ORDER_PRICE: TableSpec = {
  name: 'order_ledger_price',
  columns: [
    { name: 'product', type: 'id' },
    { name: 'slot', type: 'integer' },
    { name: 'order_id', type: 'id', default: '' },
    { name: 'fen_per_kg', type: 'integer', default: 0 },
  ],
  primaryKey: ['product', 'slot'],
};

/** Keeps what a kilogram of each product cost; lines without a weight say nothing of it. */
export function keepPrices({ orderId, lines }: OrderFacts & { readonly orderId: string }, changes: Changes): void {
  const slot = slotOf(orderId);
  for (const { product, amountFen, grams } of lines) {
    if (grams === null || grams === 0) continue;
    const fenPerKg = Math.min(Math.round((amountFen / grams) * 1_000), Number.MAX_SAFE_INTEGER);
    const price = { order_id: orderId, fen_per_kg: fenPerKg };
    changes.set(ORDER_PRICE.name, { product: priceKey(product), slot }, price);
  }
}

/** A product as its prices are found. */
export function priceKey(product: string): string {
  return Array.from(squeezed(product)).slice(0, MOST_CHARACTERS).join('');
}

function slotOf(orderId: string): number {
  let mixed = 0;
  for (let at = 0; at < orderId.length; at += 1) mixed = (mixed * 7 + orderId.charCodeAt(at)) % SLOTS;
  return mixed;
}
