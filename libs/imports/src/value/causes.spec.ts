import { readDay } from './read-day.js';
import { measureWordOf, readPack, readQuantity } from './read-quantity.js';

describe('what cannot be read says why', () => {
  it.each([
    ['2020-02-30', 'no-such-day'],
    ['2021年2月29日', 'no-such-day'],
    ['13/25/2021', 'no-such-day'],
    ['0021-03-05', 'no-such-day'],
    ['20211305', 'no-such-day'],
    ['2020年6月', 'month'],
    ['2021-3', 'month'],
    ['5/3/2021', 'two-days'],
    ['2021-03-05 24:00', 'time'],
    ['2021-03-05 25:00', 'time'],
    ['2021-03-05 10:60', 'time'],
    ['2021-03-05T24:00:00Z', 'time'],
    ['昨天', undefined],
    ['3月5日', undefined],
  ])('the day %s: %s', (text, because) => {
    const reading = readDay(text, 1900);
    expect(reading).toMatchObject({ kind: 'unread', code: 'CELL.DATE_UNREADABLE' });
    expect(reading).toMatchObject(because === undefined ? {} : { params: { because } });
  });

  it('names both days that one may be', () => {
    expect(readDay('5/3/2021', 1900)).toMatchObject({ params: { values: ['2021-05-03', '2021-03-05'] } });
  });

  it('takes a time up to 23:59 for what it is', () => {
    for (const time of ['0:00', '23:59:59', '9时5分', '10:20:30.5'])
      expect(readDay(`2021-03-05 ${time}`, 1900)).toMatchObject({ value: '2021-03-05' });
  });

  it('names both units of a quantity, and two weights that do not agree', () => {
    const params = { because: 'units', unit: '公斤', other: '斤' };
    expect(readQuantity('100公斤', measureWordOf('斤'))).toMatchObject({ kind: 'unread', params });
    expect(readQuantity('100斤(60公斤)', undefined)).toMatchObject({ kind: 'unread', params: { because: 'weights' } });
    expect(readQuantity('100斤(50公斤)', undefined)).toMatchObject({ value: { quantity: 100, unit: '斤' } });
  });

  it('misses the unit of a pack', () => {
    expect(readPack('500', undefined)).toMatchObject({ kind: 'unread', params: { because: 'unit' } });
  });
});
