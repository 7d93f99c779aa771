import { plain } from '#contracts';
import { type Cell, type NumberStyle, StoredNumber } from '../file/sheet.js';
import { readDay } from './read-day.js';
import { type Reading, type Unread, unread } from './reading.js';

const BECAUSE: Readonly<Record<NumberStyle, 'day' | 'percent' | undefined>> = {
  number: undefined,
  day: 'day',
  time: 'day',
  percent: 'percent',
};

const PERCENTAGE = /^-?[\d.,]+%$/;
const DAY_OF_MONTH = /^\d{1,2}月\d{1,2}[日号]$/;

/** Why a cell holds no number where one is asked for. */
export function noNumber(cell: Cell): Unread {
  const because = cell instanceof StoredNumber ? BECAUSE[cell.style] : causeIn(typeof cell === 'string' ? plain(cell) : '');
  return unread('CELL.NUMBER_UNREADABLE', because === undefined ? {} : { params: { because } });
}

/** A reading that failed without saying why says it where the cell itself shows what it holds instead. */
export function withCause<Value>(cell: Cell, reading: Reading<Value>): Reading<Value> {
  const isUntold = reading.kind === 'unread' && reading.code === 'CELL.NUMBER_UNREADABLE' && reading.params === undefined;
  return isUntold && reading.suggestion === undefined ? noNumber(cell) : reading;
}

function causeIn(text: string): 'day' | 'percent' | undefined {
  if (PERCENTAGE.test(text)) return 'percent';
  const isDay = DAY_OF_MONTH.test(text) || (/\D/.test(text) && readDay(text, 1900).kind === 'read');
  return isDay ? 'day' : undefined;
}
