import { type BusinessDay, lastDayOf, type Period } from '#contracts';
import type { PeriodLockItem } from '../../api/period-locks';
import type { UnitItem } from '../../api/record-answers';

/** The months of a year that have ended, and the year where it has, without what is locked for the unit itself. */
export function openPeriods(year: number, unitId: string, locks: readonly PeriodLockItem[], today: BusinessDay): Period[] {
  const locked = new Set(locks.filter((lock) => lock.unitId === unitId).map(({ period }) => period));
  const months = Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`);
  return [...months, String(year)].filter((period) => lastDayOf(period) < today && !locked.has(period) && !locked.has(String(year)));
}

/** How many units stand below one, as far as the list of units shows. */
export function countBelow(units: readonly UnitItem[], unitId: string): number {
  const children = units.filter(({ parentId }) => parentId === unitId);
  return children.reduce((count, child) => count + 1 + countBelow(units, child.id), 0);
}
