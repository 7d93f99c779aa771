import { type Database } from '#persistence';
import { feedSteps, logSteps, projectionSteps, relaySteps } from '#event-log';
import { APPEND_QUEUE_RULES } from '../../libs/event-log/src/testing/append-queue.contract.js';
import { FED_LEDGER_RULES } from '../../libs/event-log/src/testing/fed-ledger.contract.js';
import { FEED_REBUILD_RULES } from '../../libs/event-log/src/testing/feed-rebuild.contract.js';
import { FEED_RULES } from '../../libs/event-log/src/testing/feed.contract.js';
import { MemoryTopics } from '../../libs/event-log/src/testing/memory-topics.js';
import { PROJECTION_RULES } from '../../libs/event-log/src/testing/projection.contract.js';
import { RELAY_RULES } from '../../libs/event-log/src/testing/relay.contract.js';
import { SWITCH_RULES } from '../../libs/event-log/src/testing/switch.contract.js';
import { DATABASE_RULES } from '../../libs/persistence/src/testing/database.contract.js';
import type { DatabaseHarness } from '../../libs/persistence/src/testing/database-suite.js';
import { type EngineDatabase, Engines } from '../support/engines.js';
import { REPUBLISH_RULES } from '../../libs/event-log/src/testing/republish.contract.js';
import { SET_ASIDE_RULES } from '../../libs/event-log/src/testing/set-aside.contract.js';
import { WHOLE_TOPIC_RULES } from '../../libs/event-log/src/testing/whole-topic.contract.js';

/** The contract suites that run beside their libs on SQLite, on the servers. */
describe.each(['mysql', 'mariadb'] as const)('%s', (engine) => {
  let engines: Engines;
  let own: EngineDatabase;
  let open: Database | undefined;

  const harness: DatabaseHarness = {
    async open(steps) {
      await open?.close();
      open = undefined;
      open = await own.open(steps);
      return open;
    },
  };

  beforeAll(async () => {
    engines = await Engines.start();
  });

  afterAll(() => engines.stop());

  beforeEach(async () => {
    own = await engines.fresh(engine);
    open = undefined;
  });

  afterEach(async () => {
    await open?.close();
    await own.drop();
  });

  test.each(DATABASE_RULES)('database: %s', (_sentence, proof) => proof(harness));

  test.each([...APPEND_QUEUE_RULES, ...PROJECTION_RULES, ...SWITCH_RULES])('%s', async (_sentence, proof) =>
    proof(await harness.open([...logSteps(['directory']), ...projectionSteps])),
  );

  test.each(FED_LEDGER_RULES)('fed and pulled: %s', async (_sentence, proof) =>
    proof(await harness.open([...logSteps(['directory']), ...projectionSteps, ...relaySteps, ...feedSteps])),
  );

  test.each([...FEED_RULES, ...FEED_REBUILD_RULES, ...WHOLE_TOPIC_RULES, ...SET_ASIDE_RULES])('feed: %s', async (_sentence, proof) =>
    proof(await harness.open([...projectionSteps, ...feedSteps])),
  );

  test.each([...RELAY_RULES, ...REPUBLISH_RULES])('relay: %s', async (_sentence, proof) =>
    proof(await harness.open([...logSteps(['directory']), ...relaySteps]), new MemoryTopics(3)),
  );
});
