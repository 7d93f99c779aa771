import fc from 'fast-check';
import {
  decimal,
  growthOf,
  printAmount,
  printAmountEnglish,
  printAmountInText,
  printAmountsInText,
  printApproximate,
  printCount,
  printDay,
  printMass,
  printMassEnglish,
  printPoints,
  printShare,
  printShareShort,
  printTons,
  printWan,
  printYuan,
  printYuanEnglish,
} from './format.js';

const UNITS: readonly (readonly [unit: string, grams: number])[] = [
  ['万斤', 5_000_000],
  ['公斤', 1_000],
  ['吨', 1_000_000],
  ['斤', 500],
];

/** The printed number as a whole number of its last decimal place but two: 1,234.5 → 123450. */
function hundredths(printed: string): bigint {
  const [, sign = '', whole = '', fraction = ''] = /^(−?)([\d,]+)(?:\.(\d{1,2}))?$/.exec(printed) ?? [];
  const magnitude = BigInt(whole.replaceAll(',', '') + fraction.padEnd(2, '0'));
  return sign === '' ? magnitude : -magnitude;
}

describe('printed amounts', () => {
  test.each([
    [0, '0.00 元'],
    [1, '0.01 元'],
    [999_900, '9,999.00 元'],
    [999_999, '9,999.99 元'],
    [1_000_000, '1万元'],
    [1_234_560, '1.23万元'],
    [1_235_000, '1.24万元'],
    [1_234_500_000, '1,234.5万元'],
    [150_000_000, '150万元'],
    [9_999_994_999, '9,999.99万元'],
    [9_999_995_000, '1亿元'],
    [12_345_678_900, '1.23亿元'],
    [Number.MAX_SAFE_INTEGER, '900,719.93亿元'],
    [-1_234_560, '−1.23万元'],
    [-1, '−0.01 元'],
  ])('prints %i fen as %s', (fen, printed) => {
    expect(printAmount(fen)).toBe(printed);
  });

  it('keeps 万元 in a column, whatever the size', () => {
    expect(printWan(12_345_678_900)).toBe('12,345.68万元');
    expect(printWan(4_999)).toBe('0万元');
  });

  test.each([
    [960_000, '9,600元'],
    [950, '9.50元'],
    [0, '0元'],
    [-100, '−1元'],
    [1_000_000, '1万元'],
    [12_345_678_900, '1.23亿元'],
  ])('prints %i fen in a sentence as %s', (fen, printed) => {
    expect(printAmountInText(fen)).toBe(printed);
  });

  test.each([
    [[91_274_000, 960_000], '91.27万元、0.96万元'],
    [[91_274_000, 100_000], '91.27万元、0.1万元'],
    [[91_274_000, 99_900], '912,740元、999元'],
    [[91_274_000, -4_050, 0], '912,740元、−40.50元、0元'],
    [[960_000, 1_000], '9,600元、10元'],
    [[12_345_678_900, 1_000_000_000], '1.23亿元、0.1亿元'],
    [[12_345_678_900, 300_000], '12,345.68万元、0.3万元'],
  ])('prints %j fen beside each other as %s', (amounts, printed) => {
    expect(printAmountsInText(amounts).join('、')).toBe(printed);
  });

  it('prints a ledger amount with two decimals', () => {
    expect(printYuan(1_234_560)).toBe('12,345.60 元');
  });

  it('never strays from the value by more than half of its last digit', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom(1, 100, 500, 1_000_000, 10_000_000_000), (value, divisor) => {
        const off = hundredths(decimal(value, divisor)) * BigInt(divisor) - BigInt(value) * 100n;
        expect((off < 0n ? -off : off) * 2n).toBeLessThanOrEqual(BigInt(divisor));
      }),
    );
  });

  it('never prints a smaller number for a larger amount of the same unit', () => {
    fc.assert(
      fc.property(fc.nat(1e15), fc.nat(1e9), (value, more) => {
        expect(hundredths(decimal(value + more, 1_000_000))).toBeGreaterThanOrEqual(hundredths(decimal(value, 1_000_000)));
      }),
    );
  });

  it('prints an amount and its reversal with the same digits', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1e15 }), (fen) => printAmount(-fen) === `−${printAmount(fen)}`));
  });
});

