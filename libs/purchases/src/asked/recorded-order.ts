import type { OrderPaid, OrderRated, OrderRefunded, RecordedOrder } from '#contracts';
import type { PlacedOrder } from './standing-orders.js';

/** The steps of an order of which a sheet has columns. */
export const SHEET_STEPS: readonly string[] = ['OrderPaid', 'OrderAccepted', 'OrderRated', 'OrderRefunded'];

type Mutable<Shape> = { -readonly [Part in keyof Shape]: Shape[Part] extends readonly (infer One)[] ? One[] : Shape[Part] };
type Steps = Mutable<Pick<RecordedOrder, 'payments' | 'acceptedOn' | 'ratings' | 'refunds'>>;

/** All that is recorded of an order and a sheet may say otherwise. @param placed read with {@link SHEET_STEPS} */
export function recordedOrder({ facts, places, steps }: PlacedOrder): RecordedOrder {
  const { channel, supplierName, originCountyCode, funding, settlement, freightFen, discountFen } = facts;
  const taken: Steps = { payments: [], acceptedOn: [], ratings: [], refunds: [] };
  for (const step of steps) {
    const { type, occurredOn: on } = step;
    if (type === 'OrderAccepted') taken.acceptedOn.push(on);
    else if (type === 'OrderRated') taken.ratings.push({ on, stars: (step.data() as OrderRated).stars });
    else {
      const { amountFen } = step.data() as OrderPaid | OrderRefunded;
      taken[type === 'OrderPaid' ? 'payments' : 'refunds'].push({ on, amountFen });
    }
  }
  const unitIds = [places.charge, ...places.before].map(({ unitId }) => unitId);
  return { unitIds, channel, supplierName, originCountyCode, funding, settlement, freightFen, discountFen, ...taken };
}
