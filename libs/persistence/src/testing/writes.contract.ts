import { placeholders } from '../statements.js';
import { type DatabaseRule, errorOf, found, opened, put, rows, SUITE_TABLE } from './database-suite.js';

const MEGABYTE = 1_048_576;

/** What the heads and tails of an insert mean, and how many rows a statement says it changed (`SqlSession`, `Dialect`). */
export const WRITE_RULES: readonly DatabaseRule[] = [
  [
    'an insert takes no rows, one row, and more rows than one statement has parameters for',
    async (harness) => {
      const database = await opened(harness);
      await put(database, []);
      expect(await rows(database)).toEqual([]);
      const many = Array.from({ length: 25_000 }, (_, index) => [`id-${index}`, index, null] as const);
      await put(database, many);
      const [sums] = await database.read.all('SELECT COUNT(*) AS n, SUM(n) AS sum FROM suite_row');
      expect(sums).toEqual({ n: 25_000, sum: (25_000 * 24_999) / 2 });
    },
  ],
  [
    'an insert takes rows that are larger together than one message to a server may be',
    async (harness) => {
      const database = await opened(harness);
      await put(
        database,
        Array.from({ length: 20 }, (_, index) => [`id-${index}`, index, 'x'.repeat(MEGABYTE)]),
      );
      const lengths = 'SELECT COUNT(*) AS n, MIN(LENGTH(note)) AS least FROM suite_row';
      expect(await database.read.all(lengths)).toEqual([{ n: 20, least: MEGABYTE }]);
    },
  ],
  [
    'a taken key refuses the whole insert, says that it is a duplicate key, and is neither transient nor a fault of the storage',
    async (harness) => {
      const database = await opened(harness);
      await put(database, [['b', 1, null]]);
      const error = await errorOf(
        put(database, [
          ['a', 2, null],
          ['b', 2, null],
          ['c', 2, null],
        ]),
      );
      const { dialect } = database;
      expect([dialect.isDuplicateKey(error), dialect.isTransient(error), dialect.isUnavailable(error)]).toEqual([true, false, false]);
      expect(await rows(database)).toEqual([{ id: 'b', n: 1, note: null }]);
    },
  ],
  [
    'a unique index refuses what is taken as a key does; a missing value, an unknown table and an error of ours are no duplicate keys',
    async (harness) => {
      const database = await opened(harness);
      const index = database.dialect.createIndex('suite_row', { name: 'suite_row_n', columns: ['n'], unique: true });
      await database.transaction('durable', (session) => session.run(index));
      await put(database, [['a', 1, null]]);
      const isDuplicateKey = (error: unknown): boolean => database.dialect.isDuplicateKey(error);
      expect(isDuplicateKey(await errorOf(put(database, [['b', 1, null]])))).toBe(true);
      const missing = database.transaction('durable', (session) => session.run('INSERT INTO suite_row (id, n) VALUES (?, ?)', ['c', null]));
      expect(isDuplicateKey(await errorOf(missing))).toBe(false);
      expect(isDuplicateKey(await errorOf(database.read.all('SELECT 1 FROM suite_nothing')))).toBe(false);
      expect(isDuplicateKey(new Error('Duplicate entry'))).toBe(false);
    },
  ],
  [
    'insertIfAbsent leaves a present key as it is, and of two new rows of one key takes the first',
    async (harness) => {
      const database = await opened(harness);
      await put(database, [['a', 1, '一']]);
      const more = [
        ['a', 9, null],
        ['b', 2, '二'],
        ['b', 3, '三'],
      ] as const;
      await put(database, more, { head: database.dialect.insertIfAbsent });
      expect(await rows(database)).toEqual([
        { id: 'a', n: 1, note: '一' },
        { id: 'b', n: 2, note: '二' },
      ]);
    },
  ],
  [
    'onConflict adds to a present row what is to be added and overwrites what is to be set, row by row in the order given',
    async (harness) => {
      const database = await opened(harness);
      const tail = database.dialect.onConflict(['id'], ['note'], ['n']);
      await put(database, [['a', 5, '一']], { tail });
      const more = [
        ['a', -7, '二'],
        ['b', 1, '三'],
        ['b', 10, null],
      ] as const;
      await put(database, more, { tail });
      expect(await rows(database)).toEqual([
        { id: 'a', n: -2, note: '二' },
        { id: 'b', n: 11, note: null },
      ]);
    },
  ],
  [
    'onConflict leaves the columns it does not name, and with none to change the whole row, as they are',
    async (harness) => {
      const database = await opened(harness);
      const { dialect } = database;
      await put(database, [['a', 5, '一']]);
      await put(database, [['a', 2, '二']], { tail: dialect.onConflict(['id'], [], ['n']) });
      await put(database, [['a', 3, '三']], { tail: dialect.onConflict(['id'], [], []) });
      expect(await rows(database)).toEqual([{ id: 'a', n: 7, note: '一' }]);
      await put(database, [['a', 3, '三']], { tail: dialect.onConflict(['id'], ['n'], []) });
      expect(await rows(database)).toEqual([{ id: 'a', n: 3, note: '一' }]);
    },
  ],
  [
    'a statement answers how many rows met its condition, those that were so already among them',
    async (harness) => {
      const database = await opened(harness);
      await put(database, [
        ['a', 1, null],
        ['b', 2, null],
      ]);
      const counts = await database.transaction('durable', async (session) => [
        await session.run('UPDATE suite_row SET n = 2'),
        await session.run('UPDATE suite_row SET n = 3 WHERE id = ? AND n = ?', ['a', 1]),
        await session.run('DELETE FROM suite_row WHERE n = ?', [2]),
      ]);
      // A fence is `UPDATE … WHERE position = expected` and one row or stop: a row that changes nothing still passed it.
      expect(counts).toEqual([2, 0, 2]);
    },
  ],
  [
    'a list of values of any length finds each row once, and an empty one finds none',
    async (harness) => {
      const database = await opened(harness);
      await put(
        database,
        Array.from({ length: 1_000 }, (_, index) => [`id-${index}`, index, null]),
      );
      for (const length of [0, 1, 2, 3, 5, 64, 65, 1_000]) {
        const { sql, params } = placeholders(Array.from({ length }, (_, index) => `id-${index}`));
        expect(await found(database, `id IN ${sql}`, params)).toHaveLength(length);
      }
      const sizes = [1, 2, 3, 5, 64, 65].map((length) => placeholders(new Array<number>(length).fill(7)).params.length);
      expect(sizes).toEqual([1, 2, 4, 8, 64, 128]);
    },
  ],
  [
    'a shadow takes the place of the live table with its rows, the old rows are gone and its name is free again',
    async (harness) => {
      const database = await opened(harness);
      const { dialect } = database;
      await put(database, [['old', 1, null]]);
      for (const note of ['一', '二']) {
        await database.transaction('rebuildable', (session) => session.run(dialect.createTable({ ...SUITE_TABLE, name: 'suite_shadow' })));
        await database.transaction('rebuildable', async (session) => {
          await session.insert('INSERT INTO suite_shadow', ['id', 'n', 'note'], [['new', 2, note]]);
          for (const statement of dialect.replaceTable('suite_row', 'suite_shadow')) await session.run(statement);
        });
        expect(await rows(database)).toEqual([{ id: 'new', n: 2, note }]);
      }
      expect(dialect.isDuplicateKey(await errorOf(put(database, [['new', 3, null]])))).toBe(true);
    },
  ],
];
