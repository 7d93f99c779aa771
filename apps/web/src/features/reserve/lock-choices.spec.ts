import type { PeriodLockItem } from '../../api/period-locks';
import type { UnitItem } from '../../api/record-answers';
import { countBelow, openPeriods } from './lock-choices';

const lock = (unitId: string, period: string): PeriodLockItem => ({
  id: '',
  unitId,
  period,
  sales: false,
  reason: null,
  lockedBy: '',
  lockedAt: '',
});

test('offers the periods that have ended and are not locked for the unit itself', () => {
  expect(openPeriods(2020, 'u-1', [lock('u-1', '2020-01'), lock('u-2', '2020-02')], '2020-04-01')).toEqual(['2020-02', '2020-03']);
  expect(openPeriods(2020, 'u-1', [], '2021-01-01')).toHaveLength(13);
  expect(openPeriods(2020, 'u-1', [], '2020-12-31')).not.toContain('2020');
  expect(openPeriods(2020, 'u-1', [lock('u-1', '2020')], '2021-06-01')).toEqual([]);
});

test('counts the units below one, however deep', () => {
  const parents: Readonly<Record<string, string | null>> = { city: null, bureau: 'city', school: 'bureau', other: null };
  const units = Object.entries(parents).map(([id, parentId]) => ({ id, parentId }) as UnitItem);
  expect(countBelow(units, 'city')).toBe(2);
  expect(countBelow(units, 'school')).toBe(0);
});
