import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteDatabase } from '#persistence';
import { projectionSteps } from '../projection/projection-tables.js';
import { FEED_REBUILD_RULES } from '../testing/feed-rebuild.contract.js';
import { FEED_RULES } from '../testing/feed.contract.js';
import { feedSteps } from './feed-tables.js';
import { SET_ASIDE_RULES } from '../testing/set-aside.contract.js';
import { WHOLE_TOPIC_RULES } from '../testing/whole-topic.contract.js';

describe('feed on SQLite', () => {
  let folder: string;
  let database: SqliteDatabase;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bangfu-feed-'));
    database = await SqliteDatabase.open({ file: join(folder, 'ledger.sqlite'), steps: [...projectionSteps, ...feedSteps] });
  });

  afterEach(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each([...FEED_RULES, ...FEED_REBUILD_RULES, ...WHOLE_TOPIC_RULES, ...SET_ASIDE_RULES])('%s', (_sentence, proof) => proof(database));
});
