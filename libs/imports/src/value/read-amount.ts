import { type Fen, plain } from '#contracts';
import { type Cell, StoredNumber } from '../file/sheet.js';
import { AMOUNT_POWERS, type AmountUnit, FEN_PLACES } from './amount-unit.js';
import { type Decimal, roundedTo, scientificOf, shifted, storedDecimal, textOf, wholeOf } from './decimal.js';
import { measuredOf } from './measured.js';
import { noNumber } from './no-number.js';
import { read, type Reading, unread } from './reading.js';

/** What most amounts look like: their fen are their digits. */
const SIMPLE = /^(\d{1,12})(?:\.(\d{1,2}))?$/;
const CURRENCY = /^(?:¥|rmb|cny|人民币)\s*/i;
const YUAN = /^(?:元整?|圆整?)?$/;

/**
 * An amount in whole fen. A unit in the cell (`1.2万元`) is its own; otherwise the head's counts.
 * An amount with parts of a fen is not rounded: the rounded one is suggested.
 */
export function readAmount(cell: Cell, headUnit: AmountUnit): Reading<Fen> {
  if (cell instanceof StoredNumber) {
    if (cell.style !== 'number') return noNumber(cell);
    const simple = headUnit === '元' ? SIMPLE.exec(cell.digits) : null;
    if (simple !== null) return read(Number(`${simple[1] ?? ''}${(simple[2] ?? '').padEnd(2, '0')}`));
    const value = storedDecimal(cell.digits);
    return value === undefined ? noNumber(cell) : inFen(value, headUnit, false);
  }
  const text = typeof cell === 'string' ? plain(cell).replace(CURRENCY, '') : '';
  const measured = measuredOf(text);
  if (measured === undefined || !YUAN.test(measured.unit)) return noNumber(cell);
  const isOwn = /[元圆千万亿]/.test(text);
  return inFen(measured.value, isOwn ? '元' : headUnit, measured.approximate);
}

function inFen(value: Decimal, unit: AmountUnit, approximate: boolean): Reading<Fen> {
  const power = AMOUNT_POWERS[unit];
  const yuan = shifted(value, power);
  const fen = wholeOf(shifted(yuan, FEN_PLACES));
  if (fen !== undefined) return read(fen, approximate);
  return unread('CELL.NUMBER_UNREADABLE', { suggestion: textOf(shifted(roundedTo(yuan, FEN_PLACES), -power)) });
}

/** A whole number of people or years; `4人` and `2021年` are as good as 4 and 2021. @param words that may follow it */
export function readWhole(cell: Cell, words: RegExp): Reading<number> {
  if (cell instanceof StoredNumber && cell.style !== 'number') return noNumber(cell);
  const measured =
    cell instanceof StoredNumber
      ? { value: storedDecimal(cell.digits), unit: '', approximate: false }
      : measuredOf(typeof cell === 'string' ? plain(cell) : '');
  const whole = measured?.value === undefined ? undefined : wholeOf(measured.value);
  if (measured === undefined || whole === undefined || measured.approximate) return noNumber(cell);
  return measured.unit === '' || words.test(measured.unit) ? read(whole) : noNumber(cell);
}

/** Whether a text is a number in scientific form: what a sheet leaves of a long one (8.32020E+19). */
export function isScientific(text: string): boolean {
  return scientificOf(plain(text)) !== undefined;
}
