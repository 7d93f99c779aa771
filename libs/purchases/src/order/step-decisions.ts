import {
  addDays,
  type BusinessDay,
  type Fen,
  type NewEvent,
  type OrderEvent,
  type ProblemItem,
  refuse,
  type Refusal,
  withPending,
} from '#contracts';
import { compact, difference } from './order-postings.js';
import { applied, isLive, type LiveOrder, type Order } from './order.js';
import { amountsOf, targetPostings } from './target-postings.js';

type Outcome = readonly NewEvent[] | Refusal;

/** A step on one order. */
export interface OrderStepInput {
  readonly orderId: string;
  readonly occurredOn: BusinessDay;
  readonly approximate: boolean;
  readonly evidence: readonly string[];
}

/** 先款后货: days to pay, and days a deferral adds, once (832 FAQ 1108). */
const DAYS_TO_PAY = 30;
const DAYS_OF_DEFERRAL = 15;

/** The day by which a prepaid order must be paid; a postpaid one has none. */
export function dueOn(order: LiveOrder): BusinessDay | null {
  if (order.facts.settlement !== 'prepaid') return null;
  return order.deferredTo ?? addDays(order.orderedOn, DAYS_TO_PAY);
}

/** 支付: Σ payments − Σ refunds ≤ total. */
export function payOrder(order: Order, step: OrderStepInput, amountFen: Fen): Outcome {
  return onOpen(order, step, (open) => {
    const openFen = open.facts.totalFen - amountsOf(open).paidFen;
    if (amountFen > openFen) return refuse('ORDER.OVERPAID', { amountFen, openFen }, 'amountFen');
    return [record(open, 'OrderPaid', step, { amountFen })];
  });
}

/** 验收. @param amountFen absent = all that is left: the total less refunds and what was accepted before */
export function acceptOrder(order: Order, step: OrderStepInput, amountFen: Fen | undefined): Outcome {
  return onOpen(order, step, (open) => {
    const { refundedFen, acceptedFen } = amountsOf(open);
    const openFen = Math.max(0, open.facts.totalFen - refundedFen - acceptedFen);
    const accepted = amountFen ?? openFen;
    if (accepted > openFen || openFen === 0) return refuse('ORDER.OVERACCEPTED', { amountFen: accepted, openFen }, 'amountFen');
    return [record(open, 'OrderAccepted', step, { amountFen: accepted })];
  });
}

/** 退款: Σ refunds ≤ Σ payments. */
export function refundOrder(order: Order, step: OrderStepInput, amountFen: Fen, reason: string): Outcome {
  return onOpen(order, step, (open) => {
    const openFen = amountsOf(open).paidFen;
    if (amountFen > openFen) return refuse('ORDER.OVERREFUNDED', { amountFen, openFen }, 'amountFen');
    return [record(open, 'OrderRefunded', step, { amountFen, reason })];
  });
}

/** 评价: after some acceptance, once. */
export function rateOrder(order: Order, step: OrderStepInput, stars: number): Outcome {
  return onOpen(order, step, (open) => {
    const rated = open.steps.find((earlier) => earlier.kind === 'rating');
    if (rated?.kind === 'rating') return refuse('ORDER.ALREADY_RATED', { day: rated.day, stars: rated.stars });
    if (!open.steps.some((earlier) => earlier.kind === 'acceptance')) return refuse('ORDER.NOT_ACCEPTED');
    return [record(open, 'OrderRated', step, { stars })];
  });
}

/** 签订合同 */
export function signContract(order: Order, step: OrderStepInput): Outcome {
  return onOpen(order, step, (open) =>
    open.contractOn === null ? [record(open, 'OrderContractSigned', step, {})] : refuse('ORDER.ALREADY_DONE', { day: open.contractOn }),
  );
}

/** 发货 */
export function shipOrder(order: Order, step: OrderStepInput): Outcome {
  return onOpen(order, step, (open) =>
    open.shippedOn === null ? [record(open, 'OrderShipped', step, {})] : refuse('ORDER.ALREADY_DONE', { day: open.shippedOn }),
  );
}

/** 延迟付款 */
export function deferPayment(order: Order, step: OrderStepInput): Outcome {
  return onOpen(order, step, (open) => {
    if (open.facts.settlement !== 'prepaid') return refuse('ORDER.NOT_PREPAID');
    if (open.deferredTo !== null) return refuse('ORDER.ALREADY_DEFERRED', { dueOn: open.deferredTo });
    return [record(open, 'OrderPaymentDeferred', step, { dueOn: addDays(open.orderedOn, DAYS_TO_PAY + DAYS_OF_DEFERRAL) })];
  });
}

/** Runs a rule on an order that takes steps, or says why it does not. */
export function onOpen(order: Order, step: OrderStepInput, rule: (open: LiveOrder) => Outcome): Outcome {
  if (!isLive(order)) return refuse('RECORD.NOT_FOUND', { id: step.orderId });
  if (order.state !== 'open') return refuse('ORDER.ENDED', { endedOn: order.endedOn, reason: order.endedBecause });
  const { occurredOn: day } = step;
  const early: ProblemItem[] =
    day < order.orderedOn ? [{ code: 'DATE.BEFORE_START', path: 'occurredOn', params: { day, start: order.orderedOn } }] : [];
  return withPending(rule(order), early);
}

/** An event with the postings that bring the figures to where the order then stands. */
export function record(order: LiveOrder, type: OrderEvent['type'], step: OrderStepInput, said: object, postingsOf = difference): NewEvent {
  const { orderId, occurredOn, approximate, evidence } = step;
  const data = { orderId, ...said, ...(approximate ? { approximate } : {}), ...(evidence.length > 0 ? { evidence } : {}) };
  const next = applied(order, { type, data, occurredOn });
  const postings = isLive(next) ? postingsOf(targetPostings(next), order.posted) : [];
  return { type, data: { ...data, ...compact(postings, occurredOn, approximate) }, occurredOn };
}
