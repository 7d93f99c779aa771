import type { Fen, ProductCategory } from '#contracts';

/** Whole fen per category; absent = 0. */
export type Parts = ReadonlyMap<ProductCategory, Fen>;

export const NO_PARTS: Parts = new Map();

export function totalOf(parts: Parts): Fen {
  let total = 0;
  for (const amount of parts.values()) total += amount;
  return total;
}

export function add(left: Parts, right: Parts, sign: 1 | -1 = 1): Parts {
  const sum = new Map(left);
  for (const [category, amount] of right) sum.set(category, (sum.get(category) ?? 0) + sign * amount);
  return sum;
}

/**
 * Spreads an amount over weights by largest remainder: whole fen that sum exactly to the amount, none negative, and none
 * above its weight while the amount is not above their sum. Equal remainders go to the earlier weight.
 * @param amount ≥ 0
 */
export function spread(amount: Fen, weights: readonly number[]): Fen[] {
  const sum = weights.reduce((total, weight) => total + BigInt(weight), 0n);
  if (sum === 0n) return weights.map((_, index) => (index === 0 ? amount : 0));
  const exact = weights.map((weight) => BigInt(weight) * BigInt(amount));
  const shares = exact.map((product) => Number(product / sum));
  const left = amount - shares.reduce((total, share) => total + share, 0);
  const byRemainder = exact
    .map((product, index) => ({ index, remainder: product % sum }))
    .sort((one, other) => (one.remainder === other.remainder ? one.index - other.index : one.remainder > other.remainder ? -1 : 1));
  for (const { index } of byRemainder.slice(0, left)) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}

/** Spreads an amount over the categories by what each still has room for. */
export function spreadOver(amount: Fen, room: Parts): Parts {
  const categories = [...room.keys()];
  const shares = spread(amount, [...room.values()]);
  return new Map(categories.map((category, index) => [category, shares[index] ?? 0]));
}
