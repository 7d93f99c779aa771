import { type EndedByHand, type OrderCancelled, type OrderVoided, RECORD_WITHDRAWN } from '#contracts';
import type { EventLog, FoundEvent } from '#event-log';
import { orderStream } from '../order/order.js';

/**
 * Orders that somebody has cancelled or voided by hand: whoever brings them again should know. What the undoing of an import
 * took back comes again without a word. @param orderIds of orders that do not stand
 */
export async function endedByHand(log: EventLog, orderIds: readonly string[]): Promise<ReadonlyMap<string, EndedByHand>> {
  const idOf = new Map(orderIds.map((id) => [orderStream(id).id, id]));
  const lasts = new Map<string, FoundEvent>();
  for (const event of await log.find([...idOf.keys()], ['OrderCancelled', 'OrderVoided', RECORD_WITHDRAWN]))
    lasts.set(idOf.get(event.streamId) ?? '', event);
  const ended = new Map<string, EndedByHand>();
  for (const [id, event] of lasts) {
    const { type, meta, recordedAt: endedAt, data } = event.envelope();
    if (type === RECORD_WITHDRAWN || meta.batchId !== undefined) continue;
    ended.set(id, { id, endedBy: meta.actor.account, endedAt, reason: (data as OrderCancelled | OrderVoided).reason });
  }
  return ended;
}
