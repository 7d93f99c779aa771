import { dayNumber, isRefusal, type Outcome, type PeriodLock } from '#contracts';
import { UnitScope } from '#reference';
import { move } from '../testing/eventful-order.js';
import { ORDERED_ON, placed, type Scenario, step } from '../testing/order-scenario.js';
import { type OrderLocks, underOrderLocks } from './order-locks.js';
import { voidOrder } from './void-order.js';

const lockOf = (unitId: string): PeriodLock => ({
  lockId: `l-${unitId}`,
  unitId,
  period: '2020',
  sales: false,
  reason: null,
  lockedBy: 'demo-reviewer',
  lockedAt: '2021-01-04T01:00:00.000Z',
});

/** Both units have locked the year. @param reviewed the units that the giver of the command reviews */
function locksSeenBy(reviewed: readonly string[], units: readonly string[] = ['u-1', 'u-2']): OrderLocks {
  return {
    known: { locks: units.map(lockOf), parents: units.map((unitId) => ({ unitId, fromDay: dayNumber('2018-01-01'), parentId: null })) },
    units,
    version: 1,
    places: [{ unitId: 'u-1', day: ORDERED_ON }],
    mayEnter: false,
    onlyAdjusts: true,
    reviewed: new UnitScope(new Map(reviewed.map((unitId) => [unitId, [{}]]))),
    reason: '复核发现重复"计入" 𠮷',
    reasonPath: 'reason',
  };
}

/** Voids an order in the light of these locks. @returns the code of the refusal, or the types of its events */
function voided({ order }: Scenario, locks: OrderLocks): string[] {
  const outcome: Outcome = underOrderLocks(
    { id: 'order-o-1', state: order, version: 2 },
    voidOrder(order, step('2020-12-31'), '误登'),
    locks,
  );
  return isRefusal(outcome) ? outcome.problems.map(({ code }) => code) : outcome.map(({ type }) => type);
}

describe('an order with amounts of two locked units', () => {
  const scenario = placed();
  scenario.do((order) => move(order, '2020-04-01', 'u-2'));

  test('is adjusted only by who reviews both', () => {
    expect(voided(scenario, locksSeenBy(['u-1']))).toEqual(['PERIOD.LOCKED']);
    expect(voided(scenario, locksSeenBy(['u-2']))).toEqual(['PERIOD.LOCKED']);
    expect(voided(scenario, locksSeenBy(['u-1', 'u-2']))).toEqual(['OrderVoided']);
  });

  test('that went to the second while the locks were looked up is a conflict: whether that unit is locked is not known', () => {
    expect(voided(scenario, locksSeenBy(['u-1', 'u-2'], ['u-1']))).toEqual(['STREAM.VERSION_CONFLICT']);
  });
});
