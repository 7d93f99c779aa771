import { decimalOf, fenOf, plainDigits, yuanText } from './decimal-input';

test('full-width digits and marks are read as plain ones', () => {
  expect(plainDigits('１２３．５')).toBe('123.5');
  expect(fenOf('１２３．５')).toBe(12_350);
});

test('an amount becomes whole fen without a binary fraction', () => {
  expect(fenOf('0.29')).toBe(29);
  expect(fenOf('4503599627.05')).toBe(450_359_962_705);
  expect(fenOf('12,300')).toBe(1_230_000);
});

test.each(['', 'abc', '1.234', '-5', '1.2.3', '5元'])('what is no amount is none: %p', (text) => {
  expect(fenOf(text)).toBeUndefined();
});

test('a quantity keeps up to six decimals', () => {
  expect(decimalOf('4.7')).toBe(4.7);
  expect(decimalOf('1.1234567')).toBeUndefined();
});

test('an amount goes back into its input as it came out', () => {
  expect(yuanText(fenOf('123.5'))).toBe('123.50');
  expect(yuanText(null)).toBe('');
});
