import { createHash } from 'node:crypto';
import { type Envelope, type EventMeta, eventId } from '#contracts';
import { eventsOfOrder } from '../standalone/orders.js';

const META: EventMeta = {
  commandId: 'bench',
  correlationId: 'bench',
  actor: { account: 'bench', roles: ['purchaser'], unitId: null },
  source: 'api',
};

/** How many orders are on their way at a time: the events of one order lie this far apart, as in an office. */
const INTERLEAVED = 64;

/** The events of the topic in the order of their log: orders of four events each, many of them on their way at once. */
export function* benchEvents(orders: number): Generator<Envelope> {
  let position = 0;
  for (let first = 0; first < orders; first += INTERLEAVED) {
    const group = Array.from({ length: Math.min(INTERLEAVED, orders - first) }, (_, index) => eventsOfOrder(first + index));
    for (let step = 0; step < 4; step += 1) {
      for (const { streamId, events } of group) {
        const event = events[step];
        if (event === undefined) continue;
        position += 1;
        yield envelope(position, streamId, step + 1, event);
      }
    }
  }
}

function envelope(
  position: number,
  streamId: string,
  streamVersion: number,
  event: ReturnType<typeof eventsOfOrder>['events'][number],
): Envelope {
  const hash = createHash('sha256').update(String(position)).digest('hex');
  return {
    id: eventId('purchases', position),
    log: 'purchases',
    position,
    type: event.type,
    schemaVersion: 1,
    streamId,
    streamVersion,
    occurredOn: event.occurredOn,
    recordedAt: '2026-01-05T02:00:00.000Z',
    data: event.data,
    meta: META,
    hash,
    previousHash: hash,
  };
}
