import { refuse, type Refusal } from '#contracts';
import type { EventLog, Loaded } from '#event-log';
import { isLive, type Order, orderStream } from './order.js';

/**
 * The number an order holds, looked up before its stream can be named. Where another command changes it meanwhile, the
 * decision would write to a stream it has not read: it is refused as a conflict instead.
 */
export async function heldNumber(log: EventLog, orderId: string): Promise<string> {
  const { state } = await log.load(orderStream(orderId));
  return (isLive(state) ? state.facts.platformOrderNo : null) ?? noNumber(orderId);
}

/** Stands in where an order has no number: a stream that never begins, since no number has a blank before it. */
function noNumber(orderId: string): string {
  return ` ${orderId}`;
}

/** The conflict, where the order no longer holds the number that {@link heldNumber} found. */
export function renumberedMeanwhile(order: Loaded<Order>, held: string): Refusal | undefined {
  const { state, version } = order;
  if (!isLive(state) || (state.facts.platformOrderNo ?? noNumber(state.orderId)) === held) return undefined;
  return refuse('STREAM.VERSION_CONFLICT', { expectedVersion: version - 1, currentVersion: version });
}
