import { isRefusal } from '#contracts';
import { UnitScenario } from '../testing/unit-scenario.js';
import { lockPeriod } from './period-lock.js';

describe('a period', () => {
  const { unit } = UnitScenario.registered();

  /** @returns codes of the refusal, or types of the events */
  function lockedOn(today: string, period: string): string[] {
    const locking = { lockId: 'l-1', unitId: 'u-1', period, reason: null, evidence: [], occurredOn: today, today, unfit: [] };
    const outcome = lockPeriod({ locks: [] }, unit, locking);
    return isRefusal(outcome) ? outcome.problems.map(({ code }) => code) : outcome.map(({ type }) => type);
  }

  test.each([
    ['2020-06', '2020-06-30', '2020-07-01'],
    ['2020', '2020-12-31', '2021-01-01'],
  ])('%s is not locked on its last day, on which entries still come, but on the day after', (period, lastDay, dayAfter) => {
    expect(lockedOn(lastDay, period)).toEqual(['PERIOD.NOT_ENDED']);
    expect(lockedOn(dayAfter, period)).toEqual(['PeriodLocked']);
  });
});
