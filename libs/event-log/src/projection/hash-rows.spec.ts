import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteDatabase } from '#persistence';
import { counting } from '../testing/counting-names.js';
import { hashProjection } from './hash-rows.js';

const PAGE = 2_000;

describe('the hash of a projection', () => {
  let folder: string;
  let database: SqliteDatabase;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bangfu-hash-'));
    const steps = counting().tables.map((table, at) => ({
      name: `Create${table.name}17000000000${at + 10}`,
      statement: (dialect: SqliteDatabase['dialect']) => dialect.createTable(table),
    }));
    database = await SqliteDatabase.open({ file: join(folder, 'rows.sqlite'), steps });
  });

  afterEach(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const hash = (): Promise<string> => hashProjection(database.read, counting(), (table) => table);

  function write(sql: string): Promise<unknown> {
    return database.transaction('rebuildable', (session) => session.run(sql));
  }

  async function units(from: number, to: number): Promise<void> {
    const rows = Array.from({ length: to - from + 1 }, (_, at) => [`unit-${String(from + at).padStart(5, '0')}`, '一', 1]);
    await database.transaction('rebuildable', (session) => session.insert('INSERT INTO suite_names', ['unit', 'last', 'times'], rows));
  }

  it.each([1, PAGE - 1, PAGE, PAGE + 1, 2 * PAGE])('tells of %d rows when one more comes, and when the last is another', async (count) => {
    await units(1, count);
    const before = await hash();
    await units(count + 1, count + 1);
    const more = await hash();
    expect(more).not.toBe(before);
    await write(`UPDATE suite_names SET times = 2 WHERE unit = 'unit-${String(count + 1).padStart(5, '0')}'`);
    expect(await hash()).not.toBe(more);
  });

  it('tells of every column and every table, and not in which order rows came', async () => {
    const empty = await hash();
    await units(1, 2);
    const inOrder = await hash();
    await write("UPDATE suite_names SET last = '二' WHERE unit = 'unit-00002'");
    expect(await hash()).not.toBe(inOrder);
    await write('DELETE FROM suite_names');
    expect(await hash()).toBe(empty);
    await units(2, 2);
    await units(1, 1);
    expect(await hash()).toBe(inOrder);
    await write('INSERT INTO suite_lengths (length, first, times) VALUES (1, 19968, 1)');
    expect(await hash()).not.toBe(inOrder);
  });
});
