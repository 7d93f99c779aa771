import { type BusinessDay, type Envelope, type OrderEvent, type OrderFacts, type StandingOrder } from '#contracts';
import type { EventLog, FoundEvent } from '#event-log';
import type { RecordPlaces } from '#reference';
import { orderPlaces } from '../order/order-places.js';
import { orderStream } from '../order/order.js';

/** What says how an order stands as a whole, besides what happened to it. */
const FACTS: ReadonlySet<string> = new Set(['OrderPlaced', 'OrderCorrected', 'OrderReattributed']);

/** An order as it stands, and where it belongs. */
export interface PlacedOrder {
  readonly order: StandingOrder;
  readonly places: RecordPlaces;
  /** As last placed or corrected. */
  readonly facts: OrderFacts;
  /** What has happened to it, of the types that were asked for. */
  readonly steps: readonly FoundEvent[];
}

/**
 * Orders as they stand, read from the log itself: a read model may be a moment behind.
 * @param orderIds of orders that stand @param steps types of the steps that are asked for beside
 */
export async function standingOrders(
  log: EventLog,
  orderIds: readonly string[],
  steps: readonly string[] = [],
): Promise<ReadonlyMap<string, PlacedOrder>> {
  const streams = new Map<string, FoundEvent[]>();
  const streamIds = orderIds.map((id) => orderStream(id).id);
  for (const event of await log.find(streamIds, [...FACTS, ...steps])) {
    const known = streams.get(event.streamId);
    if (known === undefined) streams.set(event.streamId, [event]);
    else known.push(event);
  }
  const found = new Map<string, PlacedOrder>();
  for (const events of streams.values()) {
    const placed = placedOrder(events);
    if (placed !== undefined) found.set(placed.order.id, placed);
  }
  return found;
}

function placedOrder(found: readonly FoundEvent[]): PlacedOrder | undefined {
  const events = found.flatMap((event) => (FACTS.has(event.type) ? [event.envelope() as OrderEvent] : []));
  let order: StandingOrder | undefined;
  let facts: OrderFacts | undefined;
  for (const event of events) {
    if (event.type === 'OrderPlaced' || event.type === 'OrderCorrected') facts = event.data;
    if (event.type === 'OrderPlaced') order = placed(event, event.data);
    else if (order === undefined) continue;
    else if (event.type === 'OrderCorrected') order = { ...order, ...compared(event.data, event.data.orderedOn) };
    else if (event.type === 'OrderReattributed') order = { ...order, unitId: event.data.toUnitId };
  }
  const places = orderPlaces(events);
  if (order === undefined || facts === undefined || places === undefined) return undefined;
  return { order, facts, places, steps: found.filter(({ type }) => !FACTS.has(type)) };
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
