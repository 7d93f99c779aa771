import { type DatabaseRule, errorOf, found, opened, put, rows } from './database-suite.js';

/** Ids of which a collation takes some for the same: case, accent, composition, width, blanks, ligatures, planes. */
const NEIGHBOURS = [
  'a',
  'A',
  'e',
  'é',
  'e\u0301',
  'a ',
  'a  ',
  ' a',
  'ａ',
  'ß',
  'ss',
  '吉',
  '𠮷',
  '🥝',
  '🥝\ufe0f',
  '1',
  '01',
  '1.0',
  '',
  '-',
  'a\u200b',
];

/** Texts that a driver, a formatter or a spreadsheet could take for something else. */
const HOSTILE = [
  '',
  ' ',
  ' 前后 空格 ',
  '\'"`"\'',
  "'); DROP TABLE suite_row; --",
  '? ?? :name @name $1 {0} %s %',
  'back\\slash \\n \\0 \\\\',
  'line\nbreak\r\ntab\t\u0000end',
  '=1+1',
  '约1.5万斤（750公斤）𠮷🥝',
  '{"__proto__": null}',
  'NULL',
  '2020-02-30',
];

const GREATEST = Number.MAX_SAFE_INTEGER;

/** What is written is what is read: bytes of ids, integers, NULL and texts (`ColumnSpec`). */
export const VALUE_RULES: readonly DatabaseRule[] = [
  [
    'ids are compared byte by byte: what differs in case, accent, composition, width or blanks are different keys, each found alone',
    async (harness) => {
      const database = await opened(harness);
      await put(
        database,
        NEIGHBOURS.map((id, index) => [id, index, null]),
      );
      for (const [index, id] of NEIGHBOURS.entries()) expect(await found(database, 'id = ?', [id])).toEqual([{ id, n: index, note: null }]);
      const [distinct] = await database.read.all('SELECT COUNT(DISTINCT id) AS n FROM suite_row');
      expect(distinct).toEqual({ n: NEIGHBOURS.length });
    },
  ],
  [
    'ids are in the order of their bytes',
    async (harness) => {
      const database = await opened(harness);
      await put(
        database,
        NEIGHBOURS.map((id, index) => [id, index, null]),
      );
      const sorted = NEIGHBOURS.map((id) => Buffer.from(id))
        .sort((one, other) => Buffer.compare(one, other))
        .map(String);
      expect((await rows(database)).map(({ id }) => id)).toEqual(sorted);
      expect((await found(database, 'id > ?', ['a'])).map(({ id }) => id)).toEqual(sorted.slice(sorted.indexOf('a') + 1));
    },
  ],
  [
    'an id of 190 characters is kept whole, whatever the bytes of each, and one other character at its end is another id',
    async (harness) => {
      const database = await opened(harness);
      const long = ['a'.repeat(190), '𠮷'.repeat(190), `${'𠮷'.repeat(189)}吉`];
      await put(
        database,
        long.map((id, index) => [id, index, null]),
      );
      expect((await rows(database)).map(({ id }) => id).sort()).toEqual([...long].sort());
      expect(database.dialect.isDuplicateKey(await errorOf(put(database, [['𠮷'.repeat(190), 9, null]])))).toBe(true);
    },
  ],
  [
    'integers are exact numbers from -(2^53-1) to 2^53-1, also where they are compared, added and summed',
    async (harness) => {
      const database = await opened(harness);
      const numbers = [0, 1, -1, 2 ** 31, -(2 ** 31) - 1, 2 ** 32, 2 ** 52 + 1, GREATEST - 1, GREATEST, -GREATEST, 1 - GREATEST];
      await put(
        database,
        numbers.map((n, index) => [`id-${String(index).padStart(2, '0')}`, n, null]),
      );
      expect((await rows(database)).map(({ n }) => n)).toEqual(numbers);
      for (const n of numbers) expect(await found(database, 'n = ?', [n])).toHaveLength(1);
      expect(await found(database, 'n > ?', [GREATEST - 1])).toHaveLength(1);
      await put(database, [['sum', GREATEST - 1, null]]);
      await put(database, [['sum', 1, null]], { tail: database.dialect.onConflict(['id'], [], ['n']) });
      expect(await found(database, 'id = ?', ['sum'])).toEqual([{ id: 'sum', n: GREATEST, note: null }]);
    },
  ],
  [
    'sums, counts, least and greatest are numbers, exact up to 2^53-1; over no rows a count is 0 and the others are NULL',
    async (harness) => {
      const database = await opened(harness);
      const ask = 'SELECT COUNT(*) AS n, SUM(n) AS sumFen, MIN(n) AS lowest, MAX(n) AS highest FROM suite_row';
      expect(await database.read.all(ask)).toEqual([{ n: 0, sumFen: null, lowest: null, highest: null }]);
      await put(database, [
        ['a', GREATEST - 5, null],
        ['b', 7, null],
        ['c', -2, null],
      ]);
      expect(await database.read.all(ask)).toEqual([{ n: 3, sumFen: GREATEST, lowest: -2, highest: GREATEST - 5 }]);
      const cases = 'SELECT SUM(CASE WHEN n < 0 THEN -n ELSE 0 END) AS below, COALESCE(SUM(n), 0) AS total FROM suite_row WHERE id <> ?';
      expect(await database.read.all(cases, ['a'])).toEqual([{ below: 2, total: 5 }]);
    },
  ],
  [
    'NULL is NULL: not an empty text, not 0, and what a column without a value gets is its default',
    async (harness) => {
      const database = await opened(harness);
      await put(database, [
        ['absent', 0, null],
        ['empty', 0, ''],
      ]);
      await database.transaction('durable', (session) => session.insert('INSERT INTO suite_row', ['id'], [['default']]));
      expect(await rows(database)).toEqual([
        { id: 'absent', n: 0, note: null },
        { id: 'default', n: 0, note: null },
        { id: 'empty', n: 0, note: '' },
      ]);
      expect((await found(database, 'note IS NULL', [])).map(({ id }) => id)).toEqual(['absent', 'default']);
    },
  ],
  [
    'a text is stored exactly, by every way of writing: quotes, placeholders, backslashes, control characters, formulas, emoji',
    async (harness) => {
      const database = await opened(harness);
      for (const [index, text] of HOSTILE.entries()) {
        await put(database, [[`insert-${index}`, index, text]]);
        await put(database, [[`insert-${index}`, index, text]], { tail: database.dialect.onConflict(['id'], ['note'], []) });
        const run = 'INSERT INTO suite_row (id, n, note) VALUES (?, ?, ?)';
        await database.transaction('durable', (session) => session.run(run, [`run-${index}`, index, text]));
        expect((await found(database, 'n = ?', [index])).map(({ note }) => note)).toEqual([text, text]);
        expect((await database.read.all('SELECT ? AS echo', [text]))[0]).toEqual({ echo: text });
      }
    },
  ],
  [
    'a text of a megabyte comes back whole, in characters of four bytes too',
    async (harness) => {
      const database = await opened(harness);
      const [narrow, wide] = ['x'.repeat(1_048_576), '🥝𠮷'.repeat(131_072)];
      await put(database, [
        ['narrow', 1, narrow],
        ['wide', 2, wide],
      ]);
      const notes = (await rows(database)).map(({ note }) => note);
      expect([notes[0] === narrow, notes[1] === wide]).toEqual([true, true]);
    },
  ],
];
