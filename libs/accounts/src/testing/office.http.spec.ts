import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteDatabase } from '#persistence';
import { OFFICE_RULES } from './office.contract.js';
import { OFFICE_STEPS, OfficeRim } from './office-rim.js';

describe('the public door on SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bangfu-accounts-'));
  let database: SqliteDatabase;
  let rim: OfficeRim;

  beforeAll(async () => {
    database = await SqliteDatabase.open({ file: join(folder, 'ledger.sqlite'), steps: OFFICE_STEPS });
    rim = await OfficeRim.start(database);
  });

  afterAll(async () => {
    await rim.stop();
    await database.close();
    rmSync(folder, { recursive: true });
  });

  test.each(OFFICE_RULES)('%s', (_, proof) => proof(rim));
});
