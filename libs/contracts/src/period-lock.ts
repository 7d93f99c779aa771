import { dayNumber, addDays, yearOf } from './business-day.js';
import type { NewEvent } from './envelope.js';
import { refuse, type Refusal } from './problem.js';
import { type Stay, staysBelow, type UnitParent } from './unit-tree.js';
import type { BusinessDay, Instant } from './units.js';

/** 期间: a calendar month `2020-06` or a calendar year `2020`. */
export type Period = string;

/** What a {@link Period} looks like. */
export const PERIOD_PATTERN = /^(20\d\d|2100)(-(0[1-9]|1[0-2]))?$/;

const MONTH_LENGTH = '2020-06'.length;

export function firstDayOf(period: Period): BusinessDay {
  return period.length === MONTH_LENGTH ? `${period}-01` : `${period}-01-01`;
}

export function lastDayOf(period: Period): BusinessDay {
  if (period.length !== MONTH_LENGTH) return `${period}-12-31`;
  // Day 28 and four more are in the next month, whatever month and year it is.
  return addDays(`${addDays(`${period}-28`, 4).slice(0, MONTH_LENGTH)}-01`, -1);
}

/** The year a period lies in, or is. */
export function yearOfPeriod(period: Period): number {
  return yearOf(firstDayOf(period));
}

/** 期间锁定 as it is known after it: what is closed for a unit and the units below it, by whom and when. */
export interface PeriodLock {
  readonly lockId: string;
  readonly unitId: string;
  readonly period: Period;
  /** Whether it closes the period for 帮助销售, too: that of the office's top department does. */
  readonly sales: boolean;
  readonly reason: string | null;
  readonly lockedBy: string;
  readonly lockedAt: Instant;
}

/** Locks, with as much of the unit tree as is needed to tell whom they bind. */
export interface KnownLocks {
  readonly locks: readonly PeriodLock[];
  /** Where the units in question and all that were ever above them stood; rows of one unit in the order of their days. */
  readonly parents: readonly UnitParent[];
}

export const NO_LOCKS: KnownLocks = { locks: [], parents: [] };

/**
 * Whether a day is locked for a unit: by which lock, else `undefined`. A lock binds a unit that was below the locked one on
 * the day, or later in the period: some closed figure of the locked unit then holds the day's amounts. The first lock counts.
 */
export function lockOfUnit({ locks, parents }: KnownLocks, unitId: string, day: BusinessDay): PeriodLock | undefined {
  return locks.find((lock) => isWithin(lock.period, day) && bindsUnit(lock, parents, unitId, day));
}

/** The same of 帮助销售, which is of no unit but of the whole office. */
export function lockOfSales(locks: readonly PeriodLock[], day: BusinessDay): PeriodLock | undefined {
  return locks.find((lock) => lock.sales && isWithin(lock.period, day));
}

/** The first lock of a period that ends on a day or later and binds one of some units from then on: their places stay as they were. */
export function lockOfPlaces({ locks, parents }: KnownLocks, unitIds: readonly string[], from: BusinessDay): PeriodLock | undefined {
  return locks.find(({ period, ...lock }) => {
    const first = firstDayOf(period) > from ? firstDayOf(period) : from;
    return lastDayOf(period) >= from && unitIds.some((unitId) => bindsUnit({ period, ...lock }, parents, unitId, first));
  });
}

/** Whether a lock binds a unit on some day from `from` to the end of its period. */
export function bindsUnit(lock: PeriodLock, parents: readonly UnitParent[], unitId: string, from: BusinessDay): boolean {
  return bindsStays(lock, unitId, from, lock.unitId === unitId ? [] : (staysBelow(parents, lock.unitId).get(unitId) ?? []));
}

/** The same where it is known when the unit was below the locked one. */
export function bindsStays(lock: PeriodLock, unitId: string, from: BusinessDay, stays: readonly Stay[]): boolean {
  if (lock.unitId === unitId) return true;
  const [first, last] = [dayNumber(from), dayNumber(lastDayOf(lock.period))];
  return stays.some(({ fromDay = first, toDay = last }) => fromDay <= last && first <= toDay);
}

export function isWithin(period: Period, day: BusinessDay): boolean {
  return day.startsWith(period);
}

/** 调整: what an entry carries that puts an amount into a locked period. Of several periods the earliest is named. */
export interface Adjustment {
  readonly period: Period;
  readonly reason: string;
}

/** What who gives a command may do before a lock and after it. */
export interface LockRights {
  /** Those whose entry it is: purchaser, village staff. */
  readonly mayEnter: boolean;
  /** A reviewer above. */
  readonly mayAdjust: boolean;
  /** Why the adjustment is made, where a reason was given. */
  readonly reason: string | undefined;
  /** Where a body says so. */
  readonly reasonPath: string;
}

/**
 * Events in the light of the locks: as they are where nothing they touch is locked, with their {@link Adjustment} where
 * something is and a reviewer says why, else refused. Only events of the record itself are adjustments.
 * @param touched the locks of the units and days on which the events put amounts
 * @returns the events, or PERIOD.LOCKED (409), PERIOD.NOT_LOCKED (403)
 */
export function underLocks(
  events: readonly NewEvent[],
  touched: readonly PeriodLock[],
  { mayEnter, mayAdjust, reason, reasonPath }: LockRights,
): readonly NewEvent[] | Refusal {
  const [first] = [...touched].sort((one, other) => (firstDayOf(one.period) < firstDayOf(other.period) ? -1 : 1));
  if (first === undefined) return mayEnter ? events : refuse('PERIOD.NOT_LOCKED');
  const { period } = first;
  if (!mayAdjust || reason === undefined) {
    return refuse('PERIOD.LOCKED', lockParams(first), mayAdjust ? reasonPath : undefined);
  }
  const adjustment: Adjustment = { period, reason };
  return events.map((event) => (event.streamId === undefined ? { ...event, data: Object.assign({}, event.data, { adjustment }) } : event));
}

/** What a refusal says of a lock. */
export function lockParams({ period, lockedBy, lockedAt }: PeriodLock): { period: Period; lockedBy: string; lockedAt: Instant } {
  return { period, lockedBy, lockedAt };
}
