import { type BusinessDay, dayNumber, yearOf } from '#contracts';
import type { FigureFilters } from './figure-filters.js';

/** A ratio as it is answered: both parts, and the quotient rounded half up to a hundredth of a percent. */
export interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
  readonly permyriad: number;
}

/** @param denominator above 0 */
export function ratioOf(numerator: number, denominator: number): Ratio {
  return { numerator, denominator, permyriad: halfUp(BigInt(numerator) * 10_000n, BigInt(denominator)) };
}

/** Half away from zero, so that −12.345 % and 12.345 % print the same digits. */
function halfUp(dividend: bigint, divisor: bigint): number {
  const sign = dividend < 0n ? -1n : 1n;
  return Number((sign * (sign * dividend * 2n + divisor)) / (divisor * 2n));
}

/** 时间进度: days elapsed ÷ days of the year at `to`, also where it is yet to come, else today; a past year is 1 (contract §9). In permyriad. */
export function elapsedShare(filters: FigureFilters, today: BusinessDay): number {
  const year = filters.year ?? yearOf(filters.to ?? today);
  const first = dayNumber(`${year}-01-01`);
  const last = dayNumber(`${year}-12-31`);
  const until = Math.min(last, dayNumber(filters.to ?? today));
  const elapsed = Math.max(0, until - first + 1);
  return halfUp(BigInt(elapsed) * 10_000n, BigInt(last - first + 1));
}
