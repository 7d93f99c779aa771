import type { NewEvent, OrderFacts, Refusal } from '#contracts';
import { correctOrder, type Correction } from './correcting.js';
import { shipOrder } from './ship-order.js';
import { signContract } from './sign-contract.js';
import { voidOrder } from './void-order.js';
import { eventful, move } from '../testing/eventful-order.js';
import { totalOfLines } from './order-lines.js';
import type { OrderNumber } from './order-number.js';
import { type Order, reversalOf } from './order.js';
import { facts, line, ON_832, ORDER_ID, ORDERED_ON, placed, postingsOf, step, SUPPLIER } from '../testing/order-scenario.js';

function correct(
  order: Order,
  changes: Partial<OrderFacts>,
  more: { orderedOn?: string; number?: OrderNumber; approximate?: boolean } = {},
): readonly NewEvent[] | Refusal {
  const correction: Correction = {
    reason: '误录"金额" 𠮷',
    corrected: (open) => {
      const next = { ...open.facts, ...changes };
      const totalFen = totalOfLines(next.lines, next.freightFen, next.discountFen);
      const approximate = more.approximate ?? open.approximate;
      return { facts: { ...next, totalFen }, orderedOn: more.orderedOn ?? open.orderedOn, approximate };
    },
    recorded: { recordedBy: '示例"采购"', recordedAt: '2020-03-20T02:00:00.000Z' },
    unknown: [],
  };
  return correctOrder(order, more.number ?? null, step('2020-03-20'), correction);
}

