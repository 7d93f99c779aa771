import { type BusinessDay, dayNumber, dayOfNumber, type Instant } from '#contracts';

/** `yyyymm` of a business day. */
export function monthPeriod(day: BusinessDay): number {
  return Number(day.slice(0, 4)) * 100 + Number(day.slice(5, 7));
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

/** A business day in the forms in which it is kept. */
export interface DayForms {
  readonly number: number;
  readonly month: number;
  readonly day: number;
}

/** A business day in all its forms. */
export function formsOfDay(day: BusinessDay): DayForms {
  return { number: dayNumber(day), month: monthPeriod(day), day: dayPeriod(day) };
}

/** An instant of recording in the forms in which it is kept. */
export interface InstantForms {
  readonly ms: number;
  readonly month: number;
}

/** An instant in all its forms. */
export function formsOfInstant(instant: Instant): InstantForms {
  return { ms: Date.parse(instant), month: recordedMonth(instant) };
}

/** `formsOf`, remembering its last answer: the events of one command share their day and their instant. */
export function rememberingLast<Forms>(formsOf: (text: string) => Forms): (text: string) => Forms {
  let last: { readonly text: string; readonly forms: Forms } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, forms: formsOf(text) };
    return last.forms;
  };
}

/** A range of business days, both ends included, as day numbers. */
export interface Days {
  readonly from: number;
  readonly to: number;
}

/** Whole months as yyyymm, both ends included. */
export interface Months {
  readonly from: number;
  readonly to: number;
}

/** How a range of days is read: whole months, and the days at its cut ends. */
export interface Coverage {
  readonly months: Months | undefined;
  readonly cuts: readonly Days[];
}

/** Splits a range into its whole months and the days at its cut ends. */
export function coverageOf(days: Days): Coverage {
  if (days.from > days.to) return { months: undefined, cuts: [] };
  const first = startsMonth(days.from) ? days.from : nextMonth(days.from);
  const last = endsMonth(days.to) ? days.to : monthStart(days.to) - 1;
  if (first > last) return { months: undefined, cuts: [days] };
  const cuts = [
    { from: days.from, to: first - 1 },
    { from: last + 1, to: days.to },
  ].filter(({ from, to }) => from <= to);
  return { months: { from: monthPeriod(dayOfNumber(first)), to: monthPeriod(dayOfNumber(last)) }, cuts };
}

/** The business days of whole months. */
export function daysOfMonths({ from, to }: Months): Days {
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
