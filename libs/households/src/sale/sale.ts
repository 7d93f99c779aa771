import {
  negated,
  type BusinessDay,
  type Dimensions,
  type Envelope,
  type HouseholdEvent,
  type Posted,
  type Posting,
  type SaleCorrected,
  type SaleFacts,
  type SaleRecorded,
  type Source,
} from '#contracts';
import type { StreamDefinition, StreamRef } from '#event-log';
import { compact, posting } from '../record/postings.js';
import type { Facts } from '../record/record-queries.js';

/** A sale that was recorded, and perhaps taken back since. */
export interface KnownSale {
  readonly state: 'recorded' | 'void';
  readonly saleId: string;
  readonly facts: SaleFacts;
  /** The day it counts on. */
  readonly soldOn: BusinessDay;
  readonly approximate: boolean;
  readonly evidence: readonly string[];
  /** Why it is void; `null` while it counts. */
  readonly voidReason: string | null;
  readonly source: Source;
  readonly posted: Posted;
}

/** 帮助销售: what was sold with our help; never added to purchases without the overlap. */
export type Sale = { readonly state: 'absent' } | KnownSale | { readonly state: 'withdrawn' };

/** Folds one event into the sale. */
export function evolve(sale: Sale, envelope: Envelope): Sale {
  // The catalogue has checked type and version on the way in, so the payload is the one its type names.
  const event = envelope as HouseholdEvent;
  if (event.type === 'RecordWithdrawn') return { state: 'withdrawn' };
  if (event.type === 'SaleRecorded') return recorded(event.data, event);
  if (!isKnown(sale)) return sale;
  if (event.type === 'SaleCorrected') return corrected(sale, event.data, event.occurredOn);
  if (event.type === 'SaleVoided') {
    const { reason, evidence = [] } = event.data;
    const posted = posting(sale.posted, event.occurredOn, event.data);
    return { ...sale, state: 'void', voidReason: reason, evidence: [...sale.evidence, ...evidence], posted };
  }
  return sale;
}

const definition: StreamDefinition<Sale> = { initial: { state: 'absent' }, evolve };

/** The stream of one sale. */
export function saleStream(saleId: string): StreamRef<Sale> {
  return { id: `sale-${saleId}`, definition };
}

/** Whether it was ever recorded and is not withdrawn. */
export function isKnown(sale: Sale): sale is KnownSale {
  return sale.state === 'recorded' || sale.state === 'void';
}

/** The postings that bring every figure back to what it was without the sale, each on its original day. */
export function reversalOf(sale: Sale): { readonly under?: Dimensions; readonly postings: readonly Posting[] } {
  return isKnown(sale) ? compact(negated(sale.posted), false) : { postings: [] };
}

/** What a person is shown of a sale. */
export function factsOf(sale: Sale): Facts {
  if (!isKnown(sale)) return { state: sale.state };
  const { state, facts, soldOn, approximate, evidence, voidReason } = sale;
  return { state, occurredOn: soldOn, ...facts, approximate, evidence, voidReason };
}

function recorded(data: SaleRecorded, { occurredOn, meta }: Pick<Envelope, 'occurredOn' | 'meta'>): KnownSale {
  return {
    state: 'recorded',
    saleId: data.saleId,
    facts: saleFactsOf(data),
    soldOn: occurredOn,
    approximate: data.approximate === true,
    evidence: data.evidence ?? [],
    voidReason: null,
    source: meta.source,
    posted: posting([], occurredOn, data),
  };
}

function corrected(sale: KnownSale, data: SaleCorrected, occurredOn: BusinessDay): KnownSale {
  return {
    ...sale,
    facts: saleFactsOf(data),
    soldOn: data.soldOn,
    approximate: data.approximate === true,
    evidence: [...sale.evidence, ...(data.evidence ?? [])],
    posted: posting(sale.posted, occurredOn, data),
  };
}

function saleFactsOf(data: SaleFacts): SaleFacts {
  const { villageCode, countyCode, householdId, product, category, quantity, unit, packGrams, grams, amountFen, buyer, householdsReached } =
    data;
  return { villageCode, countyCode, householdId, product, category, quantity, unit, packGrams, grams, amountFen, buyer, householdsReached };
}
