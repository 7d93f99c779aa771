/** 分: an integer number of fen. Every field of this type ends in `Fen`. */
export type Fen = number;
/** 克: an integer number of grams. Every field of this type ends in `Grams`. */
export type Grams = number;
/** 业务日期: `YYYY-MM-DD` in Asia/Shanghai; compares correctly as text. */
export type BusinessDay = string;
/** 入账时间: ISO 8601 UTC with milliseconds; compares correctly as text. */
export type Instant = string;
/** A place in one log: 1, 2, 3 … without gaps, in commit order. */
export type Position = number;

/** Units of quantity a person may enter (contract §3, Orders). */
export const QUANTITY_UNITS = ['斤', '公斤', '吨', '万斤', '克', '箱', '件', '袋', '盒', '其他'] as const;
export type QuantityUnit = (typeof QUANTITY_UNITS)[number];

/** Grams in one unit of mass (data/README: 斤 500 g, 公斤 1,000 g, 吨 1,000,000 g, 万斤 5,000,000 g). */
export const GRAMS_PER_UNIT: Partial<Record<QuantityUnit, Grams>> = {
  克: 1,
  斤: 500,
  公斤: 1_000,
  吨: 1_000_000,
  万斤: 5_000_000,
};

const PACKED: readonly QuantityUnit[] = ['箱', '件', '袋', '盒', '其他'];

/**
 * Converts a quantity as entered into whole grams.
 * A decimal quantity (4.7 万斤, 23.5 吨) is scaled as text, so no binary fraction is ever rounded.
 * @returns whole grams, or `undefined` where the unit has no weight without `packGrams` (未折算)
 */
export function toGrams(quantity: number, unit: QuantityUnit, packGrams?: Grams): Grams | undefined {
  const perUnit = PACKED.includes(unit) ? packGrams : GRAMS_PER_UNIT[unit];
  return perUnit === undefined ? undefined : multiplyDecimal(quantity, perUnit);
}

/** `decimal × whole`, exact up to the last step, then half up to a whole number. */
export function multiplyDecimal(decimal: number, whole: number): number {
  if (Number.isSafeInteger(decimal) && Number.isSafeInteger(decimal * whole)) return decimal * whole;
  const [mantissa = '0', exponent = '0'] = decimal.toExponential().split('e');
  const [head = '0', fraction = ''] = mantissa.split('.');
  const scale = fraction.length - Number(exponent);
  const product = BigInt(head + fraction) * BigInt(whole);
  if (scale <= 0) return Number(product * 10n ** BigInt(-scale));
  const divisor = 10n ** BigInt(scale);
  return Number((product * 2n + divisor) / (divisor * 2n));
}
