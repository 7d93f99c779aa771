import { daysOfMonth } from './days-of-month';

test.each([
  ['2020-02', '2020-02-29'],
  ['2019-02', '2019-02-28'],
  ['2020-04', '2020-04-30'],
  ['2020-12', '2020-12-31'],
])('%s ends on %s', (month, last) => {
  expect(daysOfMonth(month)).toEqual({ from: `${month}-01`, to: last });
});
