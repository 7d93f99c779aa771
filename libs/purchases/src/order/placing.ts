import {
  type BusinessDay,
  type Instant,
  type NewEvent,
  type OrderFacts,
  type OrderNumberTaken,
  type OrderPlaced,
  type ProblemItem,
  refuse,
  refuseAll,
  type Refusal,
} from '#contracts';
import { amountProblems } from './order-lines.js';
import { compact, difference } from './order-postings.js';
import type { OrderNumber } from './order-number.js';
import { applied, isLive, type Order } from './order.js';
import { targetPostings } from './target-postings.js';

/** Who enters what, when. */
export interface Placement {
  readonly orderId: string;
  readonly facts: OrderFacts;
  readonly occurredOn: BusinessDay;
  readonly approximate: boolean;
  readonly evidence: readonly string[];
  readonly recordedBy: string;
  readonly recordedAt: Instant;
  /** What the look-ups found: unknown or closed units, unknown projects and files. */
  readonly unknown: readonly ProblemItem[];
}

/** 下单. @param number the stream of the 832 number, absent for other channels */
export function placeOrder(
  order: Order,
  number: { readonly id: string; readonly state: OrderNumber } | undefined,
  placement: Placement,
): readonly NewEvent[] | Refusal {
  const { orderId, facts, occurredOn, approximate, evidence } = placement;
  if (order.state !== 'absent') return refuse('RECORD.EXISTS', { id: orderId }, 'id');
  const problems = [...placement.unknown, ...numberProblems(facts), ...amountProblems(facts)];
  if (problems.length > 0) return refuseAll(problems);
  const taken = number === undefined ? undefined : takenBy(number.state, facts.platformOrderNo ?? '');
  if (taken !== undefined) return taken;
  const data: OrderPlaced = { orderId, ...facts, ...(approximate ? { approximate } : {}), ...(evidence.length > 0 ? { evidence } : {}) };
  const next = applied(order, { type: 'OrderPlaced', data, occurredOn });
  const postings = isLive(next) ? difference(targetPostings(next), []) : [];
  const placed: NewEvent = { type: 'OrderPlaced', data: { ...data, ...compact(postings, occurredOn, approximate) }, occurredOn };
  return number === undefined ? [placed] : [placed, takeNumber(number.id, placement)];
}

/** An 832 order is known by its number; a repeated number is a repeated order. */
export function numberProblems({ channel, platformOrderNo }: OrderFacts): ProblemItem[] {
  if (channel !== '832' || platformOrderNo !== null) return [];
  return [{ code: 'FIELD.REQUIRED', path: 'platformOrderNo', params: { field: 'platformOrderNo' } }];
}

/** ORDER.DUPLICATE where another order has the number. */
export function takenBy(number: OrderNumber, platformOrderNo: string): Refusal | undefined {
  if (number === null) return undefined;
  const { orderId: id, recordedBy, recordedAt } = number;
  return refuse('ORDER.DUPLICATE', { id, recordedBy, recordedAt, platformOrderNo }, 'platformOrderNo');
}

/** The event that reserves a number for an order, on the number's own stream. */
export function takeNumber(streamId: string, { orderId, recordedBy, recordedAt, occurredOn }: Placement): NewEvent {
  const data: OrderNumberTaken = { orderId, recordedBy, recordedAt };
  return { type: 'OrderNumberTaken', data, occurredOn, streamId };
}
