import { type BusinessDay, type Envelope, type OrderEvent, type OrderFacts, type StandingOrder } from '#contracts';
import type { EventLog } from '#event-log';
import type { RecordPlaces } from '#reference';
import { orderPlaces } from '../order/order-places.js';
import { orderStream } from '../order/order.js';

/** What says how an order stands as a whole, besides what happened to it. */
const FACTS = ['OrderPlaced', 'OrderCorrected', 'OrderReattributed'];

/** An order as it stands, and where it belongs. */
export interface PlacedOrder {
  readonly order: StandingOrder;
  readonly places: RecordPlaces;
}

/** Orders as they stand, read from the log itself: a read model may be a moment behind. @param orderIds of orders that stand */
export async function standingOrders(log: EventLog, orderIds: readonly string[]): Promise<ReadonlyMap<string, PlacedOrder>> {
  const streams = new Map<string, OrderEvent[]>();
  const streamIds = orderIds.map((id) => orderStream(id).id);
  for (const read of await log.find(streamIds, FACTS)) {
    const event = read.envelope() as OrderEvent;
    const known = streams.get(event.streamId);
    if (known === undefined) streams.set(event.streamId, [event]);
    else known.push(event);
  }
  const found = new Map<string, PlacedOrder>();
  for (const events of streams.values()) {
    const order = standingOrder(events);
    const places = orderPlaces(events);
    if (order !== undefined && places !== undefined) found.set(order.id, { order, places });
  }
  return found;
}

function standingOrder(events: readonly OrderEvent[]): StandingOrder | undefined {
  let order: StandingOrder | undefined;
  for (const event of events) {
    if (event.type === 'OrderPlaced') order = placed(event, event.data);
    else if (order === undefined) continue;
    else if (event.type === 'OrderCorrected') order = { ...order, ...compared(event.data, event.data.orderedOn) };
    else if (event.type === 'OrderReattributed') order = { ...order, unitId: event.data.toUnitId };
  }
  return order;
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