describe('printed masses', () => {
  test.each([
    [23_500_000, '4.7万斤（23.5吨）'],
    [5_000_000, '1万斤（5吨）'],
    [4_999_500, '9,999斤（4,999.5公斤）'],
    [250, '0.5斤（0.25公斤）'],
    [0, '0斤（0公斤）'],
  ])('prints %i g as %s', (grams, printed) => {
    expect(printMass(grams)).toBe(printed);
  });

  it('prints a capacity in 吨', () => {
    expect(printTons(200_000_000)).toBe('200吨');
    expect(printTons(1_500_000)).toBe('1.5吨');
  });

  it('prints two units that are the same mass, each to half of its last digit', () => {
    fc.assert(
      fc.property(fc.nat(1e12), (grams) => {
        const [, first = '', firstUnit, second = '', secondUnit] =
          /^([\d.,]+)(万斤|斤)（([\d.,]+)(吨|公斤)）$/.exec(printMass(grams)) ?? [];
        for (const [number, unit] of [
          [first, firstUnit],
          [second, secondUnit],
        ] as const) {
          const perUnit = BigInt(UNITS.find(([name]) => name === unit)?.[1] ?? 0);
          const off = hundredths(number) * perUnit - BigInt(grams) * 100n;
          expect((off < 0n ? -off : off) * 2n).toBeLessThanOrEqual(perUnit);
        }
      }),
    );
  });
});

describe('printed shares and their differences', () => {
  it('prints a share to the hundredth, on a card to the tenth', () => {
    expect([printShare(1175), printShare(10_000), printShare(10_690), printShare(0)]).toEqual(['11.75%', '100%', '106.9%', '0%']);
    expect([printShareShort(8_234), printShareShort(8_235), printShareShort(10_690)]).toEqual(['82.3%', '82.4%', '106.9%']);
  });

  it('prints a dash where there is no base', () => {
    expect([printShare(null), printShareShort(null)]).toEqual(['—', '—']);
  });

  it('prints the size of a difference of shares: higher or lower is said in words', () => {
    expect([printPoints(-1_234), printPoints(1_234)]).toEqual(['12.34个百分点', '12.34个百分点']);
  });

  it('has no growth over a base that is not above 0', () => {
    expect([growthOf(5, 0), growthOf(5, -3)]).toEqual([null, null]);
  });

  it('rounds a growth half away from zero on whole numbers', () => {
    expect(growthOf(11_082, 5_138)).toBe(11_569);
    expect(growthOf(20_001, 20_000)).toBe(1);
    expect(growthOf(19_999, 20_000)).toBe(-1);
    expect(growthOf(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER - 1)).toBe(0);
  });
});

describe('printed counts, days and 约', () => {
  it('gives every count its measure word', () => {
    expect(printCount(3812, '笔')).toBe('3,812笔');
  });

  it('prints days without leading zeros', () => {
    expect(printDay('2020-03-01')).toBe('2020年3月1日');
  });

  it('says 约 of an approximate number and of no other', () => {
    expect(printApproximate('150万元', true)).toBe('约150万元');
    expect(printApproximate('150万元', false)).toBe('150万元');
  });
});

describe('English variants', () => {
  test.each([
    [999_900, '¥9,999.00'],
    [99_999_999, '¥999,999.99'],
    [1_234_500_000, '¥12.35 million'],
    [99_999_500_000, '¥1 billion'],
    [123_456_789_000, '¥1.23 billion'],
    [-150_000_000, '−¥1.5 million'],
  ])('prints %i fen as %s', (fen, printed) => {
    expect(printAmountEnglish(fen)).toBe(printed);
  });

  it('prints a ledger amount and metric masses', () => {
    expect(printYuanEnglish(1_234_500_000)).toBe('¥12,345,000.00');
    expect([printMassEnglish(23_500_000), printMassEnglish(250_000), printMassEnglish(80)]).toEqual(['23.5 t', '250 kg', '80 g']);
  });

  it('never lets a Chinese unit leak', () => {
    fc.assert(fc.property(fc.maxSafeInteger(), (value) => /^[\x20-\x7e¥−]+$/.test(printAmountEnglish(value) + printMassEnglish(value))));
  });
});
