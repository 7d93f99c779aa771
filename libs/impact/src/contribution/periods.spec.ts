import fc from 'fast-check';
import { dayNumber, dayOfNumber } from '#contracts';
import { coverageOf, dayPeriod, type Days, daysOfMonths, monthPeriod } from './periods.js';

const days = (from: string, to: string): Days => ({ from: dayNumber(from), to: dayNumber(to) });

test('a year is twelve whole months and no single day', () => {
  expect(coverageOf(days('2020-01-01', '2020-12-31'))).toEqual({ months: { from: 202001, to: 202012 }, cuts: [] });
});

test('the days of cut months stand alone at both ends', () => {
  expect(coverageOf(days('2019-12-31', '2020-02-28'))).toEqual({
    months: { from: 202001, to: 202001 },
    cuts: [days('2019-12-31', '2019-12-31'), days('2020-02-01', '2020-02-28')],
  });
});

test('a range within one month is days only, and an empty one nothing', () => {
  expect(coverageOf(days('2020-02-02', '2020-02-29'))).toEqual({ months: undefined, cuts: [days('2020-02-02', '2020-02-29')] });
  expect(coverageOf(days('2020-02-02', '2020-02-01'))).toEqual({ months: undefined, cuts: [] });
});

test('months and cut days together are the range, each day once', () => {
  const day = fc.integer({ min: dayNumber('1900-01-01'), max: dayNumber('2100-12-31') });
  fc.assert(
    fc.property(day, fc.nat(900), (from, length) => {
      const { months, cuts } = coverageOf({ from, to: from + length });
      const parts = [...cuts, ...(months === undefined ? [] : [daysOfMonths(months)])].sort((left, right) => left.from - right.from);
      expect(parts[0]?.from).toBe(from);
      expect(parts.at(-1)?.to).toBe(from + length);
      for (const [index, part] of parts.slice(1).entries()) expect(part.from).toBe((parts[index]?.to ?? 0) + 1);
    }),
  );
});

test('periods of days sort as the days do', () => {
  expect(dayPeriod('2020-02-29')).toBe(20200229);
  expect(monthPeriod(dayOfNumber(dayNumber('2020-03-01')))).toBe(202003);
});
