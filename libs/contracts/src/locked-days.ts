import type { KnownLocks, PeriodLock } from './period-lock.js';
import { bindsStays, isWithin, lockOfSales } from './period-lock.js';
import { type Stay, staysBelow } from './unit-tree.js';
import type { BusinessDay } from './units.js';

/** The same as `lockOfUnit`, for whoever asks it of thousands of days: the tree is walked once for each unit that has locks. */
export class LockedDays {
  private readonly stays = new Map<string, ReadonlyMap<string, readonly Stay[]>>();

  constructor(private readonly known: KnownLocks) {}

  /** Whether anything is locked at all. */
  get any(): boolean {
    return this.known.locks.length > 0;
  }

  /** Whether a day is locked for a unit: by which lock, else `undefined`. */
  ofUnit(unitId: string, day: BusinessDay): PeriodLock | undefined {
    return this.known.locks.find((lock) => isWithin(lock.period, day) && bindsStays(lock, unitId, day, this.staysOf(lock, unitId)));
  }

  /** The same of 帮助销售. */
  ofSales(day: BusinessDay): PeriodLock | undefined {
    return lockOfSales(this.known.locks, day);
  }

  private staysOf(lock: PeriodLock, unitId: string): readonly Stay[] {
    const below = this.stays.get(lock.unitId) ?? staysBelow(this.known.parents, lock.unitId);
    this.stays.set(lock.unitId, below);
    return below.get(unitId) ?? [];
  }
}
