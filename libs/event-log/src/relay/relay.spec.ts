import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteDatabase } from '#persistence';
import { MemoryTopics } from '../testing/memory-topics.js';
import { RELAY_RULES } from '../testing/relay.contract.js';
import { REPUBLISH_RULES } from '../testing/republish.contract.js';
import { logSteps } from '../store/log-tables.js';
import { relaySteps } from './relay-tables.js';

describe('relay on SQLite', () => {
  let folder: string;
  let database: SqliteDatabase;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bangfu-relay-'));
    database = await SqliteDatabase.open({ file: join(folder, 'ledger.sqlite'), steps: [...logSteps(['directory']), ...relaySteps] });
  });

  afterEach(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each([...RELAY_RULES, ...REPUBLISH_RULES])('%s', (_sentence, proof) => proof(database, new MemoryTopics(3)));
});
