import type { TableSpec } from '#persistence';
import { FoldedChanges } from './folded-changes.js';

const ROWS: TableSpec = {
  name: 'rows',
  columns: [
    { name: 'place', type: 'id' },
    { name: 'goods', type: 'id' },
    { name: 'last', type: 'text', default: null },
    { name: 'count', type: 'integer', default: 0 },
  ],
  primaryKey: ['place', 'goods'],
};
const KEY = { place: '山阳', goods: '猕猴桃' };

/** What events ask for, each of them kept. */
function folded(...events: readonly ((changes: FoldedChanges) => void)[]): FoldedChanges {
  const changes = new FoldedChanges([ROWS]);
  for (const ask of events) {
    ask(changes);
    changes.keep();
  }
  return changes;
}

const mergedOf = (changes: FoldedChanges): unknown[] => changes.takeRows().flatMap(({ merged }) => [...merged.values()]);

test('no two keys are one, whatever signs their texts hold', () => {
  const changes = folded(
    (ask) => ask.add('rows', { place: '甲,', goods: '乙' }, { count: 1 }),
    (ask) => ask.add('rows', { place: '甲', goods: ',乙' }, { count: 1 }),
    (ask) => ask.add('rows', { place: '甲,1:', goods: '乙' }, { count: 1 }),
    (ask) => ask.add('rows', { place: '甲', goods: '1:,乙' }, { count: 1 }),
  );
  expect(mergedOf(changes)).toHaveLength(4);
});

test('what is added to a column that was set is added to what was set; what is set is that, whatever was added before', () => {
  expect(
    mergedOf(
      folded(
        (ask) => ask.add('rows', KEY, { count: 7 }),
        (ask) => ask.set('rows', KEY, { count: 2 }),
        (ask) => ask.add('rows', KEY, { count: 3 }),
      ),
    ),
  ).toEqual([{ key: KEY, set: { count: 5 }, add: {} }]);
});

test('a row that was made to exist stays as it was made', () => {
  const [table] = folded(
    (ask) => ask.ensure('rows', KEY, { last: '一' }),
    (ask) => ask.ensure('rows', KEY, { last: '二' }),
  ).takeRows();
  expect([...(table?.ensured.values() ?? [])]).toEqual([{ ...KEY, last: '一' }]);
});

test('a text cannot be added to, a table of others cannot be written, a key has all its columns', () => {
  const changes = new FoldedChanges([ROWS]);
  changes.set('rows', KEY, { last: '一' });
  changes.add('rows', KEY, { last: 1 });
  expect(() => changes.keep()).toThrow('last holds text');
  expect(() => changes.add('others', KEY, { count: 1 })).toThrow('does not own a table others');
  expect(() => changes.add('rows', { place: '山阳' }, { count: 1 })).toThrow('rows: the key needs goods');
});

test.each([
  ['appended', (ask: FoldedChanges): void => ask.append('rows', { ...KEY, last: '一', count: 1 })],
  ['made to exist', (ask: FoldedChanges): void => ask.ensure('rows', KEY, {})],
  ['set', (ask: FoldedChanges): void => ask.set('rows', KEY, { last: '一' })],
  ['added to', (ask: FoldedChanges): void => ask.add('rows', KEY, { count: 1 })],
])('a row that is %s is a change until it is handed over to be written, and then no more', (_, ask) => {
  const changes = folded(ask);
  expect(changes.isEmpty).toBe(false);
  changes.takeRows();
  expect(changes.isEmpty).toBe(true);
  expect(changes.takeRows()).toEqual([{ spec: ROWS, appended: [], ensured: new Map(), merged: new Map() }]);
});
