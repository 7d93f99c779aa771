import { orderEvents } from '#contracts';
import type { EventLog } from '#event-log';
import { orderStream } from '../order/order.js';

const STEPS = Object.keys(orderEvents).filter((type) => type !== 'OrderPlaced');

/** How many steps and corrections came to orders of an import otherwise than by it; an order without any has no answer. */
export async function stepsByHand(log: EventLog, orderIds: readonly string[], importId: string): Promise<ReadonlyMap<string, number>> {
  const idOf = new Map(orderIds.map((id) => [orderStream(id).id, id]));
  const steps = new Map<string, number>();
  for (const event of await log.find([...idOf.keys()], STEPS)) {
    if (event.envelope().meta.batchId === importId) continue;
    const id = idOf.get(event.streamId) ?? '';
    steps.set(id, (steps.get(id) ?? 0) + 1);
  }
  return steps;
}
