import { type AnsweredList, type HeldNumber, type OrderNumberTaken, RECORD_WITHDRAWN } from '#contracts';
import type { EventLog } from '#event-log';
import { numberStream } from '../order/order-number.js';
import { standingOrders } from './standing-orders.js';

/** Who holds a number, and how often it was taken. */
interface Held {
  ever: number;
  orderId: string | undefined;
}

/** Which of the numbers the ledger has ever had, and which order holds each now. */
export async function heldNumbers(log: EventLog, numbers: readonly string[]): Promise<AnsweredList<HeldNumber>> {
  const held = await historiesOf(log, numbers);
  const holders = [...held.values()].flatMap(({ orderId }) => orderId ?? []);
  const orders = await standingOrders(log, holders);
  return [...held].map(([number, { ever, orderId }]) => {
    const live = orders.get(orderId ?? '');
    return [number, live === undefined ? { ever } : { ever, live }];
  });
}

async function historiesOf(log: EventLog, numbers: readonly string[]): Promise<ReadonlyMap<string, Held>> {
  const numberOf = new Map(numbers.map((number) => [numberStream(number).id, number]));
  const held = new Map<string, Held>();
  for (const event of await log.find([...numberOf.keys()], ['OrderNumberTaken', 'OrderNumberReleased', RECORD_WITHDRAWN])) {
    const number = numberOf.get(event.streamId) ?? '';
    const known = held.get(number) ?? { ever: 0, orderId: undefined };
    const isTaken = event.type === 'OrderNumberTaken';
    if (isTaken) known.ever += 1;
    known.orderId = isTaken ? (event.envelope().data as OrderNumberTaken).orderId : undefined;
    held.set(number, known);
  }
  return held;
}
