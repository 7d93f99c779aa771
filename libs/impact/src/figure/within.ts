import { dayNumber, isBusinessDay } from '#contracts';
import { type Days, daysOfMonths } from '../contribution/periods.js';

const TIME = /^(\d{4})(?:-Q([1-4])|-(0[1-9]|1[0-2])|-\d{2}-\d{2})?$/;

/** Whether a text is a time as a series names it: 2020 · 2020-Q1 · 2020-03 · 2020-03-14. */
export function isTimeOfSeries(text: unknown): boolean {
  return typeof text === 'string' && (text.length === 10 ? isBusinessDay(text) : TIME.test(text));
}

/** The business days of a time as a series names it. @throws RangeError for what is no such time */
export function daysWithin(time: string): Days {
  if (!isTimeOfSeries(time)) throw new RangeError(`no time of a series: ${time}`);
  if (time.length === 10) return { from: dayNumber(time), to: dayNumber(time) };
  const [, year, quarter, month] = TIME.exec(time) ?? [];
  const months = (from: number, to: number): Days => daysOfMonths({ from: Number(year) * 100 + from, to: Number(year) * 100 + to });
  if (month !== undefined) return months(Number(month), Number(month));
  return quarter === undefined ? months(1, 12) : months(Number(quarter) * 3 - 2, Number(quarter) * 3);
}

/** The shorter of two times of which one lies within the other. */
export function shorterOf(time: string, other: string | undefined): string {
  if (other === undefined) return time;
  const lengthOf = (one: string): number => daysWithin(one).to - daysWithin(one).from;
  return lengthOf(other) < lengthOf(time) ? other : time;
}
