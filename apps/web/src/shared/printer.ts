import { computed, type ComputedRef } from 'vue';
import {
  type BusinessDay,
  decimal,
  type Fen,
  type FigureUnit,
  type Grams,
  type Instant,
  NO_BASE,
  clockAt,
  printAmount,
  printAmountEnglish,
  printDay,
  printMass,
  printMassEnglish,
  printShareShort,
  printYuan,
  printYuanEnglish,
} from '#contracts';
import type { FigureValue } from '../api/answers';
import { i18n, type Language, type Messages } from '../locales';

/** A noun that counts are told with. */
export type Counted = keyof Messages['words']['count'];

/** Numbers and days in the reader's language; the digits themselves come from `#contracts`, as everywhere else. */
export interface Printer {
  /** 1,234.5万元 · ¥12.35 million */
  amount(fen: Fen): string;
  /** 12,345.60 元 · ¥12,345.60 */
  yuan(fen: Fen): string;
  /** 12,345.60: an amount in a column whose head names the unit. */
  yuanDigits(fen: Fen): string;
  mass(grams: Grams): string;
  /** 1,500 · 0.5: a number as it was entered. */
  number(value: number): string;
  /** 82.3% */
  share(permyriad: number | null): string;
  /** 7.3个百分点 */
  points(permyriad: number): string;
  /** +10.9% */
  change(permyriad: number): string;
  count(count: number, noun: Counted): string;
  /** 2026年11月23日 · 23 Nov 2026 */
  day(day: BusinessDay): string;
  /** 2026-11-23 18:00, Asia/Shanghai */
  instant(instant: Instant): string;
  /** 11月 · Nov, of `2026-11` or a day. */
  month(month: string): string;
  /** The value of a figure in its unit. */
  value(value: FigureValue | undefined, unit: FigureUnit, noun?: Counted): string;
}

const PERMYRIAD_PER_POINT = 100;
/** More than any quantity is entered with. */
const MOST_DECIMALS = 6;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const shared = {
  yuanDigits: (fen: Fen): string => decimal(fen, 100, 2, true),
  number: (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: MOST_DECIMALS }),
  share: printShareShort,
  change: (permyriad: number): string => `${permyriad > 0 ? '+' : ''}${decimal(permyriad, PERMYRIAD_PER_POINT, 1)}%`,
  instant: clockAt,
  count: (count: number, noun: Counted): string => i18n.global.t(`words.count.${noun}`, { n: decimal(count, 1, 0) }, Math.abs(count)),
};

const chinese = {
  ...shared,
  amount: printAmount,
  yuan: printYuan,
  mass: printMass,
  points: (permyriad: number): string => `${decimal(Math.abs(permyriad), PERMYRIAD_PER_POINT, 1)}个百分点`,
  day: printDay,
  month: (month: string): string => `${Number(month.slice(5, 7))}月`,
};

const english = {
  ...shared,
  amount: printAmountEnglish,
  yuan: printYuanEnglish,
  mass: printMassEnglish,
  points: (permyriad: number): string => `${decimal(Math.abs(permyriad), PERMYRIAD_PER_POINT, 1)} points`,
  day: (day: BusinessDay): string => `${Number(day.slice(8, 10))} ${monthName(day)} ${day.slice(0, 4)}`,
  month: monthName,
};

function monthName(day: string): string {
  return MONTHS[Number(day.slice(5, 7)) - 1] ?? day;
}

const PRINTERS: Readonly<Record<Language, Printer>> = { 'zh-CN': withValue(chinese), en: withValue(english) };

/** The printer of a language. */
export function printerOf(language: Language): Printer {
  return PRINTERS[language];
}

/** The printer of the page's language; in a template it turns with the language. */
export function usePrinter(): ComputedRef<Printer> {
  return computed(() => PRINTERS[i18n.global.locale.value]);
}

function withValue(base: Omit<Printer, 'value'>): Printer {
  return { ...base, value: (value, unit, noun = 'entry') => valueIn(base, value, unit, noun) };
}

function valueIn(print: Omit<Printer, 'value'>, value: FigureValue | undefined, unit: FigureUnit, noun: Counted): string {
  if (value === undefined || value === null) return NO_BASE;
  if (typeof value !== 'number') return print.share(value.permyriad);
  if (unit === 'fen') return print.amount(value);
  if (unit === 'grams') return print.mass(value);
  return print.count(value, unit === 'days' ? 'day' : noun);
}
