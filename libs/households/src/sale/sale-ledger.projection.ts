import type { BusinessDay, Envelope, HouseholdEvent, SaleFacts } from '#contracts';
import type { Changes, Projection, Row } from '#event-log';

const LEDGER = 'sale_ledger';

const HANDLED: readonly HouseholdEvent['type'][] = ['SaleRecorded', 'SaleCorrected', 'SaleVoided', 'RecordWithdrawn'];

/** 帮助销售台账: one row per sale as it stands now. */
export const saleLedger: Projection = {
  name: LEDGER,
  version: 2,
  logs: ['households'],
  tables: [
    {
      name: LEDGER,
      columns: [
        { name: 'sale_id', type: 'id' },
        { name: 'sold_on', type: 'id', default: '' },
        { name: 'state', type: 'id', default: 'recorded' },
        { name: 'village_code', type: 'id', default: '' },
        { name: 'county_code', type: 'id', default: '' },
        { name: 'household_id', type: 'id', default: null },
        { name: 'product', type: 'text', default: null },
        { name: 'category', type: 'id', default: '' },
        // As entered: a decimal, so it is kept as text and never summed.
        { name: 'quantity', type: 'id', default: '' },
        { name: 'unit', type: 'id', default: '' },
        { name: 'pack_grams', type: 'integer', default: null },
        { name: 'grams', type: 'integer', default: null },
        { name: 'amount_fen', type: 'integer', default: null },
        { name: 'buyer_kind', type: 'id', default: null },
        { name: 'buyer_order_id', type: 'id', default: null },
        { name: 'buyer_name', type: 'text', default: null },
        { name: 'households_reached', type: 'integer', default: null },
        { name: 'approximate', type: 'integer', default: 0 },
        { name: 'batch_id', type: 'id', default: null },
        { name: 'batch_row', type: 'integer', default: null },
        { name: 'demo', type: 'integer', default: 0 },
        { name: 'withdrawn', type: 'integer', default: 0 },
      ],
      primaryKey: ['sale_id'],
      indexes: [
        { name: 'by_day', columns: ['withdrawn', 'sold_on', 'sale_id'] },
        { name: 'by_village', columns: ['village_code', 'sold_on'] },
        { name: 'by_household', columns: ['household_id', 'sold_on'] },
        { name: 'by_batch', columns: ['batch_id', 'sold_on', 'sale_id'] },
      ],
    },
  ],
  handles: new Set<string>(HANDLED),
  apply(envelope: Envelope, changes: Changes): void {
    // The runner hands on only what `handles` names, upcast to the present shape.
    const event = envelope as HouseholdEvent;
    switch (event.type) {
      case 'SaleRecorded': {
        const demo = event.meta.source === 'demo' ? 1 : 0;
        const { batchId = null, row = null } = event.meta;
        const marks = { demo, batch_id: batchId, batch_row: row };
        changes.set(LEDGER, { sale_id: event.data.saleId }, { ...columnsOf(event.data, event.occurredOn), ...marks });
        return;
      }
      case 'SaleCorrected': {
        changes.set(LEDGER, { sale_id: event.data.saleId }, columnsOf(event.data, event.data.soldOn));
        return;
      }
      case 'SaleVoided': {
        changes.set(LEDGER, { sale_id: event.data.saleId }, { state: 'void' });
        return;
      }
      case 'RecordWithdrawn': {
        withdraw(event.streamId, changes);
        return;
      }
      default:
        return;
    }
  },
};

function columnsOf(facts: SaleFacts & { readonly approximate?: boolean }, soldOn: BusinessDay): Row {
  const { buyer } = facts;
  return {
    sold_on: soldOn,
    village_code: facts.villageCode,
    county_code: facts.countyCode,
    household_id: facts.householdId,
    product: facts.product,
    category: facts.category,
    quantity: String(facts.quantity),
    unit: facts.unit,
    pack_grams: facts.packGrams,
    grams: facts.grams,
    amount_fen: facts.amountFen,
    buyer_kind: buyer?.kind ?? null,
    buyer_order_id: buyer?.orderId ?? null,
    buyer_name: buyer?.name ?? null,
    households_reached: facts.householdsReached,
    approximate: facts.approximate === true ? 1 : 0,
  };
}

function withdraw(streamId: string, changes: Changes): void {
  const prefix = 'sale-';
  if (streamId.startsWith(prefix)) changes.set(LEDGER, { sale_id: streamId.slice(prefix.length) }, { withdrawn: 1 });
}
