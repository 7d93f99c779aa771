import type { Envelope, OrderNumberEvent, OrderNumberTaken } from '#contracts';
import type { StreamDefinition, StreamRef } from '#event-log';

/** Who holds an 832 order number; `null` = free. */
export type OrderNumber = OrderNumberTaken | null;

const definition: StreamDefinition<OrderNumber> = {
  initial: null,
  evolve(number: OrderNumber, envelope: Envelope): OrderNumber {
    // The catalogue has checked type and version on the way in, so the payload is the one its type names.
    const event = envelope as OrderNumberEvent;
    switch (event.type) {
      case 'OrderNumberTaken':
        return event.data;
      case 'OrderNumberReleased':
      case 'RecordWithdrawn':
        return null;
      default:
        return number;
    }
  },
};

/** The stream of a number: it can begin once, so two orders cannot have one number. */
export function numberStream(platformOrderNo: string): StreamRef<OrderNumber> {
  return { id: `order-832-${platformOrderNo}`, definition };
}
