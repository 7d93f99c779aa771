import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type EventLog, historyOf, type HistoryItem, logToken } from '#event-log';
import { ProblemError } from '#platform';
import { isLive, type Order, orderDefinition, orderStream, unitOf } from './order.js';
import { dueOn } from './payment-due.js';
import { amountsOf } from './target-postings.js';

/** One order as it is now. */
export class GetOrder {
  constructor(readonly orderId: string) {}
}

/** The events of one order, in order. */
export class GetOrderHistory {
  constructor(readonly orderId: string) {}
}

@QueryHandler(GetOrder)
export class GetOrderHandler implements IQueryHandler<GetOrder> {
  constructor(@Inject(logToken('purchases')) private readonly log: EventLog) {}

  /** @throws ProblemError RECORD.NOT_FOUND */
  async execute({ orderId }: GetOrder): Promise<object> {
    const ref = orderStream(orderId);
    const [events, { state, version }] = await Promise.all([this.log.history(ref.id), this.log.load(ref)]);
    if (!isLive(state)) throw notFound(orderId);
    const source = events[0]?.meta.source;
    return { id: orderId, ...factsShown(state), streamVersion: version, source, ...(source === 'demo' ? { demo: true } : {}) };
  }
}

@QueryHandler(GetOrderHistory)
export class GetOrderHistoryHandler implements IQueryHandler<GetOrderHistory> {
  constructor(@Inject(logToken('purchases')) private readonly log: EventLog) {}

  /** @throws ProblemError RECORD.NOT_FOUND */
  async execute({ orderId }: GetOrderHistory): Promise<{ items: HistoryItem[] }> {
    const events = await this.log.history(orderStream(orderId).id);
    if (events.length === 0) throw notFound(orderId);
    return { items: historyOf(events, orderDefinition, factsShown) };
  }
}

/** What a person is shown of an order. */
function factsShown(order: Order): Readonly<Record<string, unknown>> {
  if (!isLive(order)) return { state: order.state };
  const { facts, steps } = order;
  const amounts =
    order.state === 'open' ? amountsOf(order) : { paidFen: 0, acceptedFen: 0, refundedFen: 0, completedFen: 0, completed: false };
  return {
    state: order.state,
    ...facts,
    unitId: unitOf(order),
    occurredOn: order.orderedOn,
    approximate: order.approximate,
    ...amounts,
    dueOn: dueOn(order),
    contractOn: order.contractOn,
    shippedOn: order.shippedOn,
    steps,
    endedOn: order.endedOn,
    endedBecause: order.endedBecause,
    evidence: order.evidence,
  };
}

function notFound(id: string): ProblemError {
  return new ProblemError([{ code: 'RECORD.NOT_FOUND', params: { id } }]);
}
