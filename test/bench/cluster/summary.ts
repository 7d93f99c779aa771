import type { Envelope } from '#contracts';
import type { Changes, Projection, TableSpec } from '#event-log';

/** One order as it stands: the row that every contender keeps. */
export const SUMMARY: TableSpec = {
  name: 'bench_order',
  columns: [
    { name: 'order_id', type: 'id' },
    { name: 'unit_id', type: 'id', default: '' },
    { name: 'ordered_on', type: 'id', default: '' },
    { name: 'total_fen', type: 'integer', default: 0 },
    { name: 'paid_fen', type: 'integer', default: 0 },
    { name: 'accepted_fen', type: 'integer', default: 0 },
    { name: 'stars', type: 'integer', default: 0 },
    { name: 'events', type: 'integer', default: 0 },
  ],
  primaryKey: ['order_id'],
};

/** What a unit bought in a month: a sum over many orders, so every contender meets contended rows. */
export const UNIT_MONTH: TableSpec = {
  name: 'bench_unit_month',
  columns: [
    { name: 'unit_id', type: 'id' },
    { name: 'month', type: 'id' },
    { name: 'orders', type: 'integer', default: 0 },
    { name: 'ordered_fen', type: 'integer', default: 0 },
    { name: 'paid_fen', type: 'integer', default: 0 },
    { name: 'accepted_fen', type: 'integer', default: 0 },
  ],
  primaryKey: ['unit_id', 'month'],
};

interface BenchData {
  readonly orderId: string;
  readonly under: { readonly unit: string };
  readonly totalFen: number;
  readonly amountFen: number;
  readonly stars: number;
}

/** What one event does to the two rows, said once for every contender and the oracle. */
export interface Effect {
  readonly orderId: string;
  readonly unitId: string;
  readonly month: string;
  readonly set: Readonly<Record<string, string | number>>;
  readonly addToOrder: Readonly<Record<string, number>>;
  readonly addToMonth: Readonly<Record<string, number>>;
}

/** @throws TypeError for a type the bench does not send */
export function effectOf(event: Pick<Envelope, 'type' | 'occurredOn' | 'data'>): Effect {
  const data = event.data as BenchData;
  const place = { orderId: data.orderId, unitId: data.under.unit, month: event.occurredOn.slice(0, 7) };
  const events = { events: 1 };
  switch (event.type) {
    case 'OrderPlaced':
      return {
        ...place,
        set: { unit_id: data.under.unit, ordered_on: event.occurredOn, total_fen: data.totalFen },
        addToOrder: events,
        addToMonth: { orders: 1, ordered_fen: data.totalFen },
      };
    case 'OrderPaid':
      return { ...place, set: {}, addToOrder: { paid_fen: data.amountFen, ...events }, addToMonth: { paid_fen: data.amountFen } };
    case 'OrderAccepted':
      return { ...place, set: {}, addToOrder: { accepted_fen: data.amountFen, ...events }, addToMonth: { accepted_fen: data.amountFen } };
    case 'OrderRated':
      return { ...place, set: { stars: data.stars }, addToOrder: events, addToMonth: {} };
    default:
      throw new TypeError(`the bench does not send ${event.type}`);
  }
}

const ONE_EVENT = { events: 1 };

/** The read model as this product's projection, written as its own are: one branch per type, no object without need. */
export const benchProjection: Projection = {
  name: 'bench_order',
  version: 1,
  logs: ['purchases'],
  tables: [SUMMARY, UNIT_MONTH],
  handles: new Set(['OrderPlaced', 'OrderPaid', 'OrderAccepted', 'OrderRated']),
  apply({ type, occurredOn, data: said }: Envelope, changes: Changes): void {
    const data = said as BenchData;
    const order = { order_id: data.orderId };
    const month = { unit_id: data.under.unit, month: occurredOn.slice(0, 7) };
    switch (type) {
      case 'OrderPlaced':
        changes.set(SUMMARY.name, order, { unit_id: data.under.unit, ordered_on: occurredOn, total_fen: data.totalFen });
        changes.add(SUMMARY.name, order, ONE_EVENT);
        changes.add(UNIT_MONTH.name, month, { orders: 1, ordered_fen: data.totalFen });
        return;
      case 'OrderPaid':
        changes.add(SUMMARY.name, order, { paid_fen: data.amountFen, events: 1 });
        changes.add(UNIT_MONTH.name, month, { paid_fen: data.amountFen });
        return;
      case 'OrderAccepted':
        changes.add(SUMMARY.name, order, { accepted_fen: data.amountFen, events: 1 });
        changes.add(UNIT_MONTH.name, month, { accepted_fen: data.amountFen });
        return;
      case 'OrderRated':
        changes.set(SUMMARY.name, order, { stars: data.stars });
        changes.add(SUMMARY.name, order, ONE_EVENT);
        changes.add(UNIT_MONTH.name, month, {});
    }
  },
};
