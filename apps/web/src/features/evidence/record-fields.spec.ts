import { recordAddress } from './record-fields';

test('a record is read where its stream says', () => {
  expect(recordAddress('order-0198a')?.path).toBe('orders/0198a');
  expect(recordAddress('reserve-unit-a-2020')?.path).toBe('units/unit-a/reserves/2020');
});

test('a stream that is no record of this list opens nothing', () => {
  expect(recordAddress('policy-rule-000000-2020')).toBeUndefined();
  expect(recordAddress('nonsense')).toBeUndefined();
});
