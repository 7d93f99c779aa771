import { beforeStart, type BusinessDay, type NewEvent, type OrderEvent, type Outcome, refuse, withPending } from '#contracts';
import { compact, difference } from './order-postings.js';
import { applied, isLive, type LiveOrder, type Order } from './order.js';
import { targetPostings } from './target-postings.js';

/** A step on one order. */
export interface OrderStepInput {
  readonly orderId: string;
  readonly occurredOn: BusinessDay;
  readonly approximate: boolean;
  readonly evidence: readonly string[];
}

/** Runs a rule on an order that takes steps, or says why it does not. */
export function onOpen(order: Order, step: OrderStepInput, rule: (open: LiveOrder) => Outcome): Outcome {
  if (!isLive(order)) return refuse('RECORD.NOT_FOUND', { id: step.orderId });
  if (order.state !== 'open') return refuse('ORDER.ENDED', { endedOn: order.endedOn, reason: order.endedBecause });
  return withPending(rule(order), beforeStart(step.occurredOn, order.orderedOn));
}

/** An event with the postings that bring the figures to where the order then stands. */
export function record(order: LiveOrder, type: OrderEvent['type'], step: OrderStepInput, said: object, postingsOf = difference): NewEvent {
  const { orderId, occurredOn, approximate, evidence } = step;
  const data = { orderId, ...said, ...(approximate ? { approximate } : {}), ...(evidence.length > 0 ? { evidence } : {}) };
  const next = applied(order, { type, data, occurredOn });
  const postings = isLive(next) ? postingsOf(targetPostings(next), order.posted) : [];
  return { type, data: { ...data, ...compact(postings, occurredOn, approximate) }, occurredOn };
}
