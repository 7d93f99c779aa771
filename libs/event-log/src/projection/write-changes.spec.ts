import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteDatabase, type SqlSession, type TableSpec } from '#persistence';
import { FoldedChanges } from './folded-changes.js';
import { writeChanges } from './write-changes.js';

const TABLE: TableSpec = {
  name: 'till',
  columns: [
    { name: 'id', type: 'id' },
    { name: 'note', type: 'id', default: '' },
    { name: 'coins', type: 'integer', default: 0 },
    { name: 'notes', type: 'integer', default: 0 },
    { name: 'float', type: 'integer', default: 100 },
  ],
  primaryKey: ['id'],
};

describe('written changes', () => {
  let folder: string;
  let database: SqliteDatabase;
  let statements: number;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bangfu-changes-'));
    const steps = [{ name: 'CreateTill1700000000001', statement: (dialect: SqliteDatabase['dialect']) => dialect.createTable(TABLE) }];
    database = await SqliteDatabase.open({ file: join(folder, 'till.sqlite'), steps });
    statements = 0;
  });

  afterEach(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function write(ask: (changes: FoldedChanges) => void): Promise<void> {
    const changes = new FoldedChanges([TABLE]);
    ask(changes);
    changes.keep();
    await database.transaction('rebuildable', (session) => {
      const counted: SqlSession = {
        dialect: session.dialect,
        all: (sql, params) => session.all(sql, params),
        run: (sql, params) => session.run(sql, params),
        insert: (...args) => {
          statements += 1;
          return session.insert(...args);
        },
      };
      return writeChanges(counted, database.dialect, changes, (table) => table);
    });
  }

  const rows = (): Promise<object[]> => database.read.all('SELECT * FROM till ORDER BY id');

  it('share a statement where they set the same columns, and each row is added to by what it was asked for and no more', async () => {
    await write((changes) => changes.add('till', { id: 'a' }, { coins: 1, notes: 7 }));
    statements = 0;
    await write((changes) => {
      changes.add('till', { id: 'a' }, { coins: 2 });
      changes.add('till', { id: 'b' }, { notes: 3 });
      changes.add('till', { id: 'c' }, {});
      changes.set('till', { id: 'd' }, { note: '丁' });
    });
    expect(statements).toBe(2);
    expect(await rows()).toEqual([
      { id: 'a', note: '', coins: 3, notes: 7, float: 100 },
      { id: 'b', note: '', coins: 0, notes: 3, float: 100 },
      { id: 'c', note: '', coins: 0, notes: 0, float: 100 },
      { id: 'd', note: '丁', coins: 0, notes: 0, float: 100 },
    ]);
  });

  it('leave a new row its default where another row adds to a column that is not 0 at first', async () => {
    await write((changes) => {
      changes.add('till', { id: 'a' }, { coins: 1 });
      changes.add('till', { id: 'b' }, { float: 5 });
    });
    expect(await rows()).toEqual([
      { id: 'a', note: '', coins: 1, notes: 0, float: 100 },
      { id: 'b', note: '', coins: 0, notes: 0, float: 5 },
    ]);
  });
});
