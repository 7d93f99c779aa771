import type { TableSpec } from '#persistence';
import { FoldedChanges } from './folded-changes.js';
import { FoldedSums } from './folded-sums.js';

const SPEC: TableSpec = {
  name: 'sums',
  columns: [
    { name: 'amount', type: 'integer', default: 0 },
    { name: 'cell', type: 'integer' },
    { name: 'day', type: 'integer' },
    { name: 'entries', type: 'integer', default: 0 },
  ],
  primaryKey: ['day', 'cell'],
  sums: true,
};

test('every key has one sum and no two keys share one, in the order of the key, however many there are', () => {
  const sums = new FoldedSums(SPEC);
  const expected = new Map<string, number>();
  const keys = 20_000;
  for (let turn = 0; turn < 3 * keys; turn += 1) {
    const number = (turn * 7_919) % keys;
    // Cells differ only in what is beyond 32 bits; days are on both sides of 0.
    const [day, cell] = [(number % 50) - 25, Math.floor(number / 50) * 2 ** 40];
    sums.add({ day, cell }, { amount: turn, entries: 1 });
    expected.set(`${day},${cell}`, (expected.get(`${day},${cell}`) ?? 0) + turn);
  }
  const rows = [...sums.inOrder(999)].flat();
  expect(sums.columns).toEqual(['day', 'cell', 'amount', 'entries']);
  expect(rows.map(([day, cell, amount, entries]) => [`${day},${cell}`, amount, entries])).toEqual(
    [...expected]
      .map(([key, amount]) => ({ key, at: key.split(',').map(Number), amount }))
      .sort((left, right) => (left.at[0] ?? 0) - (right.at[0] ?? 0) || (left.at[1] ?? 0) - (right.at[1] ?? 0))
      .map(({ key, amount }) => [key, amount, 3]),
  );
  sums.clear();
  expect([...sums.inOrder(999)]).toEqual([]);
});

test('what is not a whole number is refused before the event changes anything', () => {
  const changes = new FoldedChanges([SPEC]);
  changes.add('sums', { day: 1, cell: 1 }, { amount: 5 });
  expect(() => changes.add('sums', { day: 1, cell: 1 }, { amount: 0.5 })).toThrow('sums: a sum needs whole numbers');
  expect(() => changes.add('sums', { day: 1 }, { amount: 1 })).toThrow('sums: a sum needs whole numbers');
  changes.drop();
  expect(changes.tables.get('sums')?.sums?.size).toBe(0);
});

test('a table of sums can only be added to', () => {
  const changes = new FoldedChanges([SPEC]);
  expect(() => changes.set('sums', { day: 1, cell: 1 }, { amount: 1 })).toThrow('can only be added to');
  expect(() => changes.append('sums', { day: 1, cell: 1, amount: 1, entries: 1 })).toThrow('can only be added to');
  expect(() => changes.ensure('sums', { day: 1, cell: 1 }, { amount: 1 })).toThrow('can only be added to');
});
