import {
  maskName,
  toGrams,
  type BusinessDay,
  type Buyer,
  type Dimensions,
  type Posting,
  type ProblemItem,
  type SaleFacts,
} from '#contracts';
import type { BuyerBody, RecordSaleBody } from '#contracts/commands';
import { type Household, householdProblems } from '../household/household.js';
import { type Village, villageProblems } from '../village/village.js';

/** What a sale names of other records, as it stands now. */
export interface Named {
  readonly village: Village;
  readonly household: Household;
  /** False where `buyer.orderId` names no order. */
  readonly orderKnown: boolean;
}

type Entry = Omit<RecordSaleBody, 'id' | 'occurredOn' | 'approximate' | 'evidence'>;

/** The facts of a sale as the log keeps them. @param countyCode of its village */
export function saleFacts(entry: Entry, countyCode: string): SaleFacts {
  const { villageCode, product, category, quantity, unit } = entry;
  const packGrams = entry.packGrams ?? null;
  return {
    villageCode,
    countyCode,
    householdId: entry.householdId ?? null,
    product,
    category,
    quantity,
    unit,
    packGrams,
    grams: toGrams(quantity, unit, packGrams ?? undefined) ?? null,
    amountFen: entry.amountFen ?? null,
    buyer: entry.buyer == null ? null : buyerOf(entry.buyer),
    householdsReached: entry.householdsReached ?? null,
  };
}

/** An individual's name is personal: the log gets it masked. */
export function buyerOf({ kind, orderId, name }: BuyerBody): Buyer {
  const shown = kind === 'individual' && name != null ? maskName(name) : name;
  return { kind, orderId: orderId ?? null, name: shown ?? null };
}

/** Everything that is wrong with what a sale says. @param prefix of the paths, for a correction */
export function saleProblems(facts: SaleFacts, named: Named, prefix = ''): ProblemItem[] {
  return [...placeProblems(facts, named, prefix), ...orderProblems(facts, named, prefix), ...weightProblems(facts, prefix)];
}

function placeProblems({ villageCode, householdId }: SaleFacts, { village, household }: Named, prefix: string): ProblemItem[] {
  const unknown = villageProblems(village, villageCode, `${prefix}villageCode`);
  // Whose village it is cannot be told while the village itself is unknown.
  const place = unknown.length > 0 && household.state === 'registered' ? household.villageCode : villageCode;
  return [...unknown, ...(householdId === null ? [] : householdProblems(household, householdId, place, prefix))];
}

function orderProblems({ buyer }: SaleFacts, { orderKnown }: Named, prefix: string): ProblemItem[] {
  const path = `${prefix}buyer.orderId`;
  if (buyer?.kind === 'order' && buyer.orderId === null) return [{ code: 'FIELD.REQUIRED', path, params: { field: path } }];
  if (buyer?.orderId == null || orderKnown) return [];
  return [{ code: 'ORDER.UNKNOWN', path, params: { id: buyer.orderId } }];
}

/** Sums of figures are exact only within 2^53; a single sale of nine million tonnes is a slip of the unit. */
function weightProblems({ grams }: SaleFacts, prefix: string): ProblemItem[] {
  if (grams === null || grams <= Number.MAX_SAFE_INTEGER) return [];
  const expected = `折合不超过 ${Number.MAX_SAFE_INTEGER} 克 / at most ${Number.MAX_SAFE_INTEGER} grams`;
  return [{ code: 'FIELD.INVALID', path: `${prefix}quantity`, params: { field: `${prefix}quantity`, expected } }];
}

/** What a sale adds to the figures, with all dimensions; none of it 0. @param day absent where the event's own day is meant */
export function salePostings(facts: SaleFacts, approximate: boolean, day?: BusinessDay): Posting[] {
  const { villageCode, category, product, countyCode, grams, amountFen, householdId, householdsReached, buyer } = facts;
  const under: Dimensions = { village: villageCode, category, county: countyCode, product };
  const postings: Posting[] = [
    grams === null ? { measure: 'sale.unconverted', delta: 1 } : { measure: 'sale.weight', delta: grams },
    { measure: 'sale.amount', delta: amountFen ?? 0 },
    householdId === null
      ? { measure: 'sale.households-stated', delta: householdsReached ?? 0 }
      : { measure: 'sale.household', delta: 1, member: householdId },
    ...(buyer?.orderId == null ? [] : [{ measure: 'sale.linked' as const, delta: amountFen ?? 0, member: buyer.orderId }]),
  ];
  const dated = day === undefined ? {} : { day };
  return postings.filter((one) => one.delta !== 0).map((one) => ({ ...one, ...dated, under, approximate }));
}
