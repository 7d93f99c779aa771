import type { Refusal } from '#contracts';
import type { RecordSaleBody, SaleChangesBody } from '#contracts/commands';
import type { Household, KnownHousehold } from '../household/household.js';
import { type Correction, correctSale, namedAfter, type Seen } from '../sale/correction.js';
import { recordSale } from '../sale/recording.js';
import type { Named } from '../sale/sale-facts.js';
import { isKnown, type KnownSale, type Sale, saleStream } from '../sale/sale.js';
import { NAME, Scenario, step, TODAY, VILLAGE } from './scenario.js';

export const SALE_ID = 'sale-1';
export const PLACE = '610124 610124103201 fruit';
export const DAY = '2020-09-01';

export const HOUSEHOLD: KnownHousehold = {
  state: 'registered',
  householdId: 'h-1',
  villageCode: VILLAGE.code,
  category: 'registered-poor',
  members: 4,
  registeredOn: '2020-01-10',
  sealId: null,
  exit: null,
  forgotten: null,
  approximate: false,
  evidence: [],
  source: 'manual',
  under: {},
  posted: [],
};
export const NO_HOUSEHOLD: Household = { state: 'absent' };
export const NAMED: Named = { village: VILLAGE, household: HOUSEHOLD, orderKnown: true };

/** A body as plain fields: what arrives after validation. */
type Body = Omit<RecordSaleBody, never>;

export const SALE_BODY: Body = {
  villageCode: VILLAGE.code,
  product: NAME,
  category: 'fruit',
  quantity: 4.7,
  unit: '万斤',
  amountFen: 9_400_000,
};

/** A sale recorded on 2020-09-01. */
export function record(body: Partial<Body> = {}, day = DAY): Scenario<Sale> {
  const scenario = new Scenario(saleStream(SALE_ID));
  scenario.do((sale) => recordSale(sale, NAMED, step(day, { ...SALE_BODY, ...body, saleId: SALE_ID })));
  return scenario;
}

/** The problems of a sale that cannot be recorded. */
export function refusedRecord(body: Partial<Body>, named: Partial<Named>, missingFiles: string[] = []): Refusal['problems'] {
  const recording = { ...step(DAY, { ...SALE_BODY, ...body, saleId: SALE_ID }), missingFiles };
  return new Scenario(saleStream(SALE_ID)).refused((sale) => recordSale(sale, { ...NAMED, ...named }, recording));
}

/** The sale as it stands. */
export function known(scenario: Scenario<Sale>): KnownSale {
  if (!isKnown(scenario.state)) throw new Error(`the sale is ${scenario.state.state}`);
  return scenario.state;
}

/** A correction decided on 2020-12-31. */
export function correction(changes: SaleChangesBody, fields: Partial<Correction> = {}): Correction {
  return { saleId: SALE_ID, reason: '录入有误', changes, occurredOn: undefined, today: TODAY, missingFiles: [], ...fields };
}

/** The village and household a handler would have loaded. */
export function seenBy(scenario: Scenario<Sale>, changes: SaleChangesBody): Seen {
  const places = isKnown(scenario.state) ? namedAfter(scenario.state, changes) : { villageCode: '', householdId: null };
  return { places, version: scenario.events.length, currentVersion: scenario.events.length };
}

/** Corrects a sale. */
export function correct(scenario: Scenario<Sale>, changes: SaleChangesBody, named: Named = NAMED, fields: Partial<Correction> = {}): void {
  const seen = seenBy(scenario, changes);
  scenario.do((sale) => correctSale(sale, named, seen, correction(changes, fields)));
}

/** The problems of a correction that cannot be made. */
export function refusedCorrection(
  scenario: Scenario<Sale>,
  changes: SaleChangesBody,
  named: Named = NAMED,
  fields: Partial<Correction> = {},
) {
  const seen = seenBy(scenario, changes);
  return scenario.refused((sale) => correctSale(sale, named, seen, correction(changes, fields)));
}
