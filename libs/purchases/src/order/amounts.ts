import type { Fen, ProductCategory } from '#contracts';

/** Whole fen per category; absent = 0. */
export type Parts = ReadonlyMap<ProductCategory, Fen>;

/** Nothing in any category. */
export const NO_PARTS: Parts = new Map();

/** The sum over all categories. */
export function totalOf(parts: Parts): Fen {
  let total = 0;
  for (const amount of parts.values()) total += amount;
  return total;
}

/** Adds category by category. @param sign -1: takes `right` away */
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

/**
 * As {@link spread}, but no share is above its limit: what rounding would put above it goes where there is room.
 * @param amount at most the sum of the limits
 */
export function spreadWithin(amount: Fen, weights: readonly number[], limits: readonly Fen[]): Fen[] {
  const within = spread(amount, weights).map((share, index) => Math.min(share, limits[index] ?? 0));
  const above = amount - within.reduce((total, share) => total + share, 0);
  const room = within.map((share, index) => (limits[index] ?? 0) - share);
  const moved = spread(above, room);
  return within.map((share, index) => share + (moved[index] ?? 0));
}

/** Spreads an amount over the categories by what each still has room for. */
export function spreadOver(amount: Fen, room: Parts): Parts {
  const categories = [...room.keys()];
  const shares = spread(amount, [...room.values()]);
  return new Map(categories.map((category, index) => [category, shares[index] ?? 0]));
}

/** `reached` after an amount more: each category gets by what it still lacks of `goal`, so that all are full together. */
export function raised(reached: Parts, amount: Fen, goal: Parts): Parts {
  return add(reached, spreadFirst(amount, above0(add(goal, reached, -1)), goal));
}

/**
 * `reached` after an amount less: first what a category holds above `goal`, then by what each holds. Only steps entered
 * out of the order of their days can take more than is there on that day, or find more than the goal.
 */
export function lowered(reached: Parts, amount: Fen, goal: Parts): Parts {
  const excess = above0(add(reached, goal, -1));
  const first = Math.min(amount, totalOf(excess));
  const rest = add(reached, spreadOver(first, excess), -1);
  return add(rest, spreadFirst(amount - first, above0(rest), goal), -1);
}

/** Spreads over `room` as far as it goes, and what is left over `otherwise`. */
function spreadFirst(amount: Fen, room: Parts, otherwise: Parts): Parts {
  const within = Math.min(amount, totalOf(room));
  return add(spreadOver(within, room), spreadOver(amount - within, otherwise));
}

function above0(parts: Parts): Parts {
  return new Map([...parts].filter(([, amount]) => amount > 0));
}
