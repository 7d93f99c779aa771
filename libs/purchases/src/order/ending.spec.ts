import type { NewEvent } from '#contracts';
import { cancelOrder } from './cancel-order.js';
import { voidOrder } from './void-order.js';
import { eventful, move } from '../testing/eventful-order.js';
import { type Order, reversalOf } from './order.js';
import { ON_832, ORDER_ID, ORDERED_ON, placed, postingsOf, step } from '../testing/order-scenario.js';
import { payOrder } from './pay-order.js';
import { shipOrder } from './ship-order.js';

describe('cancelling', () => {
  test('takes the order back on its original day and frees its number', () => {
    const scenario = placed(ON_832);
    const events = scenario.do((order) => cancelOrder(order, step('2020-03-04'), '不买了'));
    expect(postingsOf(events).map(({ delta, day }) => [delta, day])).toEqual([[-10_000, ORDERED_ON]]);
    expect(scenario.four(ORDERED_ON)).toEqual([0, 0, 0, 0]);
    expect(scenario.holder('83220200001')).toBeNull();
  });

  test('is refused after shipment and after payment', () => {
    const shipped = placed();
    shipped.do((order) => shipOrder(order, step('2020-03-02')));
    const paid = placed();
    paid.do((order) => payOrder(order, step('2020-03-02'), 1));
    for (const scenario of [shipped, paid]) {
      expect(scenario.refused((order) => cancelOrder(order, step('2020-03-04'), '不买了'))).toMatchObject([
        { code: 'ORDER.NOT_CANCELLABLE' },
      ]);
    }
  });
});

describe('voiding', () => {
  test('brings every amount back to zero on its original day, at every cut', () => {
    const scenario = eventful();
    scenario.do((order) => voidOrder(order, step('2020-06-01'), '误登'));
    for (const day of [ORDERED_ON, '2020-03-05', '2020-03-07', '2020-03-09', '2020-03-10', '2020-12-31']) {
      expect(scenario.four(day)).toEqual([0, 0, 0, 0]);
    }
    expect(scenario.live.posted).toEqual([]);
  });

  test('takes back as about what was about, and a payment before leaves that alone', () => {
    const scenario = placed(undefined, { approximate: true });
    const moved = (events: readonly NewEvent[]): unknown[] => postingsOf(events).map(({ delta, approximate }) => [delta, approximate]);
    expect(moved(scenario.do((order) => payOrder(order, step('2020-03-05'), 4_000)))).toEqual([[4_000, true]]);
    expect(moved(scenario.do((order) => voidOrder(order, step('2020-06-01'), '误登')))).toEqual([
      [-10_000, true],
      [-4_000, true],
    ]);
  });

  test('of a re-attributed order clears both units', () => {
    const scenario = eventful();
    scenario.do((order) => move(order, '2020-04-01', 'u-2'));
    scenario.do((order) => voidOrder(order, step('2020-06-01'), '误登'));
    for (const day of ['2020-03-31', '2020-04-01', '2020-12-31']) {
      for (const unit of ['u-1', 'u-2']) expect(scenario.four(day, { unit })).toEqual([0, 0, 0, 0]);
    }
  });

  test('frees the number', () => {
    const scenario = placed(ON_832);
    scenario.do((order) => voidOrder(order, step('2020-06-01'), '误登'));
    expect(scenario.holder('83220200001')).toBeNull();
  });

  test.each([
    ['a payment', (order: Order) => payOrder(order, step('2020-06-02'), 1)],
    ['a void', (order: Order) => voidOrder(order, step('2020-06-02'), '再')],
    ['a cancellation', (order: Order) => cancelOrder(order, step('2020-06-02'), '再')],
    ['a re-attribution', (order: Order) => move(order, '2020-06-02', 'u-2')],
  ])('ends the order: %s is refused with the reason it ended for', (_, decide) => {
    const scenario = placed();
    scenario.do((order) => voidOrder(order, step('2020-06-01'), '误登"𠮷"'));
    expect(scenario.refused(decide)).toMatchObject([{ code: 'ORDER.ENDED', params: { endedOn: '2020-06-01', reason: '误登"𠮷"' } }]);
  });
});

describe('withdrawing an order', () => {
  test('reverses every posting on its original day, whatever happened to it', () => {
    const scenario = eventful();
    scenario.do((order) => move(order, '2020-03-08', 'u-2'));
    scenario.record({
      type: 'RecordWithdrawn',
      occurredOn: '2020-12-31',
      data: { streamId: `order-${ORDER_ID}`, reason: '演示结束', ...reversalOf(scenario.order) },
    });
    for (const day of [ORDERED_ON, '2020-03-05', '2020-03-08', '2020-12-31']) {
      for (const unit of ['u-1', 'u-2']) expect(scenario.four(day, { unit })).toEqual([0, 0, 0, 0]);
    }
  });
});
