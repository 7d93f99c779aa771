import fc from 'fast-check';
import { spread } from './amounts.js';
import { amountProblems, lineOf, partsOf } from './order-lines.js';
import { facts, line } from './scenario.js';

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
