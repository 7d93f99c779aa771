import {
  type BusinessDay,
  type Counted,
  type Envelope,
  likeness,
  type Measure,
  type OrderEvent,
  type OrderFacts,
  type OrderPlaced,
  RECORD_WITHDRAWN,
} from '#contracts';
import type { Changes, Projection, Row } from '#event-log';
import { keepPrices, ORDER_PRICE } from './order-prices.js';

/** 采购台账: one row per order as it stands now. */
export const orderLedger: Projection = {
  name: 'order_ledger',
  version: 4,
  logs: ['purchases'],
  tables: [
    {
      name: 'order_ledger',
      columns: [
        { name: 'order_id', type: 'id' },
        { name: 'unit_id', type: 'id', default: '' },
        { name: 'ordered_on', type: 'id', default: '' },
        { name: 'state', type: 'id', default: 'open' },
        { name: 'channel', type: 'id', default: '' },
        { name: 'platform_order_no', type: 'id', default: null },
        { name: 'supplier_name', type: 'text', default: null },
        { name: 'supplier_county', type: 'id', default: null },
        { name: 'origin_county', type: 'id', default: null },
        { name: 'funding', type: 'id', default: '' },
        { name: 'settlement', type: 'id', default: '' },
        { name: 'project_id', type: 'id', default: null },
        { name: 'products', type: 'text', default: null },
        { name: 'categories', type: 'id', default: '' },
        { name: 'grams', type: 'integer', default: 0 },
        { name: 'unconverted', type: 'integer', default: 0 },
        { name: 'total_fen', type: 'integer', default: 0 },
        { name: 'ordered_fen', type: 'integer', default: 0 },
        { name: 'paid_fen', type: 'integer', default: 0 },
        { name: 'accepted_fen', type: 'integer', default: 0 },
        { name: 'completed_fen', type: 'integer', default: 0 },
        { name: 'refunded_fen', type: 'integer', default: 0 },
        { name: 'shipped_on', type: 'id', default: null },
        { name: 'deferred_to', type: 'id', default: null },
        { name: 'stars', type: 'integer', default: null },
        { name: 'approximate', type: 'integer', default: 0 },
        { name: 'likeness', type: 'id', default: '' },
        { name: 'batch_id', type: 'id', default: null },
        { name: 'batch_row', type: 'integer', default: null },
        { name: 'demo', type: 'integer', default: 0 },
        { name: 'withdrawn', type: 'integer', default: 0 },
      ],
      primaryKey: ['order_id'],
      indexes: [
        { name: 'day', columns: ['ordered_on', 'order_id'] },
        { name: 'unit', columns: ['unit_id', 'ordered_on', 'order_id'] },
        { name: 'likeness', columns: ['likeness'] },
        { name: 'batch', columns: ['batch_id', 'ordered_on', 'order_id'] },
      ],
    },
    ORDER_PRICE,
  ],
  handles: new Set([
    'OrderPlaced',
    'OrderPaid',
    'OrderPaymentDeferred',
    'OrderShipped',
    'OrderAccepted',
    'OrderRated',
    'OrderRefunded',
    'OrderCancelled',
    'OrderVoided',
    'OrderReattributed',
    'OrderCorrected',
    RECORD_WITHDRAWN,
  ]),
  apply(envelope: Envelope, changes: Changes): void {
    if (!/^order-(?!832-)/.test(envelope.streamId)) return;
    const event = envelope as OrderEvent;
    const key = { order_id: event.streamId.slice('order-'.length) };
    const columns = columnsAfter(event);
    if (columns !== undefined) changes.set('order_ledger', key, columns);
    if (event.type === 'OrderPlaced' || event.type === 'OrderCorrected') keepPrices(event.data, changes);
    if (event.type !== RECORD_WITHDRAWN) changes.add('order_ledger', key, amountsIn(event.data));
    if (event.type === 'OrderRefunded') changes.add('order_ledger', key, { refunded_fen: event.data.amountFen });
  },
};

const AMOUNT_COLUMNS: Readonly<Partial<Record<Measure, string>>> = {
  'purchase.ordered': 'ordered_fen',
  'purchase.paid': 'paid_fen',
  'purchase.accepted': 'accepted_fen',
  'purchase.completed': 'completed_fen',
};

/** The ledger's amounts are the same postings the figures are made of. */
function amountsIn({ postings = [] }: Counted): Record<string, number> {
  const amounts: Record<string, number> = {};
  for (const { measure, delta } of postings) {
    const column = AMOUNT_COLUMNS[measure];
    if (column !== undefined) amounts[column] = (amounts[column] ?? 0) + delta;
  }
  return amounts;
}

function columnsAfter(event: OrderEvent): Row | undefined {
  switch (event.type) {
    case 'OrderPlaced': {
      const demo = event.meta.source === 'demo' ? 1 : 0;
      const { batchId = null, row = null } = event.meta;
      const marks = { demo, batch_id: batchId, batch_row: row };
      const facts = factColumns(event.data, event.occurredOn);
      return { unit_id: event.data.unitId, ordered_on: event.occurredOn, state: 'open', ...marks, ...facts };
    }
    case 'OrderCorrected':
      return { ordered_on: event.data.orderedOn, ...factColumns(event.data, event.data.orderedOn) };
    case 'OrderReattributed':
      return { unit_id: event.data.toUnitId };
    case 'OrderShipped':
      return { shipped_on: event.occurredOn };
    case 'OrderPaymentDeferred':
      return { deferred_to: event.data.dueOn };
    case 'OrderRated':
      return { stars: event.data.stars };
    case 'OrderCancelled':
      return { state: 'cancelled' };
    case 'OrderVoided':
      return { state: 'void' };
    case RECORD_WITHDRAWN:
      return { withdrawn: 1 };
    default:
      return undefined;
  }
}

function factColumns(facts: OrderFacts & Pick<OrderPlaced, 'approximate'>, orderedOn: BusinessDay): Row {
  const grams = facts.lines.reduce((sum, line) => sum + (line.grams ?? 0), 0);
  return {
    channel: facts.channel,
    platform_order_no: facts.platformOrderNo,
    supplier_name: facts.supplierName,
    supplier_county: facts.supplierCountyCode,
    origin_county: facts.originCountyCode,
    funding: facts.funding,
    settlement: facts.settlement,
    project_id: facts.projectId,
    products: facts.lines.map((line) => line.product).join('、'),
    categories: `,${[...new Set(facts.lines.map((line) => line.category))].sort().join(',')},`,
    grams,
    unconverted: facts.lines.filter((line) => line.grams === null).length,
    total_fen: facts.totalFen,
    approximate: facts.approximate === true ? 1 : 0,
    likeness: likeness(orderedOn, facts.supplierName, facts.lines),
  };
}
