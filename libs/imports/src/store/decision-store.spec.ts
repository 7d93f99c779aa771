import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteDatabase } from '#persistence';
import { DECISION_RULES } from '../testing/decision-store.contract.js';
import { importSteps } from './tables.js';

describe('kept decisions on sqlite', () => {
  let folder: string;
  let database: SqliteDatabase;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bangfu-decisions-'));
    database = await SqliteDatabase.open({ file: join(folder, 'ledger.sqlite'), steps: importSteps });
  });

  afterAll(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });

  test.each(DECISION_RULES)('%s', (_, proof) => proof(database));
});
