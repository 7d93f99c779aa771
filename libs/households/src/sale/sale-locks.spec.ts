import { isRefusal, type PeriodLock } from '#contracts';
import { correction, DAY, NAMED, record, seenBy } from '../testing/sale-scenario.js';
import { TODAY } from '../testing/scenario.js';
import { correctSale } from './correction.js';
import { underSaleLocks } from './sale-locks.js';

function lockOf(unitId: string, period: string): PeriodLock {
  const by = { lockedBy: 'demo-reviewer', lockedAt: '2020-12-01T01:00:00.000Z' };
  return { lockId: `l-${unitId}`, unitId, period, sales: true, reason: null, ...by };
}

/** September is locked by one department, October by another one. */
const LOCKS = [lockOf('one', '2020-09'), lockOf('other', '2020-10')];

test.each([
  [['one'], ['PERIOD.LOCKED']],
  [['other'], ['PERIOD.LOCKED']],
  [['one', 'other'], ['SaleCorrected']],
])('a sale goes from one locked period to another only by who reviews both: %s → %s', (reviewedUnits, expected) => {
  const scenario = record({}, DAY);
  const changes = { occurredOn: '2020-10-01' };
  const corrected = correctSale(scenario.state, NAMED, seenBy(scenario, changes), correction(changes));
  const outcome = underSaleLocks(scenario.state, corrected, {
    locks: LOCKS,
    reviewed: LOCKS.filter(({ unitId }) => reviewedUnits.includes(unitId)),
    mayEnter: false,
    onlyAdjusts: true,
    day: TODAY,
    reason: '复核"重复" 𠮷',
    reasonPath: 'reason',
  });
  expect(isRefusal(outcome) ? outcome.problems.map(({ code }) => code) : outcome.map(({ type }) => type)).toEqual(expected);
});
