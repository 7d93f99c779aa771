import { createHmac, hash } from 'node:crypto';
import {
  type BusinessDay,
  canonicalJson,
  type Fen,
  goodsOf,
  likeness,
  likenessAt,
  type OrderFunding,
  type QuantityUnit,
  type Settlement,
  squeezed,
} from '#contracts';

/** A line as far as it tells one line of an order from another. */
export interface LineIdentity {
  readonly product: string;
  readonly quantity: number;
  readonly unit: QuantityUnit;
  readonly packGrams: number | null;
  readonly amountFen: Fen;
}

/** What makes two orders without a number equal (contract §6: the n-th equal row of the unit). */
export interface OrderIdentity {
  readonly unitId: string;
  readonly occurredOn: BusinessDay;
  readonly supplierName: string;
  readonly funding: OrderFunding;
  readonly settlement: Settlement;
  readonly freightFen: Fen;
  readonly discountFen: Fen;
  readonly lines: readonly LineIdentity[];
}

/** Equal for lines that say the same of one product. */
export function lineKey({ product, quantity, unit, packGrams, amountFen }: LineIdentity): string {
  return canonicalJson([squeezed(product), quantity, unit, packGrams, amountFen]);
}

/** Equal for orders that are equal in everything a sheet says of the order itself; payments may have come since. */
export function orderKey(order: OrderIdentity): string {
  const { unitId, occurredOn, supplierName, funding, settlement, freightFen, discountFen, lines } = order;
  return hashOf([
    'order',
    unitId,
    occurredOn,
    squeezed(supplierName),
    funding,
    settlement,
    freightFen,
    discountFen,
    lines.map(lineKey).sort(),
  ]);
}

/**
 * Equal for orders that may be one and the same, entered twice: same unit, day, supplier, goods and amounts. It begins with
 * what a ledger finds such orders by.
 */
export function likenessKey({
  unitId,
  occurredOn,
  supplierName,
  lines,
}: Omit<OrderIdentity, 'funding' | 'settlement' | 'freightFen' | 'discountFen'>): string {
  const goods = goodsOf(lines);
  const found = likenessAt(unitId, likeness(occurredOn, supplierName, lines, goods));
  return `${found}:${hashOf(['like', unitId, occurredOn, squeezed(supplierName), goods])}`;
}

/** What a ledger finds orders by that a {@link likenessKey} may mean. */
export function likenessIn(key: string): string {
  return key.slice(0, key.lastIndexOf(':'));
}

/** The key of any other row, by what it says. @param parts nothing private: a hash of a name is as good as the name */
export function rowKey(kind: string, parts: readonly unknown[]): string {
  return hashOf([kind, ...parts]);
}

/** As {@link rowKey}, for what may be private (a 户编号 may be the number of an identity card). @param secret of this ledger */
export function sealedKey(secret: string, kind: string, parts: readonly unknown[]): string {
  return createHmac('sha256', secret)
    .update(canonicalJson([kind, ...parts]))
    .digest('hex');
}

/**
 * The id of the record that the `ordinal`-th equal row becomes. Two people who import one file at once choose the same
 * ids, and the ledger takes each id once.
 */
export function recordId(key: string, ordinal: number): string {
  const hex = hashOf(['record', key, ordinal]);
  // UUID version 8: an id made by a rule of our own (RFC 9562).
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** How often a record may be imported and undone under one key, so that it is still found by it. */
const MOST_IMPORTED = 8;

/** The ids of what was imported under a key that only one may have: one more each time it was undone. */
export function importedIds(key: string): string[] {
  return Array.from({ length: MOST_IMPORTED }, (_, ordinal) => recordId(key, ordinal));
}

function hashOf(parts: readonly unknown[]): string {
  return hash('sha256', canonicalJson(parts));
}
