import { reversalOf } from './order.js';
import { facts, line, placed, postingsOf, step } from '../testing/order-scenario.js';
import { acceptOrder } from './accept-order.js';
import { deferPayment } from './defer-payment.js';
import { payOrder } from './pay-order.js';
import { dueOn } from './payment-due.js';
import { rateOrder } from './rate-order.js';
import { refundOrder } from './refund-order.js';
import { shipOrder } from './ship-order.js';
import { signContract } from './sign-contract.js';

describe('contract, shipment and deferral', () => {
  test('contract and shipment are recorded once each and move no figure', () => {
    const scenario = placed();
    const events = [
      ...scenario.do((order) => signContract(order, step('2020-03-02'))),
      ...scenario.do((order) => shipOrder(order, step('2020-03-03'))),
    ];
    expect(postingsOf(events)).toEqual([]);
    expect(scenario.refused((order) => signContract(order, step('2020-03-04')))).toMatchObject([
      { code: 'ORDER.ALREADY_DONE', params: { day: '2020-03-02' } },
    ]);
    expect(scenario.refused((order) => shipOrder(order, step('2020-03-04')))).toMatchObject([
      { code: 'ORDER.ALREADY_DONE', params: { day: '2020-03-03' } },
    ]);
  });

  test('a prepaid order is due 30 days after the order day, once deferred 45', () => {
    const scenario = placed();
    expect(dueOn(scenario.live)).toBe('2020-03-31');
    scenario.do((order) => deferPayment(order, step('2020-03-20')));
    expect(dueOn(scenario.live)).toBe('2020-04-15');
    expect(scenario.refused((order) => deferPayment(order, step('2020-03-21')))).toMatchObject([
      { code: 'ORDER.ALREADY_DEFERRED', params: { dueOn: '2020-04-15' } },
    ]);
  });

  test('a postpaid order has no due day and is not deferred', () => {
    const scenario = placed(facts([line(100)], { settlement: 'postpaid' }));
    expect(dueOn(scenario.live)).toBeNull();
    expect(scenario.refused((order) => deferPayment(order, step('2020-03-20')))).toMatchObject([{ code: 'ORDER.NOT_PREPAID' }]);
  });
});

describe('an order that never began, or was withdrawn', () => {
  const steps = [
    ['payment', (order: Parameters<typeof payOrder>[0]) => payOrder(order, step('2020-03-05'), 1)],
    ['acceptance', (order: Parameters<typeof payOrder>[0]) => acceptOrder(order, step('2020-03-05'), undefined)],
    ['refund', (order: Parameters<typeof payOrder>[0]) => refundOrder(order, step('2020-03-05'), 1, '退')],
    ['rating', (order: Parameters<typeof payOrder>[0]) => rateOrder(order, step('2020-03-05'), 5)],
    ['contract', (order: Parameters<typeof payOrder>[0]) => signContract(order, step('2020-03-05'))],
    ['shipment', (order: Parameters<typeof payOrder>[0]) => shipOrder(order, step('2020-03-05'))],
    ['deferral', (order: Parameters<typeof payOrder>[0]) => deferPayment(order, step('2020-03-05'))],
  ] as const;

  test.each(steps)('refuses a %s as not found', (_, decide) => {
    const scenario = placed();
    expect(decide({ state: 'absent' })).toMatchObject({ problems: [{ code: 'RECORD.NOT_FOUND', params: { id: 'o-1' } }] });
    scenario.record({
      type: 'RecordWithdrawn',
      occurredOn: '2020-03-09',
      data: { streamId: 'order-o-1', reason: '演示结束', ...reversalOf(scenario.order) },
    });
    expect(scenario.refused(decide)).toMatchObject([{ code: 'RECORD.NOT_FOUND' }]);
    expect(scenario.four()).toEqual([0, 0, 0, 0]);
    expect(reversalOf(scenario.order)).toEqual({ postings: [] });
  });
});
