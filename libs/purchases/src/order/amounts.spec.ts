import fc from 'fast-check';
import { lowered, type Parts, raised, spread } from './amounts.js';
import { amountProblems, lineOf, partsOf } from './order-lines.js';
import { facts, line } from '../testing/order-scenario.js';

const AMOUNT = fc.nat({ max: Number.MAX_SAFE_INTEGER });

describe('spreading an amount', () => {
  test('gives whole fen that sum exactly to it and are never negative', () => {
    fc.assert(
      fc.property(AMOUNT, fc.array(fc.nat({ max: 1e12 }), { minLength: 1, maxLength: 12 }), (amount, weights) => {
        const shares = spread(amount, weights);
        expect(shares.reduce((sum, share) => sum + BigInt(share), 0n)).toBe(BigInt(amount));
        expect(shares.every((share) => Number.isSafeInteger(share) && share >= 0)).toBe(true);
      }),
    );
  });

  test('gives none more than its weight while the amount fits in', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 1e6 }), { minLength: 1, maxLength: 9 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (weights, part) => {
          const amount = Math.floor(weights.reduce((sum, weight) => sum + weight, 0) * part);
          expect(spread(amount, weights).every((share, index) => share <= (weights[index] ?? 0))).toBe(true);
        },
      ),
    );
  });

  test('by largest remainder: the fen left over goes to the largest fraction, a tie to the earlier one', () => {
    expect(spread(10, [1, 2, 4])).toEqual([1, 3, 6]);
    expect(spread(1, [5, 5])).toEqual([1, 0]);
    expect(spread(100, [1, 1, 1])).toEqual([34, 33, 33]);
  });
});

describe('an order’s total by category', () => {
  test('sums exactly to lines plus freight less discount, whatever the lines are', () => {
    const categories = fc.constantFrom('fruit', 'vegetable', 'tea-drink', 'processed');
    const lines = fc.array(fc.record({ category: categories, amountFen: fc.integer({ min: 1, max: 1e9 }) }), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(lines, fc.nat({ max: 1e6 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (given, freightFen, off) => {
        const goods = given.reduce((sum, { amountFen }) => sum + amountFen, 0);
        const discountFen = Math.floor((goods + freightFen) * off);
        const order = facts(
          given.map(({ category, amountFen }) => line(amountFen, { category: category as 'fruit' })),
          { freightFen, discountFen },
        );
        const parts = [...partsOf(order).values()];
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(goods + freightFen - discountFen);
        expect(parts.every((part) => part >= 0)).toBe(true);
      }),
    );
  });

  test('puts freight and discount on the lines by their amount', () => {
    const order = facts([line(100), line(300, { category: 'vegetable' })], { freightFen: 40, discountFen: 20 });
    expect(Object.fromEntries(partsOf(order))).toEqual({ fruit: 105, vegetable: 315 });
  });

  test('spreads each of the two on its own, not what is left of them', () => {
    const order = facts([line(100), line(200, { category: 'vegetable' })], { freightFen: 1, discountFen: 2 });
    // Freight 0 and 1, discount 1 and 1; the difference of −1 spread at once would be 0 and −1.
    expect(Object.fromEntries(partsOf(order))).toEqual({ fruit: 99, vegetable: 200 });
  });

  test('takes no more off a line than it costs with its freight, where roundings meet', () => {
    const [a, b, c, d] = [
      line(12),
      line(3, { category: 'vegetable' }),
      line(12, { category: 'tea-drink' }),
      line(5, { category: 'processed' }),
    ];
    // Freight 6, 1, 6, 2; discount 17, 5, 17, 7: the vegetables would come to −1.
    const parts = partsOf(facts([a, b, c, d], { freightFen: 15, discountFen: 46 }));
    expect(Object.fromEntries(parts)).toEqual({ fruit: 0, vegetable: 0, 'tea-drink': 1, processed: 0 });
  });

  test('is never below 0 in any category, down to a total of one fen', () => {
    const categories = ['fruit', 'vegetable', 'tea-drink', 'processed', 'grain-oil'] as const;
    const amounts = fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 5 }).filter((given) => given.some((amount) => amount > 0));
    fc.assert(
      fc.property(amounts, fc.nat({ max: 30 }), fc.integer({ min: 1, max: 3 }), (given, freightFen, total) => {
        const goods = given.reduce((sum, amount) => sum + amount, 0);
        const discountFen = Math.max(0, goods + freightFen - total);
        const lines = given.map((amount, index) => line(amount, { category: categories[index] ?? 'fruit' }));
        const parts = [...partsOf(facts(lines, { freightFen, discountFen })).values()];
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(goods + freightFen - discountFen);
        expect(parts.every((part) => part >= 0)).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('a line', () => {
  test('keeps quantity and unit as entered beside its exact weight', () => {
    expect(lineOf(line(1))).toMatchObject({ quantity: 4.7, unit: '万斤', packGrams: null, grams: 23_500_000, recognised: false });
  });

  test('in boxes has a weight only with a net weight', () => {
    expect(lineOf(line(1, { quantity: 3, unit: '箱' })).grams).toBeNull();
    expect(lineOf(line(1, { quantity: 3, unit: '箱', packGrams: 2_500 })).grams).toBe(7_500);
  });
});

describe('a total', () => {
  test.each([
    ['0', [line(100)], { discountFen: 100 }],
    ['below 0', [line(100)], { discountFen: 101 }],
    ['of gifts alone', [line(0)], {}],
  ])('of %s is refused', (_, lines, more) => {
    const order = facts(lines, more);
    expect(amountProblems(order)).toMatchObject([{ code: 'ORDER.TOTAL_NOT_POSITIVE', params: { totalFen: order.totalFen } }]);
  });

  test('of 1 fen is taken', () => {
    expect(amountProblems(facts([line(100)], { discountFen: 99 }))).toEqual([]);
  });

  test('past 2^53 − 1 is refused, the last exact one is taken', () => {
    const most = Number.MAX_SAFE_INTEGER;
    expect(amountProblems(facts([line(most)]))).toEqual([]);
    expect(amountProblems(facts([line(most), line(1)]))).toMatchObject([{ code: 'ORDER.TOTAL_TOO_LARGE' }]);
  });

  test('weight past 2^53 − 1 grams is refused', () => {
    expect(amountProblems(facts([line(100, { quantity: 1e12, unit: '万斤' })]))).toMatchObject([{ code: 'ORDER.TOTAL_TOO_LARGE' }]);
  });
});

describe('what categories have reached, entered out of the order of its days', () => {
  const parts = (fruit: number, tea: number): Parts =>
    new Map([
      ['fruit', fruit],
      ['tea-drink', tea],
    ]);
  const goal = parts(10, 10);

  test('is raised where it lacks, not where it has more than its goal', () => {
    expect(raised(parts(12, 0), 5, goal)).toEqual(parts(12, 5));
  });

  test('is lowered first where it has more than its goal', () => {
    expect(lowered(parts(12, 8), 2, goal)).toEqual(parts(10, 8));
    expect(lowered(parts(12, 8), 11, goal)).toEqual(parts(5, 4));
  });
});
