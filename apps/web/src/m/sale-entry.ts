import { decimal, type Fen, type Grams, type QuantityUnit, toGrams } from '#contracts';
import type { RecordSaleBody } from '#contracts/commands';
import { decimalOf, fenOf } from '../shared/decimal-input';

export const ENTRY_UNITS = ['斤', '公斤', '吨'] as const satisfies readonly QuantityUnit[];
export const BUYERS = ['cooperative', 'enterprise', 'individual', 'other'] as const;

export interface SaleEntry {
  product: string;
  category: RecordSaleBody['category'];
  householdId: string;
  quantity: string;
  unit: (typeof ENTRY_UNITS)[number];
  amount: string;
  buyer: (typeof BUYERS)[number];
}

/** More than one household sells on a day: above this somebody is asked whether the unit was meant. */
const PLAUSIBLE_GRAMS: Grams = 10_000_000;

export function emptyEntry(): SaleEntry {
  return { product: '', category: 'fruit', householdId: '', quantity: '', unit: '斤', amount: '', buyer: 'cooperative' };
}

export function weightOf({ quantity, unit }: Pick<SaleEntry, 'quantity' | 'unit'>): Grams | undefined {
  const number = decimalOf(quantity);
  return number === undefined || number === 0 ? undefined : toGrams(number, unit);
}

/** 320 吨 → 斤: the unit that was probably meant, where the weight is more than a household has. */
export function likelyUnit(entry: SaleEntry): SaleEntry['unit'] | undefined {
  const grams = weightOf(entry);
  return grams !== undefined && grams > PLAUSIBLE_GRAMS && entry.unit !== '斤' ? '斤' : undefined;
}

/** 160 公斤 = 0.16 吨: the same weight in the other units, called as the reader calls them. */
export function otherUnits(grams: Grams, unit: SaleEntry['unit'], names: Readonly<Record<SaleEntry['unit'], string>>): string {
  const inUnits = [
    ['斤', 500],
    ['公斤', 1_000],
    ['吨', 1_000_000],
  ] as const;
  return inUnits.flatMap(([name, size]) => (name === unit ? [] : [`${decimal(grams, size)} ${names[name]}`])).join(' = ');
}

/** 3.00: yuan per 斤. */
export function perJin(amountFen: Fen, grams: Grams): string {
  return decimal(amountFen * 500, grams * 100, 2, true);
}

/** The command; undefined while product or quantity are missing. */
export function saleBody(
  entry: SaleEntry,
  given: { readonly id: string; readonly villageCode: string; readonly today: string },
): (RecordSaleBody & { id: string }) | undefined {
  const quantity = decimalOf(entry.quantity);
  const product = entry.product.trim();
  if (product === '' || quantity === undefined || quantity === 0) return undefined;
  const amountFen = fenOf(entry.amount);
  return {
    id: given.id,
    occurredOn: given.today,
    villageCode: given.villageCode,
    product,
    category: entry.category,
    quantity,
    unit: entry.unit,
    buyer: { kind: entry.buyer },
    ...(entry.householdId === '' ? {} : { householdId: entry.householdId }),
    ...(amountFen === undefined ? {} : { amountFen }),
  };
}
