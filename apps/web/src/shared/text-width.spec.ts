import { emsOf } from './text-width';

test('a Chinese character counts as one, a digit as somewhat more than half', () => {
  expect(emsOf('万斤')).toBe(2);
  expect(emsOf('46')).toBeCloseTo(1.2);
  expect(emsOf('1.76万斤（8.8吨）')).toBeCloseTo(9.2);
  expect(emsOf('')).toBe(0);
});
