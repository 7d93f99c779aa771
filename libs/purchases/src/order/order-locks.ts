import {
  type BusinessDay,
  type Counted,
  isRefusal,
  type KnownLocks,
  lockOfUnit,
  type LockRights,
  type NewEvent,
  type OrderCorrected,
  type Outcome,
  refuse,
  underLocks,
} from '#contracts';
import type { Loaded } from '#event-log';
import type { UnitScope } from '#reference';
import type { Order } from './order.js';

/** What a decision on an order needs to know of 期间锁定; looked up before it, so that the decision stays pure. */
export interface OrderLocks extends Omit<LockRights, 'mayAdjust'> {
  readonly known: KnownLocks;
  /** The units whose locks were looked up, and the version of the order that named them. */
  readonly units: readonly string[];
  readonly version: number;
  /** Whether no role of its giver is one of those whose entry it is. */
  readonly onlyAdjusts: boolean;
  /** What its giver may adjust: each locked unit that is touched must be in it. */
  readonly reviewed: UnitScope;
  /** The unit it is for, with its order's day and its own; none where there is no such order. */
  readonly places: readonly Touched[];
}

/** A unit, and a day on which something of it is entered or changed. */
export interface Touched {
  readonly unitId: string;
  readonly day: BusinessDay;
}

/** An outcome in the light of the locks. An order that has gone to another unit meanwhile is a conflict. */
export function underOrderLocks({ version }: Loaded<Order>, outcome: Outcome, locks: OrderLocks): Outcome {
  if (isRefusal(outcome)) return isOthersToEnter(locks) ? refuse('PERIOD.NOT_LOCKED') : outcome;
  const touched = touchedBy(outcome);
  if (!touched.every(({ unitId }) => locks.units.includes(unitId))) {
    return refuse('STREAM.VERSION_CONFLICT', { expectedVersion: locks.version, currentVersion: version });
  }
  const locked = touched.filter((place) => lockAt(place, locks) !== undefined);
  const mayAdjust = locked.every(({ unitId, day }) => locks.reviewed.covers(unitId, day));
  const found = locked.flatMap((place) => lockAt(place, locks) ?? []);
  return underLocks(outcome, found, { ...locks, mayAdjust });
}

/** Whoever only adjusts is not told what is wrong with an entry that would not be his. */
function isOthersToEnter(locks: OrderLocks): boolean {
  const { onlyAdjusts, places } = locks;
  return onlyAdjusts && places.length > 0 && places.every((place) => lockAt(place, locks) === undefined);
}

function lockAt({ unitId, day }: Touched, { known }: OrderLocks): ReturnType<typeof lockOfUnit> {
  return lockOfUnit(known, unitId, day);
}

/** What an order's events put amounts on, or say anew. A correction touches its order's days even where no amount moves. */
function touchedBy(events: readonly NewEvent[]): Touched[] {
  return events.flatMap(({ type, data, occurredOn }) => {
    const { under, postings = [] } = data as Counted;
    const posted = postings.flatMap((posting): Touched[] => {
      const unitId = posting.under?.unit ?? under?.unit;
      return unitId === undefined ? [] : [{ unitId, day: posting.day ?? occurredOn }];
    });
    if (type !== 'OrderCorrected') return posted;
    const { unitId, orderedOn } = data as OrderCorrected;
    return [{ unitId, day: occurredOn }, { unitId, day: orderedOn }, ...posted];
  });
}
