import { type BusinessDay, dayOfNumber } from '#contracts';
import { type Cell, cellText, type Sheet, StoredNumber } from '../file/sheet.js';
import { type Decimal, roundedTo, shifted, storedDecimal, textOf, times, wholePartOf } from './decimal.js';
import { EPOCH_DAYS } from './epoch.js';

/** A cell as people see it in the file, without spaces around it: a stored day as a day, not as the number behind it. */
export function shownText(cell: Cell | undefined, epoch: Sheet['epoch']): string {
  const styled = cell instanceof StoredNumber ? styledText(cell, epoch) : undefined;
  return styled ?? cellText(cell).trim();
}

/** @returns undefined where the digits themselves are shown, or nothing can be under this style */
function styledText({ digits, style }: StoredNumber, epoch: Sheet['epoch']): string | undefined {
  const value = style === 'number' ? undefined : storedDecimal(digits);
  if (value === undefined || value.mantissa < 0n) return undefined;
  if (style === 'percent') return `${textOf(shifted(value, 2))}%`;
  return style === 'time' ? timeOf(value) : dayOf(wholePartOf(value), epoch);
}

/** Excel's last day, 9999-12-31. */
const LAST_SERIAL = 2_958_465;
/** Excel holds 1900 for a leap year: up to its 29 February, which never was, its serials are one day behind. */
const LEAP_SERIAL = 60;

function dayOf(serial: number, epoch: Sheet['epoch']): BusinessDay | undefined {
  if (serial < 1 || serial > LAST_SERIAL || (epoch === 1900 && serial === LEAP_SERIAL)) return undefined;
  const before = epoch === 1900 && serial < LEAP_SERIAL ? 1 : 0;
  return dayOfNumber(serial + EPOCH_DAYS[epoch] + before);
}

const MINUTES_OF_DAY = 1_440n;

/** `12:00`; of more than a day the hours go on, as `[h]:mm` has them. */
function timeOf(value: Decimal): string {
  const minutes = wholePartOf(roundedTo(times(value, MINUTES_OF_DAY), 0));
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}
