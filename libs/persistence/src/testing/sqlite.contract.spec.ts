import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../database.js';
import { SqliteDatabase } from '../sqlite/sqlite-database.js';
import type { DatabaseHarness } from './database-suite.js';
import { DATABASE_RULES } from './database.contract.js';

/** The contract of the port on SQLite: a file of its own for every rule. */
describe('database on SQLite', () => {
  let folder: string;
  let open: Database | undefined;

  const harness: DatabaseHarness = {
    async open(steps) {
      await open?.close();
      open = undefined;
      open = await SqliteDatabase.open({ file: join(folder, 'ledger.sqlite'), steps });
      return open;
    },
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bangfu-database-'));
    open = undefined;
  });

  afterEach(async () => {
    await open?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(DATABASE_RULES)('%s', (_sentence, proof) => proof(harness));
});
