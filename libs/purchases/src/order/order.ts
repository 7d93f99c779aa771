import {
  type BusinessDay,
  type Dimensions,
  type Envelope,
  type Fen,
  negated,
  type OrderEvent,
  type OrderFacts,
  type Posting,
} from '#contracts';
import type { StreamDefinition, StreamRef } from '#event-log';
import { addPosted, type FullPosting } from './order-postings.js';

/** Something that moved money or goods, in the order of entry. */
export type OrderStep =
  | {
      readonly kind: 'payment' | 'acceptance' | 'refund';
      readonly day: BusinessDay;
      readonly amountFen: Fen;
      readonly approximate: boolean;
    }
  | { readonly kind: 'rating'; readonly day: BusinessDay; readonly stars: number }
  | { readonly kind: 'reattribution'; readonly day: BusinessDay; readonly toUnitId: string };

/** An order that is in the ledger: what it says and what has happened to it. */
export interface LiveOrder {
  readonly state: 'open' | 'cancelled' | 'void';
  readonly orderId: string;
  /** The facts as last placed or corrected; `unitId` is the unit of the order day. */
  readonly facts: OrderFacts;
  readonly orderedOn: BusinessDay;
  readonly approximate: boolean;
  readonly steps: readonly OrderStep[];
  readonly contractOn: BusinessDay | null;
  readonly shippedOn: BusinessDay | null;
  readonly deferredTo: BusinessDay | null;
  readonly endedOn: BusinessDay | null;
  readonly endedBecause: string | null;
  readonly evidence: readonly string[];
  /** What the order has added to the figures so far, net. */
  readonly posted: readonly FullPosting[];
}

/** 采购订单 */
export type Order = { readonly state: 'absent' } | LiveOrder | { readonly state: 'withdrawn' };

/** Whether it was placed and is not withdrawn; a cancelled or void one is still there to be seen. */
export function isLive(order: Order): order is LiveOrder {
  return order.state === 'open' || order.state === 'cancelled' || order.state === 'void';
}

/** The unit the order belongs to now. */
export function unitOf(order: LiveOrder): string {
  return order.steps.reduce((unit, step) => (step.kind === 'reattribution' ? step.toUnitId : unit), order.facts.unitId);
}

/** Folds one event into the order. */
export function evolve(order: Order, envelope: Envelope): Order {
  // The catalogue has checked type and version on the way in, so the payload is the one its type names.
  const event = envelope as OrderEvent;
  if (event.type === 'RecordWithdrawn') return { state: 'withdrawn' };
  const next = applied(order, event);
  return isLive(next) ? { ...next, posted: addPosted(next.posted, event.occurredOn, event.data) } : next;
}

/** What an event says, apart from its postings: decisions apply it first to find out what to post. */
export function applied(
  order: Order,
  event: { readonly type: OrderEvent['type']; readonly data: object; readonly occurredOn: BusinessDay },
): Order {
  const { type, data, occurredOn: day } = event as OrderEvent;
  if (type === 'OrderPlaced') return placed(data, day);
  if (!isLive(order) || type === 'RecordWithdrawn') return order;
  const evidence = [...order.evidence, ...(data.evidence ?? [])];
  return { ...stepped({ ...order, evidence }, { type, data, occurredOn: day } as OrderEvent), evidence };
}

function placed(
  data: OrderFacts & { readonly orderId: string; readonly approximate?: boolean; readonly evidence?: readonly string[] },
  day: BusinessDay,
): LiveOrder {
  return {
    state: 'open',
    orderId: data.orderId,
    facts: factsOf(data),
    orderedOn: day,
    approximate: data.approximate === true,
    steps: [],
    contractOn: null,
    shippedOn: null,
    deferredTo: null,
    endedOn: null,
    endedBecause: null,
    evidence: data.evidence ?? [],
    posted: [],
  };
}

/** The facts alone, without what else an event carries. */
export function factsOf(data: OrderFacts): OrderFacts {
  const { unitId, channel, platformOrderNo, supplierName, supplierCountyCode, originCountyCode, funding, settlement } = data;
  const { projectId, lines, freightFen, discountFen, totalFen } = data;
  return {
    unitId,
    channel,
    platformOrderNo,
    supplierName,
    supplierCountyCode,
    originCountyCode,
    funding,
    settlement,
    projectId,
    lines,
    freightFen,
    discountFen,
    totalFen,
  };
}

function stepped(order: LiveOrder, event: OrderEvent): LiveOrder {
  const day = event.occurredOn;
  const withStep = (step: OrderStep): LiveOrder => ({ ...order, steps: [...order.steps, step] });
  switch (event.type) {
    case 'OrderPaid':
      return withStep({ kind: 'payment', day, amountFen: event.data.amountFen, approximate: event.data.approximate === true });
    case 'OrderAccepted':
      return withStep({ kind: 'acceptance', day, amountFen: event.data.amountFen, approximate: event.data.approximate === true });
    case 'OrderRefunded':
      return withStep({ kind: 'refund', day, amountFen: event.data.amountFen, approximate: event.data.approximate === true });
    case 'OrderRated':
      return withStep({ kind: 'rating', day, stars: event.data.stars });
    case 'OrderReattributed':
      return withStep({ kind: 'reattribution', day, toUnitId: event.data.toUnitId });
    case 'OrderContractSigned':
      return { ...order, contractOn: day };
    case 'OrderShipped':
      return { ...order, shippedOn: day };
    case 'OrderPaymentDeferred':
      return { ...order, deferredTo: event.data.dueOn };
    case 'OrderCancelled':
      return { ...order, state: 'cancelled', endedOn: day, endedBecause: event.data.reason };
    case 'OrderVoided':
      return { ...order, state: 'void', endedOn: day, endedBecause: event.data.reason };
    case 'OrderCorrected':
      return { ...order, facts: factsOf(event.data), orderedOn: event.data.orderedOn, approximate: event.data.approximate === true };
    default:
      return order;
  }
}

/** How an order is folded from its stream. */
export const orderDefinition: StreamDefinition<Order> = { initial: { state: 'absent' }, evolve };

/** The stream of one order. */
export function orderStream(orderId: string): StreamRef<Order> {
  return { id: `order-${orderId}`, definition: orderDefinition };
}

/** The postings that bring every figure back to what it was without the order. */
export function reversalOf(order: Order): { under?: Dimensions; postings: Posting[] } {
  return { postings: isLive(order) ? negated(order.posted) : [] };
}
