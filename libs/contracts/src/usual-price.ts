import type { Fen } from './units.js';

/** Prices of one product that it takes to say what is usual. */
const LEAST_PRICES = 6;
/** How far prices may lie from their middle, for a slip of ×2 to stand out: beyond it seasons and qualities mix. */
const CALM = 0.35;

/** What a kilogram usually costs: the middle of the prices, where most of them lie close to it. @param prices fen per kilogram */
export function usualPrice(prices: readonly number[]): Fen | undefined {
  if (prices.length < LEAST_PRICES) return undefined;
  const sorted = [...prices].sort((left, right) => left - right);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const calm = sorted.filter((price) => Math.abs(price / middle - 1) <= CALM);
  return middle > 0 && calm.length >= Math.ceil(sorted.length * 0.8) ? Math.round(middle) : undefined;
}
