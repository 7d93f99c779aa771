import { maskName, maskPhone } from './masking.js';

describe('masking', () => {
  test.each([
    ['张小三', '张*三'],
    ['张三', '张*'],
    ['欧阳小娜', '欧**娜'],
    ['𠮷田太', '𠮷*太'],
    ['李', '*'],
  ])('keeps only the ends of the name %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  test.each([
    ['13812341234', '138****1234'],
    ['029-8765 4321', '029****4321'],
    ['12345', '***45'],
  ])('hides the middle of the number %s', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked);
  });
});
