import { StoredNumber } from '../file/sheet.js';
import { readAmount, readWhole } from './read-amount.js';
import { readDay } from './read-day.js';
import { readPack, readQuantity } from './read-quantity.js';
import { shownText } from './shown-text.js';

const day = (digits: string): StoredNumber => new StoredNumber(digits, 'day');
const time = (digits: string): StoredNumber => new StoredNumber(digits, 'time');
const percent = (digits: string): StoredNumber => new StoredNumber(digits, 'percent');

describe('a number that a sheet shows as something else', () => {
  it.each([
    [day('44260'), 1900, '2021-03-05'],
    [day('42798'), 1904, '2021-03-05'],
    [day('1'), 1900, '1900-01-01'],
    [day('59'), 1900, '1900-02-28'],
    [day('61'), 1900, '1900-03-01'],
    [day('2958465'), 1900, '9999-12-31'],
    [time('0.5'), 1900, '12:00'],
    [time('0.999988425925926'), 1900, '24:00'],
    [time('1.0416666666666667'), 1900, '25:00'],
    [percent('0.3'), 1900, '30%'],
    [percent('0.125'), 1900, '12.5%'],
  ] as const)('%j is seen under %d as %s', (cell, epoch, seen) => {
    expect(shownText(cell, epoch)).toBe(seen);
  });

  it.each([day('60'), day('0'), day('2958466'), day('-1')])('%j is no day anybody sees: its digits stand', (cell) => {
    expect(shownText(cell, 1900)).toBe(cell.digits);
  });

  it.each([
    [day('44260'), 'day'],
    [time('0.5'), 'day'],
    [percent('0.3'), 'percent'],
    ['2021/3/5', 'day'],
    ['3月5日', 'day'],
    ['12.5％', 'percent'],
  ] as const)('%j is no number, whatever number is asked for', (cell, because) => {
    const unread = { kind: 'unread', code: 'CELL.NUMBER_UNREADABLE', params: { because } };
    for (const reading of [readAmount(cell, '元'), readQuantity(cell, undefined), readPack(cell, undefined), readWhole(cell, /^人$/)])
      expect(reading).toMatchObject(unread);
  });

  it('is no day where it is a percentage', () => {
    expect(readDay(percent('44260'), 1900)).toMatchObject({ kind: 'unread', code: 'CELL.DATE_UNREADABLE' });
  });
});
