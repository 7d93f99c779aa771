import { likeness, likenessAsked, likenessAt } from './order-likeness.js';

const APPLES = { product: '苹果', quantity: 2, unit: '斤', amountFen: 500 } as const;
const RICE = { product: '大米 "特"', quantity: 10, unit: '公斤', amountFen: 7_000 } as const;

describe('what two orders have in common that may be the same', () => {
  const one = likeness('2020-06-18', '合作社 A', [APPLES, RICE]);

  it('is told by day, sum, supplier and goods, however these are spelled and in whichever order', () => {
    expect(one).toMatch(/^2020-06-18:7500:[0-9a-f]{16}$/);
    expect(likeness('2020-06-18', '合作社Ａ', [RICE, { ...APPLES, product: ' 苹果' }])).toBe(one);
  });

  it.each([
    ['day', likeness('2020-06-19', '合作社 A', [APPLES, RICE])],
    ['supplier', likeness('2020-06-18', '合作社 B', [APPLES, RICE])],
    ['product', likeness('2020-06-18', '合作社 A', [{ ...APPLES, product: '梨' }, RICE])],
    ['quantity', likeness('2020-06-18', '合作社 A', [{ ...APPLES, quantity: 3 }, RICE])],
    ['unit of measure', likeness('2020-06-18', '合作社 A', [{ ...APPLES, unit: '公斤' }, RICE])],
    [
      'share of the same sum',
      likeness('2020-06-18', '合作社 A', [
        { ...APPLES, amountFen: 501 },
        { ...RICE, amountFen: 6_999 },
      ]),
    ],
  ])('is another one for another %s', (_, other) => {
    expect(other).not.toBe(one);
  });

  it('is asked for at a unit, whatever the id of that unit', () => {
    expect(likenessAsked(likenessAt('u@1:"𠮷"', one))).toEqual({ likeness: one, unitId: 'u@1:"𠮷"' });
  });
});
