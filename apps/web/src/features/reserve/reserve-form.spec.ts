import { leastOf, reserveBody, reserveForm } from './reserve-form';

const typed = { ...reserveForm(), canteenSpend: '420000', canteenReserve: '52500', unionSpend: '60000', unionReserve: '18000.5' };

test('an own canteen declares both its parts in whole fen', () => {
  expect(reserveBody(typed, 'school')).toEqual({
    canteen: 'own',
    canteenSpendFen: 42_000_000,
    canteenReserveFen: 5_250_000,
    unionSpendFen: 6_000_000,
    unionReserveFen: 1_800_050,
  });
});

test('a unit without canteen declares its union part only, whatever was typed before', () => {
  expect(reserveBody({ ...typed, canteen: 'none' }, 'school')).toEqual({
    canteen: 'none',
    unionSpendFen: 6_000_000,
    unionReserveFen: 1_800_050,
  });
});

test('of a shared canteen only the representative carries amounts', () => {
  const shared = { ...typed, canteen: 'shared' as const, representativeUnitId: 'hall' };
  expect(reserveBody(shared, 'school')).toEqual({ canteen: 'shared', representativeUnitId: 'hall' });
  expect(reserveBody(shared, 'hall')).toMatchObject({ canteenSpendFen: 42_000_000, representativeUnitId: 'hall' });
});

test('the least to reserve is a thousandth part rounded up, as the server refuses it', () => {
  expect(leastOf(typed, 100)).toBe(4_200_000);
  expect(leastOf({ ...typed, canteenSpend: '0.01' }, 100)).toBe(1);
  expect(leastOf(typed, undefined)).toBeUndefined();
});
