import { facts, line, ORDERED_ON, placed, postingsOf, type Scenario, step } from '../testing/order-scenario.js';
import { acceptOrder } from './accept-order.js';
import { payOrder } from './pay-order.js';
import { rateOrder } from './rate-order.js';
import { refundOrder } from './refund-order.js';

function pay(scenario: Scenario, day: string, amountFen: number): void {
  scenario.do((order) => payOrder(order, step(day), amountFen));
}

function refund(scenario: Scenario, day: string, amountFen: number): void {
  scenario.do((order) => refundOrder(order, step(day), amountFen, '破损"退款" 𠮷'));
}

function accept(scenario: Scenario, day: string, amountFen?: number): void {
  scenario.do((order) => acceptOrder(order, step(day), amountFen));
}

function rate(scenario: Scenario, day: string, stars = 5): void {
  scenario.do((order) => rateOrder(order, step(day), stars));
}

describe('payment', () => {
  test('counts as paid on its own day', () => {
    const scenario = placed();
    pay(scenario, '2020-03-05', 4_000);
    expect(scenario.four('2020-03-04')).toEqual([10_000, 0, 0, 0]);
    expect(scenario.four('2020-03-05')).toEqual([10_000, 4_000, 0, 0]);
  });

  test('is refused above what is still open, and taken up to it', () => {
    const scenario = placed();
    pay(scenario, '2020-03-05', 4_000);
    expect(scenario.refused((order) => payOrder(order, step('2020-03-06'), 6_001))).toMatchObject([
      { code: 'ORDER.OVERPAID', path: 'amountFen', params: { openFen: 6_000 } },
    ]);
    pay(scenario, '2020-03-06', 6_000);
    expect(scenario.refused((order) => payOrder(order, step('2020-03-07'), 1))).toMatchObject([{ params: { openFen: 0 } }]);
  });

  test('may go on after a refund while payments less refunds stay within the total', () => {
    const scenario = placed();
    pay(scenario, '2020-03-05', 10_000);
    refund(scenario, '2020-03-06', 3_000);
    expect(scenario.refused((order) => payOrder(order, step('2020-03-07'), 3_001))).toMatchObject([{ params: { openFen: 3_000 } }]);
    pay(scenario, '2020-03-07', 3_000);
    expect(scenario.total('purchase.paid')).toBe(10_000);
  });

  test('of the largest exact total is counted to the fen', () => {
    const most = Number.MAX_SAFE_INTEGER;
    const scenario = placed(facts([line(most - 2), line(2, { category: 'tea-drink' })]));
    pay(scenario, '2020-03-05', most - 1);
    pay(scenario, '2020-03-05', 1);
    expect(scenario.total('purchase.paid', undefined, { category: 'tea-drink' })).toBe(2);
    expect(scenario.total('purchase.paid', undefined, { category: 'fruit' })).toBe(most - 2);
  });

  test('before the order day is refused with both days, on the order day it is taken', () => {
    const scenario = placed();
    expect(scenario.refused((order) => payOrder(order, step('2020-02-29'), 1))).toEqual([
      { code: 'DATE.BEFORE_START', path: 'occurredOn', params: { day: '2020-02-29', start: ORDERED_ON } },
    ]);
    pay(scenario, ORDERED_ON, 1);
  });

  test('given as about is approximate in every posting it makes', () => {
    const scenario = placed();
    const events = scenario.do((order) => payOrder(order, step('2020-03-05', { approximate: true }), 4_000));
    expect(postingsOf(events).map(({ delta, approximate }) => [delta, approximate])).toEqual([[4_000, true]]);
  });

  test('given as about makes what it completes as about, too', () => {
    const scenario = placed();
    scenario.do((order) => payOrder(order, step('2020-03-05', { approximate: true }), 10_000));
    scenario.do((order) => acceptOrder(order, step('2020-03-06'), undefined));
    const completed = postingsOf(scenario.do((order) => rateOrder(order, step('2020-03-07'), 5)));
    expect(completed.map(({ measure, approximate }) => [measure, approximate])).toEqual([['purchase.completed', true]]);
  });

  test('keeps its evidence, and the order gathers it', () => {
    const scenario = placed(undefined, { evidence: ['f-1'] });
    const [event] = scenario.do((order) => payOrder(order, step('2020-03-05', { evidence: ['f-2'] }), 4_000));
    expect(event?.data).toMatchObject({ evidence: ['f-2'] });
    expect(scenario.live.evidence).toEqual(['f-1', 'f-2']);
  });
});

