import type { BusinessDay, Instant } from './units.js';

const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

/** The business day in Asia/Shanghai (UTC+8, no summer time since 1991) at an instant. */
export function businessDayAt(instant: Instant): BusinessDay {
  return clockAt(instant).slice(0, 10);
}

/** What a clock in Asia/Shanghai shows at an instant, to the minute: `2026-11-23 18:00`. */
export function clockAt(instant: Instant): string {
  return new Date(Date.parse(instant) + SHANGHAI_OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ');
}

/** True for a day that exists in the calendar, written `YYYY-MM-DD`. */
export function isBusinessDay(text: unknown): text is BusinessDay {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Days since 1970-01-01: the form in which read models keep a business day. */
export function dayNumber(day: BusinessDay): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS;
}

/** The inverse of {@link dayNumber}. */
export function dayOfNumber(number: number): BusinessDay {
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}

/** The day `days` after (or, negative, before) `day`. */
export function addDays(day: BusinessDay, days: number): BusinessDay {
  return dayOfNumber(dayNumber(day) + days);
}

/** The calendar year of a business day. */
export function yearOf(day: BusinessDay): number {
  return Number(day.slice(0, 4));
}
