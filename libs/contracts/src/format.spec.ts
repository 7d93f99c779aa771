import fc from 'fast-check';
import { decimal, printAmount, printApproximate, printCount, printDay, printMass, printPoints, printShare, printYuan } from './format.js';

describe('printed numbers', () => {
  test.each([
    [999_900, '9,999.00 元'],
    [1_234_560, '1.23万元'],
    [1_234_500_000, '1,234.5万元'],
    [150_000_000, '150万元'],
    [12_345_678_900, '1.23亿元'],
    [0, '0.00 元'],
    [-1_234_560, '−1.23万元'],
  ])('prints %i fen as %s', (fen, printed) => {
    expect(printAmount(fen)).toBe(printed);
  });

  test.each([
    [23_500_000, '4.7万斤（23.5吨）'],
    [5_000_000, '1万斤（5吨）'],
    [4_999_500, '9,999斤（4,999.5公斤）'],
    [250, '0.5斤（0.25公斤）'],
  ])('prints %i g as %s', (grams, printed) => {
    expect(printMass(grams)).toBe(printed);
  });

  it('prints shares, points, counts, days and 约', () => {
    expect(printShare(1175)).toBe('11.75%');
    expect(printShare(10_000)).toBe('100%');
    expect(printPoints(-1_234)).toBe('12.34个百分点');
    expect(printCount(3812, '笔')).toBe('3,812笔');
    expect(printDay('2020-03-01')).toBe('2020年3月1日');
    expect(printApproximate('150万元', true)).toBe('约150万元');
    expect(printApproximate('150万元', false)).toBe('150万元');
    expect(printYuan(1_234_560)).toBe('12,345.60 元');
  });

  it('never strays from the value by more than half of its last digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.constantFrom(1, 100, 500, 1_000_000), (value, divisor) => {
        const printed = Number(decimal(value, divisor).replaceAll(',', '').replace('−', '-'));
        expect(Math.abs(printed - value / divisor)).toBeLessThanOrEqual(0.005 + 1e-6);
      }),
    );
  });
});