describe('acceptance', () => {
  test('is lowered by a refund of a single fen', () => {
    const scenario = placed();
    for (const act of [pay, accept]) act(scenario, '2020-03-05', 10_000);
    refund(scenario, '2020-03-06', 1);
    expect(scenario.four('2020-03-06')).toEqual([10_000, 9_999, 9_999, 0]);
  });

  test('without an amount takes the total less refunds so far', () => {
    const scenario = placed();
    pay(scenario, '2020-03-05', 10_000);
    refund(scenario, '2020-03-06', 1_500);
    accept(scenario, '2020-03-07');
    expect(scenario.four()).toEqual([10_000, 8_500, 8_500, 0]);
  });

  test('without an amount takes only what was not accepted before', () => {
    const scenario = placed();
    accept(scenario, '2020-03-05', 2_500);
    const [event] = scenario.do((order) => acceptOrder(order, step('2020-03-06'), undefined));
    expect(event?.data).toMatchObject({ amountFen: 7_500 });
    expect(scenario.total('purchase.accepted', '2020-03-05')).toBe(2_500);
    expect(scenario.total('purchase.accepted')).toBe(10_000);
  });

  test('is refused above the total', () => {
    const scenario = placed();
    accept(scenario, '2020-03-05', 2_500);
    expect(scenario.refused((order) => acceptOrder(order, step('2020-03-06'), 7_501))).toMatchObject([
      { code: 'ORDER.OVERACCEPTED', path: 'amountFen', params: { openFen: 7_500 } },
    ]);
  });

  test('is refused where nothing is left to accept', () => {
    const scenario = placed();
    accept(scenario, '2020-03-05');
    expect(scenario.refused((order) => acceptOrder(order, step('2020-03-06'), undefined))).toMatchObject([
      { code: 'ORDER.OVERACCEPTED', params: { openFen: 0 } },
    ]);
  });
});

describe('refund', () => {
  test('is refused above payments less earlier refunds', () => {
    const scenario = placed();
    pay(scenario, '2020-03-05', 4_000);
    refund(scenario, '2020-03-06', 1_000);
    expect(scenario.refused((order) => refundOrder(order, step('2020-03-07'), 3_001, '退'))).toMatchObject([
      { code: 'ORDER.OVERREFUNDED', path: 'amountFen', params: { openFen: 3_000 } },
    ]);
    refund(scenario, '2020-03-07', 3_000);
    expect(scenario.total('purchase.paid')).toBe(0);
  });

  test('of an unpaid order is refused', () => {
    expect(placed().refused((order) => refundOrder(order, step('2020-03-07'), 1, '退'))).toMatchObject([{ params: { openFen: 0 } }]);
  });

  test('lowers what was paid, accepted and completed on its own day', () => {
    const scenario = placed();
    pay(scenario, '2020-03-05', 10_000);
    accept(scenario, '2020-03-06');
    rate(scenario, '2020-03-07');
    refund(scenario, '2020-03-10', 1_500);
    expect(scenario.four('2020-03-09')).toEqual([10_000, 10_000, 10_000, 10_000]);
    expect(scenario.four('2020-03-10')).toEqual([10_000, 8_500, 8_500, 8_500]);
  });

  test('before acceptance leaves acceptance alone', () => {
    const scenario = placed();
    pay(scenario, '2020-03-05', 10_000);
    refund(scenario, '2020-03-06', 1_500);
    expect(scenario.four()).toEqual([10_000, 8_500, 0, 0]);
  });
});

describe('rating and completion', () => {
  test('a rating needs some acceptance', () => {
    const scenario = placed();
    pay(scenario, '2020-03-05', 10_000);
    expect(scenario.refused((order) => rateOrder(order, step('2020-03-07'), 5))).toMatchObject([{ code: 'ORDER.NOT_ACCEPTED' }]);
    accept(scenario, '2020-03-06', 1);
    rate(scenario, '2020-03-07');
    expect(scenario.total('purchase.completed')).toBe(0);
  });

  test('is given once', () => {
    const scenario = placed();
    accept(scenario, '2020-03-06');
    rate(scenario, '2020-03-07', 3);
    expect(scenario.refused((order) => rateOrder(order, step('2020-03-08'), 5))).toMatchObject([
      { code: 'ORDER.ALREADY_RATED', params: { day: '2020-03-07', stars: 3 } },
    ]);
  });

  test.each([
    ['payment', ['accept', 'rate', 'pay']],
    ['acceptance', ['accept-some', 'rate', 'pay', 'accept']],
    ['rating', ['pay', 'accept', 'rate']],
  ])('an order completes on the day of the last of the three: the %s', (_, steps) => {
    const scenario = placed();
    steps.forEach((name, index) => {
      const day = `2020-03-1${index}`;
      if (name === 'pay') pay(scenario, day, 10_000);
      else if (name === 'rate') rate(scenario, day);
      else accept(scenario, day, name === 'accept-some' ? 1 : undefined);
    });
    const last = steps.length - 1;
    expect(scenario.total('purchase.completed', `2020-03-1${last - 1}`)).toBe(0);
    expect(scenario.total('purchase.completed', `2020-03-1${last}`)).toBe(10_000);
  });

  test('an order whose last step is entered first completes on the latest of the three days', () => {
    const scenario = placed();
    accept(scenario, '2020-03-09');
    rate(scenario, '2020-03-20');
    pay(scenario, '2020-03-05', 10_000);
    expect(scenario.total('purchase.completed', '2020-03-19')).toBe(0);
    expect(scenario.total('purchase.completed', '2020-03-20')).toBe(10_000);
  });

  test('an order refunded before acceptance completes with what is left of it', () => {
    const scenario = placed();
    pay(scenario, '2020-03-05', 10_000);
    refund(scenario, '2020-03-06', 1_500);
    accept(scenario, '2020-03-07');
    rate(scenario, '2020-03-08');
    expect(scenario.four()).toEqual([10_000, 8_500, 8_500, 8_500]);
  });

  test('an order paid in part does not complete', () => {
    const scenario = placed();
    pay(scenario, '2020-03-05', 9_999);
    accept(scenario, '2020-03-07');
    rate(scenario, '2020-03-08');
    expect(scenario.total('purchase.completed')).toBe(0);
  });
});
