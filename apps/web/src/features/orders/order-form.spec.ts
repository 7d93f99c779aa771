import { bodyOf, emptyOrder, errorsOf, gramsOf, nextOrder, pricePerJin } from './order-form';

const filled = {
  ...emptyOrder('school', '2020-11-03'),
  product: ' 猕猴桃 ',
  supplierName: '示例合作社',
  quantity: '２，５００',
  amount: '12300',
  platformOrderNo: '83200000000000012345',
};

test('a filled form is the command with whole fen and the quantity as typed', () => {
  expect(errorsOf(filled)).toEqual({});
  expect(bodyOf(filled)).toEqual({
    unitId: 'school',
    occurredOn: '2020-11-03',
    channel: '832',
    platformOrderNo: '83200000000000012345',
    supplierName: '示例合作社',
    funding: 'canteen',
    settlement: 'prepaid',
    lines: [{ product: '猕猴桃', category: 'fruit', quantity: 2_500, unit: '斤', amountFen: 1_230_000 }],
  });
});

test('what is missing is told all at once, and an order number only on 832', () => {
  expect(errorsOf(emptyOrder('school', '2020-11-03'))).toEqual({
    product: 'required',
    supplierName: 'required',
    platformOrderNo: 'required',
    quantity: 'digits',
    amount: 'digits',
  });
  expect(errorsOf({ ...filled, channel: 'offline', platformOrderNo: '' })).toEqual({});
});

test('a box has a weight only with its net weight', () => {
  expect(gramsOf({ quantity: '20', unit: '箱', packJin: '' })).toBeUndefined();
  expect(gramsOf({ quantity: '20', unit: '箱', packJin: '10' })).toBe(100_000);
  expect(bodyOf({ ...filled, unit: '箱', packJin: '10' }).lines[0]?.packGrams).toBe(5_000);
});

test('the price per jin comes from fen and grams', () => {
  expect(pricePerJin(1_230_000, gramsOf(filled))).toBe('4.92');
  expect(pricePerJin(1_230_000, undefined)).toBeUndefined();
});

test('the next entry keeps day, product and unit of quantity, not number and amounts', () => {
  const { occurredOn, product, unit, quantity, amount, platformOrderNo } = nextOrder(filled);
  expect({ occurredOn, product, unit, quantity, amount, platformOrderNo }).toEqual({
    occurredOn: '2020-11-03',
    product: ' 猕猴桃 ',
    unit: '斤',
    quantity: '',
    amount: '',
    platformOrderNo: '',
  });
});
