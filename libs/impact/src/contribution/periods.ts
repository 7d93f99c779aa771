import { type BusinessDay, dayNumber, dayOfNumber, type Instant, yearOf } from '#contracts';

/** `yyyymm` of a business day. */
export function monthOf(day: BusinessDay): number {
  return Number(day.slice(0, 4)) * 100 + Number(day.slice(5, 7));
}

/** `yyyy00`: the period of a whole year. */
export function yearPeriod(year: number): number {
  return year * 100;
}

/** `yyyymm` (UTC) in which an instant was recorded. */
export function recordedMonth(recordedAt: Instant): number {
  return Number(recordedAt.slice(0, 4)) * 100 + Number(recordedAt.slice(5, 7));
}

/** A range of business days, both ends included, as day numbers. */
export interface Days {
  readonly from: number;
  readonly to: number;
}

/** Whole periods of one grain, both ends included: years as yyyy00, months as yyyymm. */
export interface PeriodRange {
  readonly grain: 'year' | 'month';
  readonly from: number;
  readonly to: number;
}

/** How a range of days is read: whole years and whole months from the roll-up, the cut ends day by day. */
export interface Coverage {
  readonly periods: readonly PeriodRange[];
  readonly cuts: readonly Days[];
}

/** Splits a range into as few ranges of whole periods as there are, plus the days at its cut ends. @param coarsest `month` where years may not be merged */
export function coverageOf(days: Days, coarsest: PeriodRange['grain'] = 'year'): Coverage {
  if (days.from > days.to) return { periods: [], cuts: [] };
  const first = startsMonth(days.from) ? days.from : nextMonth(days.from);
  const last = endsMonth(days.to) ? days.to : monthStart(days.to) - 1;
  if (first > last) return { periods: [], cuts: [days] };
  const cuts = [
    { from: days.from, to: first - 1 },
    { from: last + 1, to: days.to },
  ].filter(({ from, to }) => from <= to);
  return { periods: coarsest === 'year' ? wholePeriods(first, last) : wholeMonths(first, last), cuts };
}

function wholeMonths(first: number, last: number): PeriodRange[] {
  return [{ grain: 'month', from: monthOf(dayOfNumber(first)), to: monthOf(dayOfNumber(last)) }];
}

function wholePeriods(first: number, last: number): PeriodRange[] {
  const from = dayOfNumber(first);
  const to = dayOfNumber(last);
  const firstYear = yearOf(from) + (from.endsWith('-01-01') ? 0 : 1);
  const lastYear = yearOf(to) - (to.endsWith('-12-31') ? 0 : 1);
  if (firstYear > lastYear) return [{ grain: 'month', from: monthOf(from), to: monthOf(to) }];
  const ranges: PeriodRange[] = [
    { grain: 'month', from: monthOf(from), to: yearPeriod(firstYear - 1) + 12 },
    { grain: 'year', from: yearPeriod(firstYear), to: yearPeriod(lastYear) },
    { grain: 'month', from: yearPeriod(lastYear + 1) + 1, to: monthOf(to) },
  ];
  return ranges.filter((range) => range.from <= range.to);
}

/** The business days of whole periods. */
export function daysOfRange({ from, to }: PeriodRange): Days {
  const first = from % 100 === 0 ? from + 1 : from;
  const last = to % 100 === 0 ? to + 12 : to;
  return { from: dayNumber(firstDayOf(first)), to: nextMonth(dayNumber(firstDayOf(last))) - 1 };
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
  const month = monthOf(dayOfNumber(day));
  const [year, next] = month % 100 === 12 ? [Math.floor(month / 100) + 1, 1] : [Math.floor(month / 100), (month % 100) + 1];
  return dayNumber(firstDayOf(year * 100 + next));
}
