import type { Fen, ProductCategory } from '#contracts';

/** Whole fen per category; absent = 0. */
export type Parts = ReadonlyMap<ProductCategory, Fen>;

export const NO_PARTS: Parts = new Map();

export function totalOf(parts: Parts): Fen {
  let total = 0;
  for (const amount of parts.values()) total += amount;
  return total;
}

export function plus(left: Parts, right: Parts): Parts {
  const sum = new Map(left);
  for (const [category, amount] of right) sum.set(category, (sum.get(category) ?? 0) + amount);
  return sum;
}

export function minus(left: Parts, right: Parts): Parts {
  const rest = new Map(left);
  for (const [category, amount] of right) rest.set(category, (rest.get(category) ?? 0) - amount);
  return rest;
}

/**
 * Spreads an amount over weights by largest remainder: whole fen that sum exactly to the amount, none above its weight
 * while the amount is not above their sum. Equal remainders go to the earlier weight; weights that are all 0 count alike.
 * @param amount a whole number, 0 or more
 * @param weights whole numbers, 0 or more
 */
export function spread(amount: Fen, weights: readonly number[]): Fen[] {
  const given = weights.map((weight) => BigInt(weight));
  const shared = given.some((weight) => weight > 0n) ? given : given.map(() => 1n);
  const sum = shared.reduce((total, weight) => total + weight, 0n);
  // Products of two amounts pass 2^53, so they are kept as big integers until they are shares.
  const products = shared.map((weight) => weight * BigInt(amount));
  const shares = products.map((product) => Number(product / sum));
  const left = amount - shares.reduce((total, share) => total + share, 0);
  const byRemainder = products
    .map((product, index) => ({ index, remainder: product % sum }))
    .sort((one, other) => (one.remainder === other.remainder ? one.index - other.index : one.remainder > other.remainder ? -1 : 1));
  for (const { index } of byRemainder.slice(0, left)) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}

/** Spreads an amount over categories by their weights. */
export function spreadOver(amount: Fen, weights: Parts): Parts {
  const shares = spread(amount, [...weights.values()]);
  return new Map([...weights.keys()].map((category, index) => [category, shares[index] ?? 0]));
}

/** `reached` after an amount more: each category gets by what it still lacks of `goal`, so that all are full together. */
export function raised(reached: Parts, amount: Fen, goal: Parts): Parts {
  return plus(reached, spreadFirst(amount, above0(minus(goal, reached)), goal));
}

/**
 * `reached` after an amount less: first what a category holds above `goal`, then by what each holds. Only steps that were
 * entered out of the order of their days can take more than is there, or hold more than the goal.
 */
export function lowered(reached: Parts, amount: Fen, goal: Parts): Parts {
  const excess = above0(minus(reached, goal));
  const first = Math.min(amount, totalOf(excess));
  const rest = minus(reached, spreadOver(first, excess));
  return minus(rest, spreadFirst(amount - first, above0(rest), goal));
}

/** Spreads over `room` as far as it goes, and what is left over `otherwise`. */
function spreadFirst(amount: Fen, room: Parts, otherwise: Parts): Parts {
  const within = Math.min(amount, totalOf(room));
  return plus(spreadOver(within, room), spreadOver(amount - within, otherwise));
}

/** The categories that hold something; none is below 0. */
export function above0(parts: Parts): Parts {
  return new Map([...parts].filter(([, amount]) => amount > 0));
}
