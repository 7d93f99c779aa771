import type { Database } from '#persistence';
import { OFFICE_RULES } from '../../libs/accounts/src/testing/office.contract.js';
import { OFFICE_STEPS, OfficeRim } from '../../libs/accounts/src/testing/office-rim.js';
import { type EngineDatabase, Engines } from '../support/engines.js';

/** What the public door promises, on the servers that the gateway keeps accounts in; on SQLite it is proven beside the code. */
describe.each(['mysql', 'mariadb'] as const)('the public door on %s', (engine) => {
  let engines: Engines;
  let own: EngineDatabase;
  let database: Database;
  let rim: OfficeRim;

  beforeAll(async () => {
    engines = await Engines.start();
    own = await engines.fresh(engine);
    database = await own.open(OFFICE_STEPS);
    rim = await OfficeRim.start(database);
  });

  afterAll(async () => {
    await rim.stop();
    await database.close();
    await own.drop();
    await engines.stop();
  });

  test.each(OFFICE_RULES)('%s', (_, proof) => proof(rim));
});
