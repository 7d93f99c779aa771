import { type Cell, cellText, type Sheet, StoredNumber } from '../file/sheet.js';
import { readDay } from './read-day.js';

/** A cell as people see it in the file, without spaces around it: a stored day as a day, not as the number behind it. */
export function shownText(cell: Cell | undefined, epoch: Sheet['epoch']): string {
  if (cell instanceof StoredNumber && cell.isDay) {
    const day = readDay(cell, epoch);
    if (day.kind === 'read') return day.value;
  }
  return cellText(cell).trim();
}
