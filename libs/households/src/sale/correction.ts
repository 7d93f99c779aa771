import {
  negated,
  refuse,
  refuseAll,
  type BusinessDay,
  type NewEvent,
  type ProblemItem,
  type Refusal,
  type SaleCorrected,
  type SaleFacts,
  beforeStart,
  unknownFiles,
  keptProof,
} from '#contracts';
import type { CorrectSaleBody, RecordSaleBody, SaleChangesBody } from '#contracts/commands';
import { compact, without } from '../record/postings.js';
import { isKnown, type KnownSale, type Sale } from './sale.js';
import { buyerOf, type Named, saleFacts, salePostings, saleProblems } from './sale-facts.js';

/** A correction as the decision sees it. */
export interface Correction extends Omit<CorrectSaleBody, 'occurredOn'> {
  readonly saleId: string;
  /** The business day of the correction itself, where one was given. */
  readonly occurredOn: BusinessDay | undefined;
  readonly today: BusinessDay;
  readonly missingFiles: readonly string[];
}

/** The records a sale names. */
export interface Places {
  readonly villageCode: string;
  readonly householdId: string | null;
}

/** For which state of the sale the named records were loaded, and where the sale stands now. */
export interface Seen {
  readonly places: Places;
  readonly version: number;
  readonly currentVersion: number;
}

/** Which village and household a corrected sale would name. */
export function namedAfter({ facts }: KnownSale, { villageCode, householdId }: SaleChangesBody): Places {
  return { villageCode: villageCode ?? facts.villageCode, householdId: householdId === undefined ? facts.householdId : householdId };
}

/**
 * 更正: a reversal and a new entry, both of the original (or the corrected) business day, recorded now (contract §9, Time).
 * @returns SaleCorrected, or RECORD.NOT_FOUND (404), SALE.VOIDED, STREAM.VERSION_CONFLICT (409), SALE.UNCHANGED, DATE.FUTURE,
 * DATE.BEFORE_START and what a new sale may be refused for (422, all that apply)
 */
export function correctSale(sale: Sale, named: Named, seen: Seen, correction: Correction): NewEvent[] | Refusal {
  const { saleId, changes } = correction;
  if (!isKnown(sale)) return refuse('RECORD.NOT_FOUND', { id: saleId });
  if (sale.state === 'void') return refuse('SALE.VOIDED', { reason: sale.voidReason ?? '' });
  const { villageCode, householdId } = namedAfter(sale, changes);
  if (villageCode !== seen.places.villageCode || householdId !== seen.places.householdId) {
    return refuse('STREAM.VERSION_CONFLICT', { expectedVersion: seen.version, currentVersion: seen.currentVersion });
  }
  const facts = changedFacts(sale, changes, named);
  const soldOn = changes.occurredOn ?? sale.soldOn;
  const approximate = changes.approximate ?? sale.approximate;
  const problems = [...dayProblems(sale, correction), ...saleProblems(facts, named, 'changes.'), ...unknownFiles(correction.missingFiles)];
  if (problems.length > 0) return refuseAll(problems);
  if (isSame(sale, facts, soldOn, approximate)) return refuse('SALE.UNCHANGED', {}, 'changes');
  return [
    {
      type: 'SaleCorrected',
      occurredOn: correction.occurredOn ?? soldOn,
      data: correctedData(sale, facts, soldOn, approximate, correction),
    },
  ];
}

function correctedData(
  sale: KnownSale,
  facts: SaleFacts,
  soldOn: BusinessDay,
  approximate: boolean,
  correction: Correction,
): SaleCorrected {
  const target = salePostings(facts, approximate, soldOn);
  const reversal = negated(without(sale.posted, target));
  const { evidence } = keptProof(correction);
  return {
    saleId: sale.saleId,
    reason: correction.reason,
    soldOn,
    ...facts,
    ...(evidence === undefined ? {} : { evidence }),
    ...(approximate ? { approximate } : {}),
    ...compact([...reversal, ...without(target, sale.posted)], approximate),
  };
}

/** `null` clears a field that may be absent; on any other field it is as if not given. */
function changedFacts(sale: KnownSale, changes: SaleChangesBody, { village }: Named): SaleFacts {
  const { facts } = sale;
  const kept = <Value>(given: Value | undefined, present: Value): Value => (given === undefined ? present : given);
  const householdId = kept(changes.householdId, facts.householdId);
  const packGrams = kept(changes.packGrams, facts.packGrams);
  const amountFen = kept(changes.amountFen, facts.amountFen);
  const householdsReached = kept(changes.householdsReached, facts.householdsReached);
  const entry: RecordSaleBody = {
    villageCode: changes.villageCode ?? facts.villageCode,
    product: changes.product ?? facts.product,
    category: changes.category ?? facts.category,
    quantity: changes.quantity ?? facts.quantity,
    unit: changes.unit ?? facts.unit,
    ...(householdId === null ? {} : { householdId }),
    ...(packGrams === null ? {} : { packGrams }),
    ...(amountFen === null ? {} : { amountFen }),
    ...(householdsReached === null ? {} : { householdsReached }),
  };
  const countyCode = village.state === 'registered' ? village.countyCode : facts.countyCode;
  const buyer = changes.buyer === undefined ? facts.buyer : changes.buyer === null ? null : buyerOf(changes.buyer);
  return { ...saleFacts(entry, countyCode), buyer };
}

/** The day sold is checked by hand: the rim knows only a body's own business day. */
function dayProblems(sale: KnownSale, { changes, occurredOn, today }: Correction): ProblemItem[] {
  const day = changes.occurredOn ?? sale.soldOn;
  const future: ProblemItem[] = day > today ? [{ code: 'DATE.FUTURE', path: 'changes.occurredOn', params: { day, today } }] : [];
  return [...future, ...(occurredOn === undefined ? [] : beforeStart(occurredOn, sale.soldOn))];
}

function isSame(sale: KnownSale, facts: SaleFacts, soldOn: BusinessDay, approximate: boolean): boolean {
  const same = JSON.stringify(sortedFacts(facts)) === JSON.stringify(sortedFacts(sale.facts));
  return same && soldOn === sale.soldOn && approximate === sale.approximate;
}

function sortedFacts(facts: SaleFacts): unknown {
  const { buyer, ...others } = facts;
  const entries = Object.entries(others).sort(([left], [right]) => (left < right ? -1 : 1));
  return [entries, buyer === null ? null : [buyer.kind, buyer.orderId, buyer.name]];
}
