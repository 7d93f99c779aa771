import type { BusinessDay, Fen, Grams } from './units.js';

/**
 * Numbers as printed, in one place for web, API and documents. All of it is integer arithmetic:
 * a fraction is rounded half away from zero at its last printed digit, once.
 */

/** Places kept behind the point of a printed amount. */
const MOST_PLACES = 2;

const FEN_PER_YUAN = 100;
const FEN_PER_WAN = 1_000_000;
const FEN_PER_YI = 10_000_000_000;

const GRAMS_PER_JIN = 500;
const GRAMS_PER_KILO = 1_000;
const GRAMS_PER_WAN_JIN = 5_000_000;
const GRAMS_PER_TON = 1_000_000;

/** What stands where a number has no base: never 0, never NaN. */
export const NO_BASE = '—';

/**
 * `value ÷ divisor` in digits, grouped by three, with a true minus sign.
 * @param value a safe integer
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

/** An amount on a card: 9,999.00 元 · 1,234.5万元 · 1.23亿元. */
export function printAmount(fen: Fen): string {
  if (Math.abs(fen) < FEN_PER_WAN) return printYuan(fen);
  if (Math.abs(fen) < FEN_PER_YI && !reaches(fen, FEN_PER_WAN, 10_000)) return printWan(fen);
  return `${decimal(fen, FEN_PER_YI)}亿元`;
}

/** An amount in a sentence, set as the words around it are: 9,600元 · 0.50元 · 1,234.5万元 · 1.23亿元. */
export function printAmountInText(fen: Fen): string {
  return Math.abs(fen) < FEN_PER_WAN ? printYuanInText(fen) : printAmount(fen);
}

function printYuanInText(fen: Fen): string {
  return `${decimal(fen, FEN_PER_YUAN, MOST_PLACES, fen % FEN_PER_YUAN !== 0)}元`;
}

/**
 * Amounts beside each other in one sentence, all in one unit: the largest in which each of them still has a tenth, so that
 * none shrinks to 0 beside the others. 91.27万元、0.96万元 · 912,740元、40元
 */
export function printAmountsInText(amounts: readonly Fen[]): string[] {
  const fits = (unit: number): boolean => amounts.every((fen) => fen === 0 || Math.abs(fen) * 10 >= unit);
  const largest = Math.max(...amounts.map((fen) => Math.abs(fen)));
  if (largest >= FEN_PER_YI && fits(FEN_PER_YI)) return amounts.map((fen) => `${decimal(fen, FEN_PER_YI)}亿元`);
  if (largest >= FEN_PER_WAN && fits(FEN_PER_WAN)) return amounts.map(printWan);
  return amounts.map(printYuanInText);
}

/** An amount in 万元, whatever its size: one unit in a column (head 金额（万元）) or beside another. */
export function printWan(fen: Fen): string {
  return `${decimal(fen, FEN_PER_WAN)}万元`;
}

/** Whether the value, rounded as printed, reaches `limit` of its unit: 9,999.999万 is 1亿, never 10,000万. */
function reaches(value: number, unit: number, limit: number): boolean {
  const scale = 10n ** BigInt(MOST_PLACES);
  const rounded = (BigInt(Math.abs(value)) * scale * 2n + BigInt(unit)) / (BigInt(unit) * 2n);
  return rounded >= BigInt(limit) * scale;
}

/** A mass in both units an office speaks in: 4.7万斤（23.5吨）; below 1万斤 in 斤 and 公斤. */
export function printMass(grams: Grams): string {
  if (Math.abs(grams) >= GRAMS_PER_WAN_JIN) return `${decimal(grams, GRAMS_PER_WAN_JIN)}万斤（${printTons(grams)}）`;
  return `${decimal(grams, GRAMS_PER_JIN)}斤（${decimal(grams, GRAMS_PER_KILO)}公斤）`;
}

/** 200吨: a capacity. */
export function printTons(grams: Grams): string {
  return `${decimal(grams, GRAMS_PER_TON)}吨`;
}

/** 11.75%: a share to the hundredth of a percent, zeros at the end dropped. @param permyriad `null` = no base */
export function printShare(permyriad: number | null): string {
  return permyriad === null ? NO_BASE : `${decimal(permyriad, 100)}%`;
}

/** 82.3%: a share on a card, one decimal; the exact one belongs beside it. @param permyriad `null` = no base */
export function printShareShort(permyriad: number | null): string {
  return permyriad === null ? NO_BASE : `${decimal(permyriad, 100, 1)}%`;
}

/** 12.34个百分点: the size of a difference of two shares; the sentence says higher or lower. */
export function printPoints(permyriad: number): string {
  return `${decimal(Math.abs(permyriad), 100)}个百分点`;
}

/**
 * How much more, in permyriad of the base, half away from zero.
 * @returns null where the base is not above 0: a growth over nothing is no number
 */
export function growthOf(now: number, base: number): number | null {
  if (base <= 0) return null;
  const change = (BigInt(now) - BigInt(base)) * 10_000n;
  const sign = change < 0n ? -1n : 1n;
  return Number((sign * (sign * change * 2n + BigInt(base))) / (BigInt(base) * 2n));
}

/** 3,812笔: a count always has its measure word. */
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

/** ¥12,345,000.00: an amount in an English ledger. */
export function printYuanEnglish(fen: Fen): string {
  return signed(fen, (magnitude) => `¥${decimal(magnitude, FEN_PER_YUAN, 2, true)}`);
}

/** ¥9,999.00 · ¥12.35 million · ¥1.23 billion: an amount on an English card; 万 and 亿 never leak into English. */
export function printAmountEnglish(fen: Fen): string {
  const million = FEN_PER_YUAN * 1_000_000;
  if (Math.abs(fen) < million) return printYuanEnglish(fen);
  if (reaches(fen, million, 1_000)) return signed(fen, (magnitude) => `¥${decimal(magnitude, million * 1_000)} billion`);
  return signed(fen, (magnitude) => `¥${decimal(magnitude, million)} million`);
}

/** 23.5 t · 250 kg · 80 g */
export function printMassEnglish(grams: Grams): string {
  if (Math.abs(grams) >= GRAMS_PER_TON) return `${decimal(grams, GRAMS_PER_TON)} t`;
  if (Math.abs(grams) >= GRAMS_PER_KILO) return `${decimal(grams, GRAMS_PER_KILO)} kg`;
  return `${decimal(grams, 1)} g`;
}

function signed(value: number, print: (magnitude: number) => string): string {
  return `${value < 0 ? '−' : ''}${print(Math.abs(value))}`;
}
