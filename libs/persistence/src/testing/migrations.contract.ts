import type { Database } from '../database.js';
import type { MigrationStep } from '../migration-steps.js';
import { CREATE_SUITE, type DatabaseRule, errorOf, put, rows } from './database-suite.js';

const CREATE_INDEX: MigrationStep = {
  name: 'IndexSuiteRow1764000000002',
  statement: (dialect) => dialect.createIndex('suite_row', { name: 'suite_row_n', columns: ['n', 'id'] }),
};

const CREATE_OTHER: MigrationStep = {
  name: 'CreateSuiteOther1764000000003',
  statement: (dialect) =>
    dialect.createTable({
      name: 'suite_other',
      columns: [
        { name: 'log', type: 'id', default: "o'clock" },
        { name: 'position', type: 'integer' },
        { name: 'delta', type: 'integer', default: -1 },
      ],
      primaryKey: ['log', 'position'],
    }),
};

const STEPS = [CREATE_SUITE, CREATE_INDEX, CREATE_OTHER];

/** Takes the marks of steps away: what a process leaves that was killed between a statement and its mark. */
function unmark(database: Database, steps: readonly MigrationStep[]): Promise<void> {
  return database.transaction('durable', async (session) => {
    for (const { name } of steps) expect(await session.run('DELETE FROM schema_step WHERE name = ?', [name])).toBe(1);
  });
}

/** How a schema comes about, also where its making was interrupted (`MigrationStep`, `Dialect`). */
export const MIGRATION_RULES: readonly DatabaseRule[] = [
  [
    'steps run once: opened again, the rows are there, and later steps come to them',
    async (harness) => {
      await put(await harness.open([CREATE_SUITE]), [['kept', 1, '一']]);
      const database = await harness.open(STEPS);
      expect(await rows(database)).toEqual([{ id: 'kept', n: 1, note: '一' }]);
      expect(await database.read.all('SELECT position FROM suite_other')).toEqual([]);
      expect(await database.read.all('SELECT name FROM schema_step ORDER BY id')).toEqual(STEPS.map(({ name }) => ({ name })));
      expect(await rows(await harness.open(STEPS))).toHaveLength(1);
    },
  ],
  [
    'a step that was done but not marked is run again and harms nothing: a table, an index',
    async (harness) => {
      for (const killed of [[CREATE_OTHER], [CREATE_INDEX], STEPS]) {
        const database = await harness.open(STEPS);
        await put(database, [['kept', 1, '一']], { tail: database.dialect.onConflict(['id'], ['note'], []) });
        await unmark(database, killed);
        const again = await harness.open(STEPS);
        expect(await rows(again)).toEqual([{ id: 'kept', n: 1, note: '一' }]);
        expect(await again.read.all('SELECT COUNT(*) AS n FROM schema_step')).toEqual([{ n: STEPS.length }]);
      }
    },
  ],
  [
    'a step that fails refuses to open, is not marked, and the steps before it stay; mended, the rest is done',
    async (harness) => {
      const faulty: MigrationStep = { name: CREATE_INDEX.name, statement: () => 'CREATE INDEX suite_row_n ON suite_nothing (n)' };
      expect(await errorOf(harness.open([CREATE_SUITE, faulty, CREATE_OTHER]))).toBeInstanceOf(Error);
      const database = await harness.open(STEPS);
      await put(database, [['kept', 1, null]]);
      expect(await database.read.all('SELECT name FROM schema_step ORDER BY id')).toEqual(STEPS.map(({ name }) => ({ name })));
    },
  ],
  [
    'a compound key holds its columns together, and defaults are what the table says',
    async (harness) => {
      const database = await harness.open(STEPS);
      await database.transaction('durable', async (session) => {
        await session.insert('INSERT INTO suite_other', ['position'], [[1], [2]]);
        await session.insert('INSERT INTO suite_other', ['log', 'position', 'delta'], [['b', 1, 4]]);
      });
      const taken = database.transaction('durable', (session) =>
        session.run('INSERT INTO suite_other (log, position) VALUES (?, ?)', ['b', 1]),
      );
      expect(database.dialect.isDuplicateKey(await errorOf(taken))).toBe(true);
      expect(await database.read.all('SELECT log, position, delta FROM suite_other ORDER BY log, position')).toEqual([
        { log: 'b', position: 1, delta: 4 },
        { log: "o'clock", position: 1, delta: -1 },
        { log: "o'clock", position: 2, delta: -1 },
      ]);
    },
  ],
];
