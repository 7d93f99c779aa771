import type { NewEvent, OrderFacts, Refusal } from '#contracts';
import { reattributeOrder } from '../order/reattribute-order.js';
import type { Order } from '../order/order.js';
import { facts, line, placed, type Scenario, step } from './order-scenario.js';
import { acceptOrder } from '../order/accept-order.js';
import { payOrder } from '../order/pay-order.js';
import { rateOrder } from '../order/rate-order.js';
import { refundOrder } from '../order/refund-order.js';

/** Placed on 2020-03-01, paid on the 5th, accepted on the 6th, rated on the 7th, refunded on the 10th. */
export function eventful(given: OrderFacts = facts([line(6_000), line(4_000, { category: 'tea-drink' })])): Scenario {
  const scenario = placed(given);
  scenario.do((order) => payOrder(order, step('2020-03-05'), 10_000));
  scenario.do((order) => acceptOrder(order, step('2020-03-06'), undefined));
  scenario.do((order) => rateOrder(order, step('2020-03-07'), 4));
  scenario.do((order) => refundOrder(order, step('2020-03-10'), 1_001, '破损"退款"'));
  return scenario;
}

/** Re-attributes with a reason and evidence. */
export function move(order: Order, day: string, toUnitId: string): readonly NewEvent[] | Refusal {
  return reattributeOrder(order, step(day, { evidence: ['f-1'] }), toUnitId, '机构改革"划转"', []);
}
