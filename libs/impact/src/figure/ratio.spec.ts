import { elapsedShare, ratioOf } from './ratio.js';

test('a ratio is rounded half up to a hundredth of a percent, below zero likewise', () => {
  expect(ratioOf(23_500_000, 200_000_000).permyriad).toBe(1_175);
  expect(ratioOf(1, 20_000).permyriad).toBe(1);
  expect(ratioOf(1, 20_001).permyriad).toBe(0);
  expect(ratioOf(-1, 20_000).permyriad).toBe(-1);
});

test('a ratio of amounts near 2^53 stays exact', () => {
  expect(ratioOf(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER).permyriad).toBe(10_000);
});

test('the elapsed share is of the days up to `to`, else today; of a past year all, of a year to come nothing', () => {
  expect(elapsedShare({ year: 2020, to: '2020-03-01' }, '2026-11-24')).toBe(1_667);
  expect(elapsedShare({ year: 2025, to: '2025-12-31' }, '2025-12-15')).toBe(10_000);
  expect(elapsedShare({ year: 2025 }, '2025-12-15')).toBe(9_562);
  expect(elapsedShare({ year: 2027, to: '2027-01-01' }, '2026-11-24')).toBe(27);
  expect(elapsedShare({ year: 2026 }, '2026-01-01')).toBe(27);
  expect(elapsedShare({ year: 2020 }, '2026-11-24')).toBe(10_000);
  expect(elapsedShare({ year: 2027 }, '2026-11-24')).toBe(0);
});
