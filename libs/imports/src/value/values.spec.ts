import fc from 'fast-check';
import { dayOfNumber } from '#contracts';
import { Cleared, StoredNumber } from '../file/sheet.js';
import { readAmount } from './read-amount.js';
import { readDay } from './read-day.js';
import { type MeasureWord, measureWordOf, readPack, readQuantity, readUnit } from './read-quantity.js';
import { closestName } from './close-name.js';
import { shownText } from './shown-text.js';
import { writtenCell } from './written-cell.js';

const stored = (digits: string): StoredNumber => new StoredNumber(digits);

describe('an amount', () => {
  const whole: [string, number][] = [
    ['6726.94', 672694],
    ['6,726.94', 672694],
    ['1,234,567.5', 123456750],
    ['￥６，７２６．９４', 672694],
    ['¥ 120', 12000],
    ['120元', 12000],
    ['120元整', 12000],
    ['1.2万元', 1200000],
    ['1.2万', 1200000],
    ['0.03亿元', 300000000],
    ['人民币 88.8 元', 8880],
    ['-120.50', -12050],
    ['−120.50', -12050],
    ['(120.50)', -12050],
    ['\u200b66.6\u00a0', 6660],
    ['.5', 50],
  ];
  it.each(whole)('reads %s as %d fen', (text, fen) => {
    expect(readAmount(text, '元')).toMatchObject({ kind: 'read', value: fen, approximate: false });
  });
  it.each(['约3万元', '3万余元', '近3万元', '达3万元', '3万元左右'])('keeps that %s is approximate', (text) => {
    expect(readAmount(text, '元')).toMatchObject({ kind: 'read', value: 3000000, approximate: true });
  });
  it.each(['一百二十元', '若干', '1,23', '1.234,56', '12.5%', '$12', '1 234', '12元5角', '8.2E+3', '#N/A', '10-20', '3斤', '1.2.3', '¥'])(
    'does not guess what %s is',
    (text) => {
      expect(readAmount(text, '元')).toMatchObject({ kind: 'unread', code: 'CELL.NUMBER_UNREADABLE' });
    },
  );
  it('takes the unit of the head for a bare number, and the cell’s own where it has one', () => {
    expect(readAmount('1.5', '万元')).toMatchObject({ value: 1500000 });
    expect(readAmount(stored('0.0001'), '万元')).toMatchObject({ value: 100 });
    expect(readAmount('1.5万元', '万元')).toMatchObject({ value: 1500000 });
    expect(readAmount('15000元', '万元')).toMatchObject({ value: 1500000 });
  });
  it('sees the 15 digits a sheet computes with, not the noise behind them', () => {
    expect(readAmount(stored('8218.879999999999'), '元')).toMatchObject({ value: 821888 });
    expect(readAmount(stored('69954.14999999999'), '元')).toMatchObject({ value: 6995415 });
    expect(readAmount(stored('1.2E3'), '元')).toMatchObject({ value: 120000 });
  });
  it('does not round to the fen, it suggests', () => {
    expect(readAmount('12.345', '元')).toMatchObject({ kind: 'unread', suggestion: '12.35' });
    expect(readAmount(stored('1.23456789'), '万元')).toMatchObject({ kind: 'unread', suggestion: '1.234568' });
  });
  it('is what was written, in every form of writing it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 13 }), (fen) => {
        const yuan = `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
        const grouped = yuan.replace(/\B(?=(\d{3})+(?=\.))/g, ',');
        const wide = yuan.replace(/[\d.]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
        for (const text of [yuan, grouped, wide, `￥${grouped}`, `${yuan} 元`])
          expect(readAmount(text, '元')).toMatchObject({ value: fen });
        if (fen < 10 ** 12) expect(readAmount(stored(String(Number(yuan))), '元')).toMatchObject({ value: fen });
      }),
    );
  });
});

describe('a day', () => {
  it.each([
    ['2020-06-03', '2020-06-03'],
    ['2020/6/3', '2020-06-03'],
    ['2020.6.3', '2020-06-03'],
    ['2020年6月3日', '2020-06-03'],
    ['２０２０年６月３日', '2020-06-03'],
    ['2020年6月3号', '2020-06-03'],
    ['2020-06-03 00:00:00', '2020-06-03'],
    ['2020/6/3 9:05', '2020-06-03'],
    ['2020年6月3日 星期三', '2020-06-03'],
    ['20200603', '2020-06-03'],
    ['43985', '2020-06-03'],
    ['2020-06-03T20:00:00.000Z', '2020-06-04'],
    ['25/12/2020', '2020-12-25'],
    ['4/4/2020', '2020-04-04'],
  ])('reads %s', (text, day) => {
    expect(readDay(text, 1900)).toMatchObject({ kind: 'read', value: day });
  });
  it.each(['3月5日', '6月3日', '2020年6月', '2020-02-30', '2020-13-01', '03/04/2020', '20.6.3', '2020', '六月三日', '', '2020-6', '99999'])(
    'does not guess what %s is',
    (text) => {
      expect(readDay(text, 1900)).toMatchObject({ kind: 'unread', code: 'CELL.DATE_UNREADABLE' });
    },
  );
  it('reads serial numbers from the epoch of the sheet, with the time of day left out', () => {
    expect(readDay(new StoredNumber('44030', 'day'), 1900)).toMatchObject({ value: '2020-07-18' });
    expect(readDay(new StoredNumber('44030.9999', 'day'), 1900)).toMatchObject({ value: '2020-07-18' });
    expect(readDay(new StoredNumber('42568', 'day'), 1904)).toMatchObject({ value: '2020-07-18' });
    expect(readDay(new StoredNumber('2020', 'day'), 1900)).toMatchObject({ kind: 'unread' });
    expect(readDay(stored('20200718'), 1900)).toMatchObject({ value: '2020-07-18' });
  });
  it('is the day that was written, in every form of writing it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10_957, max: 47_481 }), (number) => {
        const day = dayOfNumber(number);
        const [year, month, date] = day.split('-').map(Number);
        for (const text of [
          day,
          `${year}/${month}/${date}`,
          `${year}.${month}.${date}`,
          `${year}年${month}月${date}日`,
          day.replace(/-/g, ''),
        ])
          expect(readDay(text, 1900)).toMatchObject({ value: day });
        expect(readDay(new StoredNumber(String(number + 25_569), 'day'), 1900)).toMatchObject({ value: day });
        expect(readDay(new StoredNumber(String(number + 24_107), 'day'), 1904)).toMatchObject({ value: day });
      }),
    );
  });
});

describe('a quantity', () => {
  const jin = measureWordOf('斤');
  it.each([
    ['500斤', undefined, 500, '斤'],
    ['1,250公斤', undefined, 1250, '公斤'],
    ['30 KG', undefined, 30, '公斤'],
    ['12千克', undefined, 12, '公斤'],
    ['2.5吨', undefined, 2.5, '吨'],
    ['4.7万斤', undefined, 4.7, '万斤'],
    ['4.7万', jin, 47000, '斤'],
    ['4.7万斤', measureWordOf('万斤'), 4.7, '万斤'],
    ['3两', undefined, 150, '克'],
    ['20箱', undefined, 20, '箱'],
    ['23.5吨(4.7万斤)', undefined, 23.5, '吨'],
    ['4.7万斤（折合23.5吨）', undefined, 4.7, '万斤'],
    ['47000斤/23500公斤', undefined, 47000, '斤'],
    ['１２', jin, 12, '斤'],
  ] as [string, MeasureWord | undefined, number, string][])('reads %s', (text, elsewhere, quantity, unit) => {
    expect(readQuantity(text, elsewhere)).toMatchObject({ kind: 'read', value: { quantity, unit } });
  });
  it.each(['若干', '23.5吨(4.7万公斤)', '20箱(5吨)', '10-20斤', '5担', '1e5斤', '二十箱', '0.0000001吨'])(
    'does not guess what %s is',
    (text) => {
      expect(readQuantity(text, undefined)).toMatchObject({ kind: 'unread', code: 'CELL.NUMBER_UNREADABLE' });
    },
  );
  it('refuses a unit of its own that the column contradicts', () => {
    expect(readQuantity('20公斤', jin)).toMatchObject({ kind: 'unread' });
    expect(readQuantity('20斤', measureWordOf('万斤'))).toMatchObject({ kind: 'unread' });
    expect(readQuantity('4.7万', measureWordOf('万斤'))).toMatchObject({ kind: 'unread' });
  });
  it.each(['200余斤', '约200斤', '近200斤', '达200斤', '200斤左右'])('keeps that %s is approximate', (text) => {
    expect(readQuantity(text, undefined)).toMatchObject({ value: { quantity: 200, unit: '斤' }, approximate: true });
  });
  it('must be above nothing', () => {
    expect(readQuantity(stored('0'), jin)).toMatchObject({ code: 'CELL.NOT_POSITIVE' });
    expect(readQuantity('-3斤', undefined)).toMatchObject({ code: 'CELL.NOT_POSITIVE' });
  });
});

describe('what is in a pack', () => {
  it.each([
    ['500克', 500],
    ['2.5kg', 2500],
    ['10斤', 5000],
    ['10斤/箱', 5000],
    ['5kg装', 5000],
    ['500g*10袋', 5000],
    ['500g×20', 10000],
    ['0.5公斤', 500],
    ['2两', 100],
  ])('reads %s', (text, grams) => {
    expect(readPack(text, undefined)).toMatchObject({ kind: 'read', value: grams });
  });
  it.each(['500', '一箱', '500ml', '0.3g', '大'])('does not guess what %s is', (text) => {
    expect(readPack(text, undefined)).toMatchObject({ kind: 'unread' });
  });
  it('takes a bare number where the head names the unit', () => {
    expect(readPack(stored('500'), measureWordOf('克'))).toMatchObject({ value: 500 });
  });
  it('may stand in the unit', () => {
    expect(readUnit('箱(10斤)')).toMatchObject({ value: { word: { unit: '箱' }, packGrams: 5000 } });
    expect(readUnit('5kg/袋')).toMatchObject({ value: { word: { unit: '袋' }, packGrams: 5000 } });
    expect(readUnit('担')).toMatchObject({ code: 'CELL.ENUM_UNKNOWN' });
  });
});

describe('a shown cell', () => {
  it('is the day where a day is stored, and what is stored where it is none', () => {
    expect(shownText(new StoredNumber('44000', 'day'), 1900)).toBe('2020-06-18');
    expect(shownText(new StoredNumber('-12', 'day'), 1900)).toBe('-12');
    expect(shownText(stored('44000'), 1900)).toBe('44000');
  });
  it('is a text without the spaces around it, and nothing where there is none', () => {
    expect(shownText(' 猕猴桃 ', 1900)).toBe('猕猴桃');
    expect(shownText(null, 1900)).toBe('');
  });
});

describe('a close name', () => {
  const units = ['示例区教育局', '示例区第一小学', '示例区第二小学'];
  it('is suggested where it is the closest', () => {
    expect(closestName('示例教育局', units)).toBe('示例区教育局');
    expect(closestName('第一小学', units)).toBe('示例区第一小学');
  });
  it('is not made up where nothing is like it, or two are', () => {
    expect(closestName('某某公司', units)).toBeUndefined();
    expect(closestName('示例区小学', ['示例区一小学', '示例区二小学'])).toBeUndefined();
  });
});

describe('a text in a cell', () => {
  it.each([
    ['="500"', '500'],
    ['= "a""b"', 'a"b'],
    ['"500"', '500'],
    ['“猕猴桃”', '猕猴桃'],
    ["'2020-06-18", '2020-06-18'],
    ["'=HYPERLINK(1)", '=HYPERLINK(1)'],
    ['"甲"与"乙"', '"甲"与"乙"'],
    ['𠮷果“业”', '𠮷果“业”'],
    ["=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"],
  ])('%s says %s', (text, said) => {
    expect(writtenCell(text)).toBe(said);
  });

  it.each(['-', '——', '－', '/', '＼', '无', '="-"'])('%s says that there is nothing, and blank says nothing', (text) => {
    expect(writtenCell(text)).toEqual(new Cleared(text));
    expect(writtenCell('　')).toBeNull();
    expect(writtenCell('=""')).toBeNull();
  });
});
