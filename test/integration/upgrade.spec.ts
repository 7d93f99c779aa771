import { accountSteps } from '#accounts';
import { verifyChain } from '#event-log';
import type { MigrationStep } from '#persistence';
import { STANDALONE_STEPS } from '../../apps/standalone/src/standalone.module.js';
import { caughtUp, rows, runnerOn } from '../../libs/event-log/src/testing/counting-names.js';
import { SuiteLog } from '../../libs/event-log/src/testing/suite.js';
import { type EngineDatabase, ENGINES, Engines } from '../support/engines.js';

/** Steps that came after the release before; a step moves out of here when the next release is made. */
const NEW = ['CreateProjectionSwitch1764000000104', 'CreateSealedUnitContact1764000000302', ...accountSteps.map(({ name }) => name)];

describe('a ledger of the release before', () => {
  let engines: Engines;
  let own: EngineDatabase;

  beforeAll(async () => {
    engines = await Engines.start();
  });

  afterAll(() => engines.stop());

  afterEach(() => own.drop());

  test.each(ENGINES)('is brought up on %s: its log is whole, its read models go on', async (engine) => {
    own = await engines.fresh(engine);
    const before: readonly MigrationStep[] = STANDALONE_STEPS.filter(({ name }) => !NEW.includes(name));
    expect(before).toHaveLength(STANDALONE_STEPS.length - NEW.length);
    const old = await own.open(before);
    for (let index = 1; index <= 20; index += 1) await new SuiteLog(old).named(`c-${index}`, 'unit-1', `${index}`);
    await old.close();
    const database = await own.open(STANDALONE_STEPS);
    const applied = await database.read.all<{ name: string }>('SELECT name FROM schema_step ORDER BY id');
    expect(applied.map(({ name }) => name).sort()).toEqual(STANDALONE_STEPS.map(({ name }) => name).sort());
    expect(await verifyChain('directory', database)).toMatchObject({ ok: true, events: 20 });
    await caughtUp(runnerOn(database));
    expect(await rows(database)).toEqual([{ unit: 'unit-1', last: '20', times: 20 }]);
    await database.close();
  });
});
