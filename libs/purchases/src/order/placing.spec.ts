import { type Order } from './order.js';
import { placeOrder } from './placing.js';
import { facts, line, ON_832, ORDER_ID, ORDERED_ON, placed, placement, postingsOf, Scenario, SUPPLIER } from '../testing/order-scenario.js';

describe('placing', () => {
  test('counts the whole total on the order day, by category, unit, channel, funding, project and county', () => {
    const scenario = placed(facts([line(6_000), line(4_000, { category: 'tea-drink' })], { projectId: 'p-1' }));
    expect(postingsOf(scenario.events).map(({ measure, delta, day, under }) => [measure, delta, day, under])).toEqual([
      [
        'purchase.ordered',
        6_000,
        ORDERED_ON,
        { unit: 'u-1', channel: 'offline', funding: 'canteen', project: 'p-1', county: '610124', category: 'fruit' },
      ],
      [
        'purchase.ordered',
        4_000,
        ORDERED_ON,
        { unit: 'u-1', channel: 'offline', funding: 'canteen', project: 'p-1', county: '610124', category: 'tea-drink' },
      ],
    ]);
    expect(scenario.live.facts.supplierName).toBe(SUPPLIER);
  });

  test('without a number is refused on 832 and taken elsewhere', () => {
    const none = facts([line(1)], { channel: '832' });
    expect(new Scenario().refused((order) => placeOrder(order, undefined, placement(none)))).toEqual([
      { code: 'FIELD.REQUIRED', path: 'platformOrderNo', params: { field: 'platformOrderNo' } },
    ]);
    placed(facts([line(1)], { channel: 'other-platform' }));
  });

  test('of a number that is taken is refused, naming the order that holds it', () => {
    const held = { orderId: 'o-9', recordedBy: '示例"甲"', recordedAt: '2020-02-01T00:00:00.000Z' };
    expect(
      new Scenario().refused((order) => placeOrder(order, { id: 'order-832-83220200001', state: held }, placement(ON_832))),
    ).toMatchObject([{ code: 'ORDER.DUPLICATE', params: { id: 'o-9', recordedBy: '示例"甲"', recordedAt: '2020-02-01T00:00:00.000Z' } }]);
  });

  test('under an id in use, or once withdrawn, is refused', () => {
    const scenario = placed();
    const again = (order: Order) => placeOrder(order, undefined, placement(facts([line(1)])));
    expect(scenario.refused(again)).toMatchObject([{ code: 'RECORD.EXISTS', path: 'id' }]);
    scenario.record({ type: 'RecordWithdrawn', occurredOn: '2020-12-31', data: { streamId: `order-${ORDER_ID}`, reason: '演示结束' } });
    expect(scenario.refused(again)).toMatchObject([{ code: 'RECORD.EXISTS' }]);
  });

  test('tells what is unknown together with what is wrong', () => {
    const wrong = facts([line(1)], { channel: '832', discountFen: 1 });
    const unknown = [{ code: 'UNIT.UNKNOWN' as const, path: 'unitId' }];
    const codes = new Scenario().refused((order) => placeOrder(order, undefined, placement(wrong, { unknown }))).map(({ code }) => code);
    expect(codes).toEqual(['UNIT.UNKNOWN', 'FIELD.REQUIRED', 'ORDER.TOTAL_NOT_POSITIVE']);
  });

  test('takes its number, which a withdrawal of the number sets free', () => {
    const scenario = placed(ON_832);
    expect(scenario.holder('83220200001')).toMatchObject({ orderId: ORDER_ID });
    const streamId = 'order-832-83220200001';
    scenario.record({ type: 'RecordWithdrawn', occurredOn: '2020-12-31', streamId, data: { streamId, reason: '演示结束' } });
    expect(scenario.holder('83220200001')).toBeNull();
  });
});
