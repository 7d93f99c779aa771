import { facts, line, placed, type Scenario, step } from '../testing/order-scenario.js';
import { payOrder } from './pay-order.js';
import { refundOrder } from './refund-order.js';

function pay(scenario: Scenario, day: string, amountFen: number): void {
  scenario.do((order) => payOrder(order, step(day), amountFen));
}

function refund(scenario: Scenario, day: string, amountFen: number): void {
  scenario.do((order) => refundOrder(order, step(day), amountFen, '破损"退款" 𠮷'));
}

describe('a refund entered out of the order of days', () => {
  test('dated before the payment it takes from counts in full on its own day', () => {
    const scenario = placed();
    pay(scenario, '2020-03-15', 10_000);
    refund(scenario, '2020-03-10', 5_000);
    expect(scenario.total('purchase.paid', '2020-03-14')).toBe(-5_000);
    expect(scenario.total('purchase.paid')).toBe(5_000);
  });

  test('and a payment entered late leave each category exactly paid', () => {
    const scenario = placed(facts([line(6_001), line(3_999, { category: 'tea-drink' })]));
    pay(scenario, '2020-03-05', 10_000);
    refund(scenario, '2020-03-20', 5_000);
    pay(scenario, '2020-03-10', 2_501);
    pay(scenario, '2020-03-11', 2_499);
    expect(scenario.total('purchase.paid', undefined, { category: 'fruit' })).toBe(6_001);
    expect(scenario.total('purchase.paid', undefined, { category: 'tea-drink' })).toBe(3_999);
  });
});
