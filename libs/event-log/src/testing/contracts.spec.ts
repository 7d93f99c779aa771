import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteDatabase } from '#persistence';
import { feedSteps } from '../feed/feed-tables.js';
import { projectionSteps } from '../projection/projection-tables.js';
import { relaySteps } from '../relay/relay-tables.js';
import { logSteps } from '../store/log-tables.js';
import { APPEND_QUEUE_RULES } from './append-queue.contract.js';
import { FED_LEDGER_RULES } from './fed-ledger.contract.js';
import { PROJECTION_RULES } from './projection.contract.js';
import { SWITCH_RULES } from './switch.contract.js';

/** The contract suites on SQLite: a file of its own for every rule. */
describe.each([
  ['append queue', APPEND_QUEUE_RULES],
  ['projection', PROJECTION_RULES],
  ['switch', SWITCH_RULES],
  ['fed and pulled', FED_LEDGER_RULES],
])('%s on SQLite', (_, rules) => {
  let folder: string;
  let database: SqliteDatabase;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bangfu-contract-'));
    database = await SqliteDatabase.open({
      file: join(folder, 'ledger.sqlite'),
      steps: [...logSteps(['directory']), ...projectionSteps, ...relaySteps, ...feedSteps],
    });
  });

  afterEach(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(rules)('%s', (_sentence, proof) => proof(database));
});
