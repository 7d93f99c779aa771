import { drillOf, drillText } from './drill';

test('a figure and its filters come back from the address as they went in', () => {
  const asked = { figure: 'purchase.paid', filters: { year: '2020', unitId: 'a&b=c?d', channel: '832' } };
  expect(drillOf(drillText(asked))).toEqual(asked);
});

test.each(['', 'x', '../files?year=1', 'purchase.paid/..', ['purchase.paid'], undefined])(
  'an address that names no figure opens nothing: %p',
  (text) => {
    expect(drillOf(text)).toBeUndefined();
  },
);
