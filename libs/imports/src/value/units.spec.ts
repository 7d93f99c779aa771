import { StoredNumber } from '../file/sheet.js';
import { AMOUNT_POWERS, type AmountUnit } from './amount-unit.js';
import { readAmount, readWhole } from './read-amount.js';
import { readDay } from './read-day.js';
import { measureWordOf, readPack, readQuantity, readUnit } from './read-quantity.js';

const stored = (digits: string): StoredNumber => new StoredNumber(digits);

describe('an amount', () => {
  const FEN: Record<AmountUnit, number> = {
    分: 1,
    角: 10,
    元: 100,
    百元: 10_000,
    千元: 100_000,
    万元: 1_000_000,
    十万元: 10_000_000,
    百万元: 100_000_000,
    千万元: 1_000_000_000,
    亿元: 10_000_000_000,
  };

  it.each(Object.keys(AMOUNT_POWERS) as AmountUnit[])('of one in a column of %s is that unit, typed or stored', (unit) => {
    expect([readAmount('1', unit), readAmount(stored('1'), unit)]).toMatchObject([{ value: FEN[unit] }, { value: FEN[unit] }]);
  });

  it.each([
    ['5千', '万元', 500_000],
    ['5千', '千元', 500_000],
    ['1.2万', '千元', 1_200_000],
    ['0.5亿', '万元', 5_000_000_000],
  ] as const)('%s in a column of %s says its own unit', (text, unit, fen) => {
    expect(readAmount(text, unit)).toMatchObject({ kind: 'read', value: fen });
  });

  it('is not read where it is too large to be kept to the fen', () => {
    for (const cell of ['90071992547409.93', stored('90071992547409930'), stored('9007199254740993')])
      expect(readAmount(cell, '元')).toMatchObject({ kind: 'unread', code: 'CELL.NUMBER_UNREADABLE' });
    expect(readAmount('90071992547409.91', '元')).toMatchObject({ value: Number.MAX_SAFE_INTEGER });
  });

  it('below nothing is suggested as far from it as one above', () => {
    expect([readAmount('12.345', '元'), readAmount('-12.345', '元')]).toMatchObject([{ suggestion: '12.35' }, { suggestion: '-12.35' }]);
  });
});

describe('a whole number', () => {
  it('may have its own word behind it, and is neither approximate nor in parts', () => {
    const people = /^人$/;
    expect([readWhole('4人', people), readWhole(stored('4'), people)]).toMatchObject([{ value: 4 }, { value: 4 }]);
    for (const cell of ['约4人', '4余人', '4.5', '4户', stored('4.5')]) expect(readWhole(cell, people).kind).toBe('unread');
  });
});

describe('a quantity', () => {
  it.each(['23.5吨(近4.7万斤)', '约23.5吨(4.7万斤)', '23.5吨（4.7万余斤）'])(
    'is approximate where one of its two weights is: %s',
    (text) => {
      expect(readQuantity(text, undefined)).toMatchObject({ value: { quantity: 23.5, unit: '吨' }, approximate: true });
    },
  );

  it('in 两 is none in a column of 克, though both are kept in 克', () => {
    expect(readQuantity('3两', measureWordOf('克'))).toMatchObject({ kind: 'unread', params: { because: 'units' } });
    expect(readQuantity('3两', measureWordOf('市两'))).toMatchObject({ value: { quantity: 150, unit: '克' } });
  });

  it('has its limits: six decimals, and 10¹² of a unit', () => {
    const jin = measureWordOf('斤');
    expect(readQuantity('1000000000000', jin)).toMatchObject({ value: { quantity: 1e12 } });
    expect(readQuantity('1000000000001', jin).kind).toBe('unread');
    expect(readQuantity('0.000001', jin)).toMatchObject({ value: { quantity: 0.000001 } });
    expect(readQuantity('0.0000001', jin).kind).toBe('unread');
  });
});

describe('what is in a pack', () => {
  it('is in its own unit before that of the head, and approximate where the unit says it so', () => {
    expect(readPack('500克', measureWordOf('公斤'))).toMatchObject({ value: 500 });
    expect(readUnit('箱(约10斤)')).toMatchObject({ value: { packGrams: 5_000 }, approximate: true });
    expect(readUnit('箱(10斤)')).toMatchObject({ approximate: false });
  });

  it.each([
    ['市两', 50],
    ['两', 50],
    ['市斤', 500],
    ['kgs', 1_000],
    ['公吨', 1_000_000],
    ['t', 1_000_000],
  ])('one %s is %d g', (word, grams) => {
    expect(readPack(stored('1'), measureWordOf(word))).toMatchObject({ value: grams });
  });
});

describe('a day', () => {
  it.each([
    ['36526', '2000-01-01'],
    ['73415', '2100-12-31'],
    ['36525', undefined],
    ['73416', undefined],
    ['1980-01-01', '1980-01-01'],
    ['1979-12-31', undefined],
    ['19991231', undefined],
  ])('%s is %s', (text, day) => {
    expect(readDay(text, 1900)).toMatchObject(day === undefined ? { kind: 'unread' } : { value: day });
  });

  it('of one serial number is another day in each epoch, whichever was read before', () => {
    const cell = new StoredNumber('40000', 'day');
    const days = [1904, 1900, 1904].map((epoch) => readDay(cell, epoch as 1900 | 1904));
    expect(days).toMatchObject([{ value: '2013-07-07' }, { value: '2009-07-06' }, { value: '2013-07-07' }]);
  });
});
