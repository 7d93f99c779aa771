import type { BusinessDay, Fen, Grams } from './units.js';

/** Places kept behind the point of a printed amount. */
const MOST_PLACES = 2;

const FEN_PER_YUAN = 100;
const FEN_PER_WAN = 1_000_000;
const FEN_PER_YI = 10_000_000_000;

const GRAMS_PER_JIN = 500;
const GRAMS_PER_WAN_JIN = 5_000_000;
const GRAMS_PER_TON = 1_000_000;

/**
 * `value ÷ divisor` in digits: half away from zero on integers, grouped by three.
 * @param places digits behind the point; zeros at the end are dropped unless `fixed`
 */
export function decimal(value: number, divisor: number, places = MOST_PLACES, fixed = false): string {
  const scale = 10n ** BigInt(places);
  const magnitude = BigInt(Math.abs(value)) * scale * 2n;
  const rounded = (magnitude + BigInt(divisor)) / (BigInt(divisor) * 2n);
  const whole = (rounded / scale).toString().replace(/\B(?=(\d{3})+$)/g, ',');
  const digits = places === 0 ? '' : (rounded % scale).toString().padStart(places, '0');
  const fraction = fixed ? digits : digits.replace(/0+$/, '');
  return `${value < 0 && rounded > 0n ? '−' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** 12,345.60 元: an amount in a ledger. */
export function printYuan(fen: Fen): string {
  return `${decimal(fen, FEN_PER_YUAN, 2, true)} 元`;
}

/** An amount in a sentence or on a card: 9,999.00 元 · 1,234.5万元 · 1.23亿元 (frontend §3.10). */
export function printAmount(fen: Fen): string {
  const magnitude = Math.abs(fen);
  if (magnitude < FEN_PER_WAN) return printYuan(fen);
  if (magnitude < FEN_PER_YI) return `${decimal(fen, FEN_PER_WAN)}万元`;
  return `${decimal(fen, FEN_PER_YI)}亿元`;
}

/** A mass in both units an office speaks in: 4.7万斤（23.5吨）; below 10,000 斤 in 斤 and 公斤. */
export function printMass(grams: Grams): string {
  if (Math.abs(grams) >= GRAMS_PER_WAN_JIN) return `${decimal(grams, GRAMS_PER_WAN_JIN)}万斤（${decimal(grams, GRAMS_PER_TON)}吨）`;
  return `${decimal(grams, GRAMS_PER_JIN)}斤（${decimal(grams, 1000)}公斤）`;
}

/** 11.75%: a share in hundredths of a percent, zeros at the end dropped. */
export function printShare(permyriad: number): string {
  return `${decimal(permyriad, 100)}%`;
}

/** ±x.xx 个百分点: a difference of two shares. */
export function printPoints(permyriad: number): string {
  return `${decimal(Math.abs(permyriad), 100)}个百分点`;
}

/** 3,812 笔: a count always has its measure word. */
export function printCount(count: number, measureWord: string): string {
  return `${decimal(count, 1, 0)}${measureWord}`;
}

/** 2020年12月31日 */
export function printDay(day: BusinessDay): string {
  return `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;
}

/** 约150万元: a number that was given as 余/约/近/达 says so. */
export function printApproximate(printed: string, approximate: boolean): string {
  return approximate ? `约${printed}` : printed;
}
