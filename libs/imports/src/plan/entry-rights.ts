import { type BusinessDay, dayNumber, LockedDays, NO_LOCKS, type PeriodLock, type Stay } from '#contracts';
import type { Directory, KnownUnit, KnownVillage } from './known.js';

/**
 * What whoever imports may do about an amount on a day (ADR 10). entry: it is open and theirs · others: it is open, and
 * theirs only once it is locked, or beside a locked day of the same order · adjustment: it is locked, and theirs with a
 * reason · locked: it is a reviewer's above.
 */
export type DayRight =
  | { readonly kind: 'entry' }
  | { readonly kind: 'others' }
  | { readonly kind: 'adjustment'; readonly lock: PeriodLock }
  | { readonly kind: 'locked'; readonly lock: PeriodLock };

const ENTRY: DayRight = { kind: 'entry' };
const OTHERS: DayRight = { kind: 'others' };

/** What a plan says of days is what the ledger would say of the entries: told by the same locks and the same reach. */
export class EntryRights {
  private readonly locked: LockedDays;
  private readonly units: ReadonlyMap<string, KnownUnit>;
  private readonly villages: ReadonlyMap<string, KnownVillage>;

  constructor(
    { locks = NO_LOCKS, units, villages }: Pick<Directory, 'locks' | 'units' | 'villages'>,
    private readonly today: BusinessDay,
  ) {
    this.locked = new LockedDays(locks);
    this.units = new Map(units.map((unit) => [unit.id, unit]));
    this.villages = new Map(villages.map((village) => [village.code, village]));
  }

  /** Whether nothing is locked at all. */
  get isOpen(): boolean {
    return !this.locked.any;
  }

  /** About an amount of an order. @param orderedOn the day that decides whose order it is @param day the day of the amount */
  ofOrder(unitId: string, orderedOn: BusinessDay, day: BusinessDay): DayRight {
    const lock = this.locked.ofUnit(unitId, day);
    if (lock === undefined) return this.withoutAmount(unitId, orderedOn);
    return { kind: holdsOn(this.units.get(unitId)?.adjusted ?? NEVER, day) ? 'adjustment' : 'locked', lock };
  }

  /** About a step of an order that moves no amount: no lock binds it. @param orderedOn as of {@link ofOrder} */
  withoutAmount(unitId: string, orderedOn: BusinessDay): DayRight {
    const unit = this.units.get(unitId);
    return unit !== undefined && holdsOn(unit.stays ?? ALWAYS, orderedOn) ? ENTRY : OTHERS;
  }

  /** About a sale: adjusted by who reviews the unit today that has locked the day for sales. */
  ofSale(villageCode: string, day: BusinessDay): DayRight {
    const lock = this.locked.ofSales(day);
    if (lock === undefined) return this.villages.get(villageCode)?.onlyAdjusted === true ? OTHERS : ENTRY;
    return { kind: holdsOn(this.units.get(lock.unitId)?.adjusted ?? NEVER, this.today) ? 'adjustment' : 'locked', lock };
  }
}

const ALWAYS: readonly Stay[] = [{}];
const NEVER: readonly Stay[] = [];

/** Whether a day lies in one of some spans. */
export function holdsOn(stays: readonly Stay[], on: BusinessDay): boolean {
  const day = dayNumber(on);
  return stays.some(({ fromDay = day, toDay = day }) => fromDay <= day && day <= toDay);
}
