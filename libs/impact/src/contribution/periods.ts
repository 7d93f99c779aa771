import { type BusinessDay, dayNumber, dayOfNumber, type Instant } from '#contracts';

/** `yyyymm` of a business day. */
export function monthPeriod(day: BusinessDay): number {
  return Number(day.slice(0, 4)) * 100 + Number(day.slice(5, 7));
}

/** `yyyy` of a business day. */
export function yearPeriod(day: BusinessDay): number {
  return Number(day.slice(0, 4));
}

/** `yyyymmdd` of a business day. */
export function dayPeriod(day: BusinessDay): number {
  return monthPeriod(day) * 100 + Number(day.slice(8, 10));
}

/** The recorded month of sums that do not tell recorded months apart. */
export const ANY_RECORDED = 0;

/** `yyyymm` (UTC) in which an instant was recorded. */
export function recordedMonth(recordedAt: Instant): number {
  return Number(recordedAt.slice(0, 4)) * 100 + Number(recordedAt.slice(5, 7));
}

/** A range of business days, both ends included, as day numbers. */
export interface Days {
  readonly from: number;
  readonly to: number;
}

export type Grain = 'year' | 'month';

/** Whole periods of one grain, both ends included: years as yyyy, months as yyyymm. */
export interface PeriodRange {
  readonly grain: Grain;
  readonly from: number;
  readonly to: number;
}

/** How a range of days is read: whole years and whole months, and the days at its cut ends. */
export interface Coverage {
  readonly periods: readonly PeriodRange[];
  readonly cuts: readonly Days[];
}

/** Splits a range into as few ranges of whole periods as there are, plus the days at its cut ends. */
export function coverageOf(days: Days, coarsest: Grain): Coverage {
  if (days.from > days.to) return { periods: [], cuts: [] };
  const first = startsMonth(days.from) ? days.from : nextMonth(days.from);
  const last = endsMonth(days.to) ? days.to : monthStart(days.to) - 1;
  if (first > last) return { periods: [], cuts: [days] };
  const cuts = [
    { from: days.from, to: first - 1 },
    { from: last + 1, to: days.to },
  ].filter(({ from, to }) => from <= to);
  const months = wholeMonths(first, last);
  return { periods: coarsest === 'month' ? [months] : withYears(first, last, months), cuts };
}

function wholeMonths(first: number, last: number): PeriodRange {
  return { grain: 'month', from: monthPeriod(dayOfNumber(first)), to: monthPeriod(dayOfNumber(last)) };
}

function withYears(first: number, last: number, months: PeriodRange): PeriodRange[] {
  const from = dayOfNumber(first);
  const to = dayOfNumber(last);
  const firstYear = yearPeriod(from) + (from.endsWith('-01-01') ? 0 : 1);
  const lastYear = yearPeriod(to) - (to.endsWith('-12-31') ? 0 : 1);
  if (firstYear > lastYear) return [months];
  const ranges: PeriodRange[] = [
    { grain: 'month', from: months.from, to: (firstYear - 1) * 100 + 12 },
    { grain: 'year', from: firstYear, to: lastYear },
    { grain: 'month', from: (lastYear + 1) * 100 + 1, to: months.to },
  ];
  return ranges.filter((range) => range.from <= range.to);
}

/** The business days of whole months. */
export function daysOfMonths({ from, to }: { readonly from: number; readonly to: number }): Days {
  return { from: dayNumber(firstDayOf(from)), to: nextMonth(dayNumber(firstDayOf(to))) - 1 };
}

function firstDayOf(month: number): BusinessDay {
  return `${Math.floor(month / 100)}-${String(month % 100).padStart(2, '0')}-01`;
}

function startsMonth(day: number): boolean {
  return dayOfNumber(day).endsWith('-01');
}

function endsMonth(day: number): boolean {
  return startsMonth(day + 1);
}

function monthStart(day: number): number {
  return dayNumber(`${dayOfNumber(day).slice(0, 7)}-01`);
}

function nextMonth(day: number): number {
  const month = monthPeriod(dayOfNumber(day));
  const [year, next] = month % 100 === 12 ? [Math.floor(month / 100) + 1, 1] : [Math.floor(month / 100), (month % 100) + 1];
  return dayNumber(firstDayOf(year * 100 + next));
}
