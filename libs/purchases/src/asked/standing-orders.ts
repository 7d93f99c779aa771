import { type BusinessDay, type Envelope, type OrderEvent, type OrderFacts, type StandingOrder } from '#contracts';
import type { EventLog } from '#event-log';
import { orderStream } from '../order/order.js';

/** What says how an order stands as a whole, besides what happened to it. */
const FACTS = ['OrderPlaced', 'OrderCorrected', 'OrderReattributed'];

/** Orders as they stand, read from the log itself: a read model may be a moment behind. @param orderIds of orders that stand */
export async function standingOrders(log: EventLog, orderIds: readonly string[]): Promise<ReadonlyMap<string, StandingOrder>> {
  const found = new Map<string, StandingOrder>();
  const events = await log.find(
    orderIds.map((id) => orderStream(id).id),
    FACTS,
  );
  for (const read of events) {
    const event = read.envelope() as OrderEvent;
    if (event.type === 'OrderPlaced') found.set(event.data.orderId, placed(event, event.data));
    const order = 'orderId' in event.data ? found.get(event.data.orderId) : undefined;
    if (order === undefined) continue;
    if (event.type === 'OrderCorrected') found.set(order.id, { ...order, ...compared(event.data, event.data.orderedOn) });
    if (event.type === 'OrderReattributed') found.set(order.id, { ...order, unitId: event.data.toUnitId });
  }
  return found;
}

function placed({ occurredOn, recordedAt, meta }: Envelope, facts: OrderFacts & { readonly orderId: string }): StandingOrder {
  const { orderId: id, unitId } = facts;
  return { id, unitId, recordedBy: meta.actor.account, recordedAt, ...compared(facts, occurredOn) };
}

type Compared = Pick<StandingOrder, 'platformOrderNo' | 'supplierName' | 'occurredOn' | 'lines'>;

function compared({ platformOrderNo, supplierName, lines }: OrderFacts, occurredOn: BusinessDay): Compared {
  return {
    platformOrderNo,
    supplierName,
    occurredOn,
    lines: lines.map(({ product, quantity, unit, packGrams, amountFen }) => ({ product, quantity, unit, packGrams, amountFen })),
  };
}
