import { reattributeOrder } from './reattribute-order.js';
import { eventful, move } from '../testing/eventful-order.js';
import { unitOf } from './order.js';
import { placed, step } from '../testing/order-scenario.js';
import { payOrder } from './pay-order.js';

describe('re-attribution', () => {
  test('moves every amount on the day it takes effect and leaves earlier days with the old unit', () => {
    const scenario = eventful();
    scenario.do((order) => move(order, '2020-03-08', 'u-2'));
    expect(scenario.four('2020-03-07', { unit: 'u-1' })).toEqual([10_000, 10_000, 10_000, 10_000]);
    expect(scenario.four('2020-03-07', { unit: 'u-2' })).toEqual([0, 0, 0, 0]);
    expect(scenario.four('2020-03-08', { unit: 'u-1' })).toEqual([0, 0, 0, 0]);
    expect(scenario.four('2020-03-08', { unit: 'u-2' })).toEqual([10_000, 10_000, 10_000, 10_000]);
    // The refund of the 10th was recorded under the old unit before; from the 8th on it is the new one's.
    expect(scenario.four(undefined, { unit: 'u-1' })).toEqual([0, 0, 0, 0]);
    expect(scenario.four(undefined, { unit: 'u-2' })).toEqual([10_000, 8_999, 8_999, 8_999]);
  });

  test('gives later steps to the new unit, and one entered late to the unit of its day until the move', () => {
    const scenario = placed();
    scenario.do((order) => move(order, '2020-04-01', 'u-2'));
    scenario.do((order) => payOrder(order, step('2020-04-02'), 1_000));
    scenario.do((order) => payOrder(order, step('2020-03-20'), 500));
    expect(scenario.total('purchase.paid', '2020-03-31', { unit: 'u-1' })).toBe(500);
    expect(scenario.total('purchase.paid', '2020-04-01', { unit: 'u-1' })).toBe(0);
    expect(scenario.total('purchase.paid', '2020-04-01', { unit: 'u-2' })).toBe(500);
    expect(scenario.total('purchase.paid', undefined, { unit: 'u-2' })).toBe(1_500);
  });

  test('changes no figure that is not narrowed to a unit', () => {
    const scenario = eventful();
    const before = scenario.four();
    scenario.do((order) => move(order, '2020-04-01', 'u-2'));
    expect(scenario.four()).toEqual(before);
    expect(unitOf(scenario.live)).toBe('u-2');
  });

  test('twice passes the amounts on', () => {
    const scenario = eventful();
    scenario.do((order) => move(order, '2020-04-01', 'u-2'));
    scenario.do((order) => move(order, '2020-05-01', 'u-3'));
    expect(scenario.total('purchase.paid', '2020-04-30', { unit: 'u-2' })).toBe(8_999);
    expect(scenario.total('purchase.paid', '2020-05-01', { unit: 'u-2' })).toBe(0);
    expect(scenario.total('purchase.paid', '2020-05-01', { unit: 'u-3' })).toBe(8_999);
  });

  test('without evidence, or to an unknown unit, is refused, both told at once', () => {
    const unknown = [{ code: 'UNIT.UNKNOWN' as const, path: 'toUnitId' }];
    const codes = placed()
      .refused((order) => reattributeOrder(order, step('2020-04-01'), 'nobody', '划转', unknown))
      .map(({ code, path }) => [code, path]);
    expect(codes).toEqual([
      ['UNIT.UNKNOWN', 'toUnitId'],
      ['FIELD.REQUIRED', 'evidence'],
    ]);
  });

  test('to the unit it has is refused', () => {
    expect(placed().refused((order) => move(order, '2020-04-01', 'u-1'))).toMatchObject([{ code: 'ORDER.SAME_UNIT', path: 'toUnitId' }]);
  });

  test('before an earlier one is refused: figures and record would name different units', () => {
    const scenario = placed();
    scenario.do((order) => move(order, '2020-04-01', 'u-2'));
    expect(scenario.refused((order) => move(order, '2020-03-31', 'u-3'))).toEqual([
      { code: 'DATE.BEFORE_START', path: 'occurredOn', params: { day: '2020-03-31', start: '2020-04-01' } },
    ]);
  });
});