describe('correction', () => {
  test('of an amount is a reversal and a new entry, both of the original day', () => {
    const scenario = placed();
    const events = scenario.do((order) => correct(order, { freightFen: 500 }));
    expect(postingsOf(events).map(({ delta, day }) => [delta, day])).toEqual([
      [-10_000, ORDERED_ON],
      [10_500, ORDERED_ON],
    ]);
  });

  test('of the funding moves all amounts on their own days', () => {
    const scenario = eventful();
    scenario.do((order) => correct(order, { funding: 'union' }));
    for (const [day, ...amounts] of [
      ['2020-03-06', 10_000, 10_000, 10_000, 0],
      ['2020-03-10', 10_000, 8_999, 8_999, 8_999],
    ] as const) {
      expect(scenario.four(day, { funding: 'canteen' })).toEqual([0, 0, 0, 0]);
      expect(scenario.four(day, { funding: 'union' })).toEqual(amounts);
    }
  });

  test('that takes the county away leaves nothing under it', () => {
    const scenario = eventful();
    scenario.do((order) => correct(order, { originCountyCode: null }));
    expect(scenario.four(undefined, { county: '610124' })).toEqual([0, 0, 0, 0]);
    expect(scenario.four()).toEqual([10_000, 8_999, 8_999, 8_999]);
  });

  test('of the lines spreads all amounts anew over their categories', () => {
    const scenario = eventful();
    scenario.do((order) => correct(order, { lines: facts([line(10_000, { category: 'vegetable' })]).lines }));
    expect(scenario.four(undefined, { category: 'vegetable' })).toEqual([10_000, 8_999, 8_999, 8_999]);
    for (const category of ['fruit', 'tea-drink']) expect(scenario.four(undefined, { category })).toEqual([0, 0, 0, 0]);
  });

  test('of the order day moves what was ordered, not the steps', () => {
    const scenario = eventful();
    scenario.do((order) => correct(order, {}, { orderedOn: '2020-02-20' }));
    expect(scenario.four('2020-02-20')).toEqual([10_000, 0, 0, 0]);
    expect(scenario.four('2020-03-10')).toEqual([10_000, 8_999, 8_999, 8_999]);
  });

  test('of the order day past a step is refused with both days', () => {
    expect(eventful().refused((order) => correct(order, {}, { orderedOn: '2020-03-06' }))).toMatchObject([
      { code: 'DATE.BEFORE_START', path: 'changes.occurredOn', params: { day: '2020-03-05', start: '2020-03-06' } },
    ]);
  });

  test.each([
    ['its contract was signed', signContract],
    ['it was shipped', shipOrder],
  ])('of the order day goes up to the day on which %s, and not past it', (_, take) => {
    const scenario = placed();
    scenario.do((order) => take(order, step('2020-03-05')));
    expect(scenario.refused((order) => correct(order, {}, { orderedOn: '2020-03-06' }))).toMatchObject([{ code: 'DATE.BEFORE_START' }]);
    scenario.do((order) => correct(order, {}, { orderedOn: '2020-03-05' }));
    expect(scenario.live.orderedOn).toBe('2020-03-05');
  });

  test('below what was paid is refused', () => {
    expect(eventful().refused((order) => correct(order, { discountFen: 1_002 }))).toMatchObject([{ code: 'ORDER.OVERPAID' }]);
  });

  test('to nothing, and without a number on 832, is refused', () => {
    const codes = placed()
      .refused((order) => correct(order, { channel: '832', discountFen: 10_000 }))
      .map(({ code }) => code);
    expect(codes).toEqual(['FIELD.REQUIRED', 'ORDER.TOTAL_NOT_POSITIVE']);
  });

  test('of the approximation alone is a correction, either way', () => {
    const scenario = placed();
    scenario.do((order) => correct(order, {}, { approximate: true }));
    expect(scenario.live.approximate).toBe(true);
    scenario.do((order) => correct(order, {}, { approximate: false }));
    expect(scenario.live.approximate).toBe(false);
  });

  test('to the same lines with their fields in another order changes nothing', () => {
    const scenario = placed();
    const lines = scenario.live.facts.lines.map((one) => Object.fromEntries(Object.entries(one).reverse()) as unknown as typeof one);
    expect(correct(scenario.order, { lines })).toMatchObject({ problems: [{ code: 'ORDER.UNCHANGED', path: 'changes' }] });
  });

  test('names what is wrong where the person wrote it', () => {
    expect(correct(placed().order, { channel: '832', platformOrderNo: null })).toMatchObject({
      problems: [{ path: 'changes.platformOrderNo' }],
    });
  });

  test('that changes nothing is refused', () => {
    expect(placed().refused((order) => correct(order, { supplierName: SUPPLIER }))).toMatchObject([{ code: 'ORDER.UNCHANGED' }]);
  });

  test('of the number frees the old one and takes the new one, unless that is held', () => {
    const scenario = placed(ON_832);
    const held = { orderId: 'o-9', recordedBy: '甲', recordedAt: '2020-02-01T00:00:00.000Z' };
    expect(scenario.refused((order) => correct(order, { platformOrderNo: '83220200002' }, { number: held }))).toMatchObject([
      { code: 'ORDER.DUPLICATE', params: { id: 'o-9' } },
    ]);
    scenario.do((order) => correct(order, { platformOrderNo: '83220200002' }));
    expect(scenario.holder('83220200001')).toBeNull();
    expect(scenario.holder('83220200002')).toMatchObject({ orderId: ORDER_ID });
  });

  test('of a re-attributed order keeps each unit’s days', () => {
    const scenario = eventful();
    scenario.do((order) => move(order, '2020-03-08', 'u-2'));
    scenario.do((order) => correct(order, { funding: 'union' }));
    expect(scenario.four('2020-03-07', { unit: 'u-1', funding: 'union' })).toEqual([10_000, 10_000, 10_000, 10_000]);
    expect(scenario.four(undefined, { unit: 'u-2', funding: 'union' })).toEqual([10_000, 8_999, 8_999, 8_999]);
    expect(scenario.four(undefined, { funding: 'canteen' })).toEqual([0, 0, 0, 0]);
  });

  test('of a void order is refused, and of a withdrawn one not found', () => {
    const scenario = placed();
    scenario.do((order) => voidOrder(order, step('2020-06-01'), '误登'));
    expect(scenario.refused((order) => correct(order, { supplierName: '别家' }))).toMatchObject([{ code: 'ORDER.ENDED' }]);
    const data = { streamId: `order-${ORDER_ID}`, reason: '演示结束', ...reversalOf(scenario.order) };
    scenario.record({ type: 'RecordWithdrawn', occurredOn: '2020-12-31', data });
    expect(scenario.refused((order) => correct(order, { supplierName: '别家' }))).toMatchObject([{ code: 'RECORD.NOT_FOUND' }]);
  });

  test('is reversed with everything else when the order is withdrawn', () => {
    const scenario = eventful();
    scenario.do((order) => correct(order, { originCountyCode: null, funding: 'union' }));
    const data = { streamId: `order-${ORDER_ID}`, reason: '演示结束', ...reversalOf(scenario.order) };
    scenario.record({ type: 'RecordWithdrawn', occurredOn: '2020-12-31', data });
    for (const funding of ['canteen', 'union']) expect(scenario.four('2020-03-09', { funding })).toEqual([0, 0, 0, 0]);
  });

  test('given as about reverses the exact amount as exact', () => {
    const scenario = placed();
    const events = scenario.do((order) => correct(order, { freightFen: 500 }, { approximate: true }));
    expect(postingsOf(events).map(({ delta, approximate }) => [delta, approximate])).toEqual([
      [-10_000, false],
      [10_500, true],
    ]);
  });
});
