import { plain } from '#contracts';

/** Units of money that heads and titles name, as powers of ten of a 元. */
export const AMOUNT_POWERS = { 元: 0, 角: -1, 分: -2, 百元: 2, 千元: 3, 万元: 4, 十万元: 5, 百万元: 6, 千万元: 7, 亿元: 8 } as const;

/** Decimals of a 元 that come to whole fen. */
export const FEN_PLACES = 2;

/** What a bare number in a column means: its head, a group of heads or a title says so. */
export type AmountUnit = keyof typeof AMOUNT_POWERS;

const CURRENCY = /^(?:人民币|rmb|cny|¥)/i;

/** @returns undefined for what is no unit of money; a currency alone is 元 */
export function amountUnitOf(text: string): AmountUnit | undefined {
  const written = plain(text).replace(/\s/g, '');
  const bare = written.replace(CURRENCY, '');
  if (bare === '' && written !== '') return '元';
  return Object.hasOwn(AMOUNT_POWERS, bare) ? (bare as AmountUnit) : undefined;
}
