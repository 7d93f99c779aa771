import type { BusinessDay, Dimensions, Envelope, Fen, OrderCorrected, OrderEvent, OrderFacts, OrderPlaced, Posting } from '#contracts';
import type { StreamDefinition, StreamRef } from '#event-log';
import { addPosted, compact, negated, type FullPosting } from './order-postings.js';

/** Something that moved an amount, in the order of entry. */
export interface AmountStep {
  readonly kind: 'payment' | 'refund' | 'acceptance';
  readonly day: BusinessDay;
  readonly amountFen: Fen;
  readonly approximate: boolean;
}

export interface RatingStep {
  readonly kind: 'rating';
  readonly day: BusinessDay;
  readonly stars: number;
}

export type OrderStep = AmountStep | RatingStep;

/** From `day` on the order's amounts are those of `toUnitId`. */
export interface Reattribution {
  readonly day: BusinessDay;
  readonly toUnitId: string;
}

interface OrderRecord {
  readonly orderId: string;
  /** As placed or last corrected; `unitId` is the unit of the order day. */
  readonly facts: OrderFacts;
  readonly orderedOn: BusinessDay;
  /** 付款期限; `null` where goods come first. */
  readonly dueOn: BusinessDay | null;
  /** 约: the order itself was entered as 余/约/近/达. */
  readonly approximate: boolean;
  readonly steps: readonly OrderStep[];
  readonly reattributions: readonly Reattribution[];
  readonly contractOn: BusinessDay | null;
  readonly shippedOn: BusinessDay | null;
  readonly deferredOn: BusinessDay | null;
  readonly completedOn: BusinessDay | null;
  readonly evidence: readonly string[];
  /** What the order has added to the figures so far, net. */
  readonly posted: readonly FullPosting[];
}

export type OpenOrder = OrderRecord & { readonly state: 'open' };
export type EndedOrder = OrderRecord & {
  readonly state: 'cancelled' | 'void';
  readonly endedOn: BusinessDay;
  readonly endedBecause: string;
};
/** An order that is in the ledger. */
export type KnownOrder = OpenOrder | EndedOrder;

/** 采购订单 */
export type Order = { readonly state: 'absent' } | KnownOrder | { readonly state: 'withdrawn' };

export const ABSENT: Order = { state: 'absent' };

export function isKnown(order: Order): order is KnownOrder {
  return order.state === 'open' || order.state === 'cancelled' || order.state === 'void';
}

/** The unit the order belongs to by now. */
export function unitOf({ facts, reattributions }: KnownOrder): string {
  return reattributions.at(-1)?.toUnitId ?? facts.unitId;
}

/** Folds one event into the order; events of other aggregates leave it as it is. */
export function evolve(order: Order, envelope: Envelope): Order {
  // The catalogue has checked type and version on the way in, so the payload is the one its type names.
  const event = envelope as OrderEvent;
  if (event.type === 'RecordWithdrawn') return isKnown(order) ? { state: 'withdrawn' } : order;
  const next = applied(order, event);
  return isKnown(next) ? { ...next, posted: addPosted(next.posted, event.occurredOn, event.data) } : next;
}

/** An event without its place in the log. */
export type OrderFact = OrderEvent extends infer Event
  ? Event extends { type: infer Type; data: infer Data }
    ? { readonly type: Type; readonly data: Data; readonly occurredOn: BusinessDay }
    : never
  : never;

/** What an event says, apart from its postings: decisions apply it first to find out what it has to post. */
export function applied(order: Order, event: OrderFact): Order {
  if (event.type === 'OrderPlaced') return placed(event.data, event.occurredOn);
  if (!isKnown(order) || event.type === 'RecordWithdrawn') return order;
  const { completedOn, evidence = [] } = event.data;
  return { ...stepped(order, event), completedOn, evidence: [...new Set([...order.evidence, ...evidence])] };
}

function placed(data: OrderPlaced, orderedOn: BusinessDay): OpenOrder {
  return {
    state: 'open',
    orderId: data.orderId,
    facts: factsOf(data),
    orderedOn,
    dueOn: data.dueOn,
    approximate: data.approximate === true,
    steps: [],
    reattributions: [],
    contractOn: null,
    shippedOn: null,
    deferredOn: null,
    completedOn: null,
    evidence: data.evidence ?? [],
    posted: [],
  };
}

type Step = Exclude<OrderFact, { type: 'OrderPlaced' | 'RecordWithdrawn' }>;

function stepped(order: KnownOrder, { type, data, occurredOn: day }: Step): KnownOrder {
  switch (type) {
    case 'OrderPaid':
      return withAmount(order, 'payment', day, data);
    case 'OrderRefunded':
      return withAmount(order, 'refund', day, data);
    case 'OrderAccepted':
      return withAmount(order, 'acceptance', day, data);
    case 'OrderRated':
      return { ...order, steps: [...order.steps, { kind: 'rating', day, stars: data.stars }] };
    case 'OrderContractSigned':
      return { ...order, contractOn: day };
    case 'OrderShipped':
      return { ...order, shippedOn: day };
    case 'OrderPaymentDeferred':
      return { ...order, deferredOn: day, dueOn: data.dueOn };
    case 'OrderReattributed':
      return { ...order, reattributions: [...order.reattributions, { day, toUnitId: data.toUnitId }] };
    case 'OrderCorrected':
      return corrected(order, data);
    case 'OrderCancelled':
      return { ...order, state: 'cancelled', endedOn: day, endedBecause: data.reason };
    case 'OrderVoided':
      return { ...order, state: 'void', endedOn: day, endedBecause: data.reason };
  }
}

function withAmount(
  order: KnownOrder,
  kind: AmountStep['kind'],
  day: BusinessDay,
  { amountFen, approximate = false }: { readonly amountFen: Fen; readonly approximate?: boolean },
): KnownOrder {
  return { ...order, steps: [...order.steps, { kind, day, amountFen, approximate }] };
}

function corrected(order: KnownOrder, data: OrderCorrected): KnownOrder {
  const { orderedOn, dueOn, approximate = false } = data;
  return { ...order, facts: factsOf(data), orderedOn, dueOn, approximate };
}

/** The facts alone, without what else an event carries. */
function factsOf(data: OrderFacts): OrderFacts {
  return {
    unitId: data.unitId,
    channel: data.channel,
    platformOrderNo: data.platformOrderNo,
    supplierName: data.supplierName,
    supplierCountyCode: data.supplierCountyCode,
    originCountyCode: data.originCountyCode,
    funding: data.funding,
    settlement: data.settlement,
    projectId: data.projectId,
    lines: data.lines,
    freightFen: data.freightFen,
    discountFen: data.discountFen,
    totalFen: data.totalFen,
    grams: data.grams,
    unconvertedLines: data.unconvertedLines,
  };
}

export const orderDefinition: StreamDefinition<Order> = { initial: ABSENT, evolve };

export function orderStream(orderId: string): StreamRef<Order> {
  return { id: `order-${orderId}`, definition: orderDefinition };
}

/** The postings that bring every figure back to what it was without the order, each on its original day. */
export function reversalOf(order: Order): { under?: Dimensions; postings: Posting[] } {
  if (!isKnown(order)) return { postings: [] };
  // No event day is the same as the empty one, so that every posting names its own.
  return { postings: [], ...compact(negated(order.posted), { occurredOn: '', approximate: false }) };
}
