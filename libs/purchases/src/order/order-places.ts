import type { BusinessDay, Envelope, OrderEvent } from '#contracts';
import type { RecordPlaces } from '#reference';

/**
 * Where an order belongs by its events: to the unit it counts under now, and before that to those it was re-attributed
 * from, whose figures keep its earlier days. All in the tree of its business day. `undefined` where it never began.
 */
export function orderPlaces(events: readonly Envelope[]): RecordPlaces | undefined {
  const units: string[] = [];
  let day: BusinessDay | undefined;
  for (const event of events as readonly OrderEvent[]) {
    if (event.type === 'OrderPlaced') {
      units.push(event.data.unitId);
      day = event.occurredOn;
    }
    if (event.type === 'OrderReattributed') units.push(event.data.toUnitId);
    if (event.type === 'OrderCorrected') day = event.data.orderedOn;
  }
  const unitId = units.pop();
  if (unitId === undefined || day === undefined) return undefined;
  const on = day;
  return { charge: { unitId, day: on }, before: units.map((earlier) => ({ unitId: earlier, day: on })) };
}
