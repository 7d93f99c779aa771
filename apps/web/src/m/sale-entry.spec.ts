import { emptyEntry, likelyUnit, otherUnits, perJin, saleBody } from './sale-entry';

const given = { id: 'sale-1', villageCode: '610124103201', today: '2020-10-12' };
const entry = { ...emptyEntry(), product: '猕猴桃', quantity: '320', householdId: 'h1', amount: '960' };

test('an entry is a sale of the village and the day, its amount in whole fen', () => {
  expect(saleBody(entry, given)).toEqual({
    id: 'sale-1',
    occurredOn: '2020-10-12',
    villageCode: '610124103201',
    product: '猕猴桃',
    category: 'fruit',
    quantity: 320,
    unit: '斤',
    householdId: 'h1',
    amountFen: 96_000,
    buyer: { kind: 'cooperative' },
  });
});

test('without a quantity there is no sale, without an amount there is one', () => {
  expect(saleBody({ ...entry, quantity: '' }, given)).toBeUndefined();
  expect(saleBody({ ...entry, amount: '' }, given)).not.toHaveProperty('amountFen');
});

test('a weight that no household has is asked about, not refused', () => {
  expect(likelyUnit({ ...entry, unit: '吨' })).toBe('斤');
  expect(likelyUnit({ ...entry, quantity: '2', unit: '吨' })).toBeUndefined();
  expect(likelyUnit(entry)).toBeUndefined();
});

test('the same weight is told in the other units, and the price per jin', () => {
  expect(otherUnits(160_000, '斤', { 斤: '斤', 公斤: '公斤', 吨: '吨' })).toBe('160 公斤 = 0.16 吨');
  expect(otherUnits(160_000, '斤', { 斤: 'jin', 公斤: 'kg', 吨: 't' })).toBe('160 kg = 0.16 t');
  expect(perJin(96_000, 160_000)).toBe('3.00');
});
