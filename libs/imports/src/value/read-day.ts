import { type BusinessDay, businessDayAt, dayOfNumber, isBusinessDay, plain, type ProblemParams } from '#contracts';
import { type Cell, StoredNumber } from '../file/sheet.js';
import { storedDecimal, wholePartOf } from './decimal.js';
import { EPOCH_DAYS } from './epoch.js';
import { read, type Reading, type Unread, unread } from './reading.js';

/** Serial numbers of 2000-01-01 and 2100-12-31: smaller ones are years or counts that stand in the wrong place. */
const FIRST_SERIAL = 36_526;
const LAST_SERIAL = 73_415;
/** Nothing in these ledgers is older; 0220-06-03 is a slip of the keyboard. */
const FIRST_DAY = '1980-01-01';

const YEAR_FIRST = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?$/;
const COMPACT = /^(20\d{2})(\d{2})(\d{2})$/;
const YEAR_LAST = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/;
/** A time, or a day of the week, behind the day. 24:00 may be the end of this day or the beginning of the next. */
const BEHIND = /(?:\s*[(]?(?:星期|周)[一二三四五六日天][)]?)?(?:[\sT]+(?:[01]?\d|2[0-3])[:时][0-5]?\d(?:[:分][0-5]?\d(?:\.\d+)?秒?)?分?)?$/;
const IMPOSSIBLE_TIME = /[\sT]\d{1,2}[:时]\d/;
const MONTH_ONLY = /^\d{4}\s*[-/.年]\s*\d{1,2}\s*月?$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/;
/** JavaScript takes 24:00 for the next day. */
const END_OF_DAY = 'T24';

/**
 * A business day in the ways people write one. What could be two days, or lacks its year, is not read (contract §9).
 * @param epoch what serial numbers of the sheet count from
 */
export function readDay(cell: Cell, epoch: 1900 | 1904): Reading<BusinessDay> {
  const day = cell instanceof StoredNumber ? ofStored(cell, epoch) : ofText(typeof cell === 'string' ? plain(cell) : '');
  return day === undefined ? noDay(typeof cell === 'string' ? plain(cell) : '') : read(day);
}

/** Why a text is no day, where it can be told. */
function noDay(text: string): Unread {
  const bare = text.replace(BEHIND, '');
  const days = daysOfYearLast(bare);
  if (days.length === 2) return becauseOf('two-days', { values: days });
  if (MONTH_ONLY.test(bare)) return becauseOf('month');
  if (YEAR_FIRST.test(bare) || COMPACT.test(bare) || YEAR_LAST.test(bare)) return becauseOf('no-such-day');
  return IMPOSSIBLE_TIME.test(text) ? becauseOf('time') : unread('CELL.DATE_UNREADABLE');
}

function becauseOf(because: string, params: ProblemParams = {}): Unread {
  return unread('CELL.DATE_UNREADABLE', { params: { because, ...params } });
}

/** Serial numbers met so far: 50,000 rows have the days of a few years. */
const serials = { 1900: new Map<string, BusinessDay>(), 1904: new Map<string, BusinessDay>() };
const MOST_SERIALS = 10_000;

function ofStored({ digits, style }: StoredNumber, epoch: 1900 | 1904): BusinessDay | undefined {
  if (style === 'percent') return undefined;
  const known = serials[epoch].get(digits);
  if (known !== undefined) return known;
  const day = ofNewlyStored(digits, epoch);
  if (day !== undefined && serials[epoch].size < MOST_SERIALS) serials[epoch].set(digits, day);
  return day;
}

function ofNewlyStored(digits: string, epoch: 1900 | 1904): BusinessDay | undefined {
  const decimal = storedDecimal(digits);
  if (decimal === undefined) return undefined;
  const serial = wholePartOf(decimal);
  return ofSerial(serial, epoch) ?? ofText(String(serial));
}

function ofSerial(serial: number, epoch: 1900 | 1904): BusinessDay | undefined {
  const days = serial + EPOCH_DAYS[epoch];
  const inWindowsDays = days - EPOCH_DAYS[1900];
  return inWindowsDays >= FIRST_SERIAL && inWindowsDays <= LAST_SERIAL ? dayOfNumber(days) : undefined;
}

function ofText(text: string): BusinessDay | undefined {
  if (INSTANT.test(text)) return Number.isNaN(Date.parse(text)) || text.includes(END_OF_DAY) ? undefined : businessDayAt(text);
  const bare = text.replace(BEHIND, '');
  const match = YEAR_FIRST.exec(bare) ?? COMPACT.exec(bare);
  if (match !== null) return dayOf(match[1], match[2], match[3]);
  if (/^\d{5}$/.test(bare)) return ofSerial(Number(bare), 1900);
  return ofYearLast(bare);
}

/** 25/12/2020 is one day only; 03/04/2020 is two. */
function ofYearLast(text: string): BusinessDay | undefined {
  const [day, other] = daysOfYearLast(text);
  return other === undefined ? day : undefined;
}

/** All that a day with its year behind it may be. */
function daysOfYearLast(text: string): readonly BusinessDay[] {
  const match = YEAR_LAST.exec(text);
  if (match === null) return [];
  const [, first, second, year] = match;
  return [...new Set([dayOf(year, first, second), dayOf(year, second, first)])].filter((one) => one !== undefined);
}

function dayOf(year = '', month = '', day = ''): BusinessDay | undefined {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isBusinessDay(text) && text >= FIRST_DAY ? text : undefined;
}
