import { accountSteps } from '#accounts';
import { PLAIN_CONTACTS, sealPlainContacts, UnitContacts } from '#directory';
import { verifyChain } from '#event-log';
import type { MigrationStep } from '#persistence';
import { STANDALONE_STEPS } from '../../apps/standalone/src/standalone.module.js';
import { caughtUp, rows, runnerOn } from '../../libs/event-log/src/testing/counting-names.js';
import { SuiteLog } from '../../libs/event-log/src/testing/suite.js';
import { type EngineDatabase, ENGINES, Engines } from '../support/engines.js';

/** Steps that came after the release before; a step moves out of here when the next release is made. */
const NEW = ['CreateProjectionSwitch1764000000104', 'CreateSealedUnitContact1764000000302', ...accountSteps.map(({ name }) => name)];

const MASTER = Buffer.alloc(32, 7);
const CONTACT = { contactName: '𠮷田"小"三', contactPhone: '138 1234 1234' };

describe('a ledger of the release before', () => {
  let engines: Engines;
  let own: EngineDatabase;

  beforeAll(async () => {
    engines = await Engines.start();
  });

  afterAll(() => engines.stop());

  afterEach(() => own.drop());

  test.each(ENGINES)('is brought up on %s: its log is whole, its read models go on, whom to call is sealed', async (engine) => {
    own = await engines.fresh(engine);
    const before: readonly MigrationStep[] = STANDALONE_STEPS.filter(({ name }) => !NEW.includes(name));
    expect(before).toHaveLength(STANDALONE_STEPS.length - NEW.length);
    const old = await own.open(before);
    for (let index = 1; index <= 20; index += 1) await new SuiteLog(old).named(`c-${index}`, 'unit-1', `${index}`);
    await old.transaction('durable', (session) =>
      session.run(`INSERT INTO ${PLAIN_CONTACTS} (unit_id, contact_name, contact_phone) VALUES (?, ?, ?)`, [
        '1',
        CONTACT.contactName,
        CONTACT.contactPhone,
      ]),
    );
    await old.close();
    const database = await own.open(STANDALONE_STEPS);
    const applied = await database.read.all<{ name: string }>('SELECT name FROM schema_step ORDER BY id');
    expect(applied.map(({ name }) => name).sort()).toEqual(STANDALONE_STEPS.map(({ name }) => name).sort());
    expect(await verifyChain('directory', database)).toMatchObject({ ok: true, events: 20 });
    await caughtUp(runnerOn(database));
    expect(await rows(database)).toEqual([{ unit: 'unit-1', last: '20', times: 20 }]);
    expect([await sealPlainContacts(database, MASTER), await sealPlainContacts(database, MASTER)]).toEqual([1, 0]);
    expect(await database.read.all(`SELECT * FROM ${PLAIN_CONTACTS}`)).toEqual([]);
    expect(await new UnitContacts(database, MASTER).open('1')).toEqual(CONTACT);
    await database.close();
  });
});
