import { importSteps } from '#imports';
import type { Database } from '#persistence';
import { DECISION_RULES } from '../../libs/imports/src/testing/decision-store.contract.js';
import { type EngineDatabase, Engines } from '../support/engines.js';

/** What kept decisions promise, on the servers that the gateway keeps imports in; on SQLite it is proven beside the code. */
describe.each(['mysql', 'mariadb'] as const)('kept decisions on %s', (engine) => {
  let engines: Engines;
  let own: EngineDatabase;
  let database: Database;

  beforeAll(async () => {
    engines = await Engines.start();
    own = await engines.fresh(engine);
    database = await own.open(importSteps);
  });

  afterAll(async () => {
    await database.close();
    await own.drop();
    await engines.stop();
  });

  test.each(DECISION_RULES)('%s', (_, proof) => proof(database));
});
