import { type OrderNumberTaken, RECORD_WITHDRAWN } from '#contracts';
import type { EventLog } from '#event-log';
import { numberStream } from '../order/order-number.js';

/** How often an 832 number was taken, by which order last, and whether that holds it now. */
export interface Held {
  ever: number;
  lastId: string;
  isLive: boolean;
}

/** Which of the numbers the ledger has ever had. */
export async function heldNumbers(log: EventLog, numbers: readonly string[]): Promise<ReadonlyMap<string, Held>> {
  const numberOf = new Map(numbers.map((number) => [numberStream(number).id, number]));
  const held = new Map<string, Held>();
  for (const event of await log.find([...numberOf.keys()], ['OrderNumberTaken', 'OrderNumberReleased', RECORD_WITHDRAWN])) {
    const number = numberOf.get(event.streamId) ?? '';
    const known = held.get(number) ?? { ever: 0, lastId: '', isLive: false };
    known.isLive = event.type === 'OrderNumberTaken';
    if (known.isLive) {
      known.ever += 1;
      known.lastId = (event.data() as OrderNumberTaken).orderId;
    }
    held.set(number, known);
  }
  return held;
}
