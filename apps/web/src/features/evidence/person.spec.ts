import { personOf } from './person';

test('the person of a unit is its contact, of a household its head, and of a record without one nobody', () => {
  expect(personOf({ contactName: '张*三', contactPhone: null })).toEqual({ name: '张*三', phone: '' });
  expect(personOf({ private: { name: '王**', phone: '138****1234' } })).toEqual({ name: '王**', phone: '138****1234' });
  expect([personOf({ contactName: null, contactPhone: null }), personOf({ private: null }), personOf({})]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
