import { clockAt } from './business-day.js';
import { decimal, printDay, printYuan, printYuanEnglish } from './format.js';
import { termOf } from './problem-terms.js';
import type { Locale } from './problem-text.js';

type Value = string | number | boolean | readonly string[];

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;
const AMOUNT = /fen(PerKg)?$/i;
const PERMILLE = /permille$/i;

/** What a field expects is written once in both languages, `中文 / English`: the reader is told one of them. */
const BOTH = /^([^/]*\p{Script=Han}[^/]*) \/ ([^/\p{Script=Han}]+)$/u;

/**
 * How a parameter reads in a sentence of a code: an amount in 元, a floor in percent, an instant by the clock of Shanghai, a month as people
 * say it, a key of the contract by its word. `params` of the answer keep the value itself.
 */
export function printedValue(code: string, name: string, value: Value, locale: Locale): string {
  if (typeof value === 'number' && AMOUNT.test(name)) return locale === 'en' ? printYuanEnglish(value) : printYuan(value);
  if (typeof value === 'number' && PERMILLE.test(name)) return `${decimal(value, 10, 1)}%`;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const parts = (typeof value === 'string' ? [value] : value).map((part) => wordOf(code, name, part, locale));
  return parts.join(locale === 'en' ? ', ' : '、');
}

function wordOf(code: string, name: string, text: string, locale: Locale): string {
  if (INSTANT.test(text)) return clockTime(text, locale);
  if (name === 'period') return printedPeriod(text, locale);
  const [, zh, en] = BOTH.exec(text) ?? [];
  return (locale === 'en' ? en : zh) ?? termOf(code, name, text, locale);
}

/** 2026年11月26日 12:12 · 26 November 2026, 12:12 */
function clockTime(instant: string, locale: Locale): string {
  const [day = '', time = ''] = clockAt(instant).split(' ');
  if (locale === 'zh-CN') return `${printDay(day)} ${time}`;
  const [year, month, date] = day.split('-').map(Number);
  return `${date} ${MONTHS[(month ?? 0) - 1] ?? ''} ${year}, ${time}`;
}

/** 2020年6月 · June 2020; 2020年 · 2020 */
function printedPeriod(period: string, locale: Locale): string {
  const [year = '', month] = period.split('-');
  if (month === undefined) return locale === 'en' ? year : `${year}年`;
  return locale === 'en' ? `${MONTHS[Number(month) - 1] ?? month} ${year}` : `${year}年${Number(month)}月`;
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
