import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { LOG_NAMES, type LogName } from '#contracts';
import { PLAIN_CONTACTS, sealPlainContacts, UnitContacts } from '#directory';
import { parkedOf, type StoredEvent, verifyChain } from '#event-log';
import { dataFolder, openLedger } from '#operator';
import { type Database, SqliteDatabase, type SqlValue } from '#persistence';
import { CLUSTER_APPS, readConfiguration } from '#platform';
import { clusterServices } from '../../apps/standalone/src/cluster-services.js';
import { standaloneProjections } from '../../apps/standalone/src/standalone.module.js';
import { changedSteps } from '../releases/changed-steps.js';
import { releaseOfToday } from '../releases/freeze.js';
import {
  type FrozenSchema,
  type FrozenStep,
  frozenReleases,
  frozenSchemas,
  frozenStory,
  repeatable,
  type SchemaName,
  SCHEMAS,
  stepsOf,
} from '../releases/frozen-release.js';
import { ownerOf } from '../support/log-owner.js';
import { layRelease } from '../releases/lay-release.js';
import { MemoryCluster } from '../releases/memory-cluster.js';
import { CONTACT, figuresOf, KEPT_HOUSEHOLD, KEPT_UNIT, PERSONAL, OPEN_FEN, OPEN_ORDER, RELEASE_KEY } from '../releases/release-story.js';
import { type EngineDatabase, ENGINES, type EngineName, Engines } from '../support/engines.js';
import { LivingLedger } from '../support/living-ledger.js';

const RELEASES = frozenReleases();
const SCHEMAS_OF = RELEASES.flatMap((release) => [...frozenSchemas(release).keys()].map((schema) => [release, schema] as const));
const EVERYWHERE = RELEASES.flatMap((release) => enginesOf(release).map((engine) => [release, engine] as const));
const CLUSTERS = EVERYWHERE.filter(([release]) => frozenSchemas(release).size > 1); /** Releases that kept whom to call in the clear. */
const PLAIN = RELEASES.filter((release) => frozenSchema(release, 'standalone').tables.some(({ name }) => name === PLAIN_CONTACTS));

/** A released event of each log that begins something new. */
const FURTHER = {
  directory: 'UnitRegistered.v1',
  purchases: 'OrderPlaced.v1',
  projects: 'ProjectRegistered.v1',
  households: 'VillageRegistered.v1',
} as const satisfies Record<LogName, string>;

describe('what was released', () => {
  test('is frozen under the version that package.json names', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(RELEASES.at(-1)).toBe(version);
    expect([...frozenSchemas(version).keys()]).toEqual(SCHEMAS);
    expect(repeatable(version).length).toBeGreaterThan(50);
  });

  test.each(SCHEMAS_OF)('by %s is never changed: the steps of %s are still there, in their order, with the same SQL', (release, schema) => {
    const { steps } = frozenSchema(release, schema);
    expect(steps.length).toBeGreaterThan(5);
    expect(changedSteps(steps, stepsOf(schema))).toEqual([]);
  });

  test('is not frozen again, and names the way out', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/freeze-release.mjs'], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([1, expect.stringMatching(/^test\/releases\/\S+: 该版本已冻结.*raise the version in package.json/)]);
  });

  test('is frozen by a command that still works: what had rows then has rows in the next release', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bangfu-release-'));
    const { schemas, story } = await releaseOfToday(folder);
    rmSync(folder, { recursive: true });
    for (const [schema, { tables }] of frozenSchemas(RELEASES.at(-1) ?? '')) {
      const names = schemas.get(schema)?.tables.map((table) => table.name);
      expect(names).toEqual(expect.arrayContaining(tables.map((table) => table.name)));
    }
    expect(story.commands.length).toBeGreaterThan(50);
  });

  test('is seen to differ where a step says something else, is gone or stands elsewhere', () => {
    const step = (name: string, sqlite = name, mysql = name): FrozenStep => ({ name, sqlite, mysql });
    const today = ['New', 'B', 'A', 'Other'].map((name) => ({ name, statement: () => name }));
    expect(changedSteps([step('B'), step('A')], today)).toEqual([]);
    expect(changedSteps([step('A'), step('B')], today)).toEqual([expect.stringContaining('B stands before a step')]);
    expect(changedSteps([step('Old')], today)).toEqual([expect.stringContaining('Old is gone')]);
    expect(changedSteps([step('A', 'A', 'a')], today)).toEqual([expect.stringContaining('A says something else on mysql:')]);
  });
});

describe('a ledger of an earlier release', () => {
  let engines: Engines;
  const used: EngineDatabase[] = [];
  const running: Pick<MemoryCluster, 'close'>[] = [];

  beforeAll(async () => {
    engines = await Engines.start();
  });

  afterEach(async () => {
    for (const process of running.splice(0)) await process.close();
    for (const own of used.splice(0)) await own.drop();
  });

  afterAll(() => engines.stop());

  /** The database of a release, as it left it. */
  const laid = async (engine: EngineName, frozen: FrozenSchema): Promise<EngineDatabase> => {
    const own = await engines.fresh(engine);
    used.push(own);
    await layRelease(own, frozen);
    return own;
  };

  test.each(EVERYWHERE)(
    'of %s, standalone on %s: its answers and figures are what they were, it goes on, its chains are whole, its read models are what a fresh fold gives',
    async (release, engine) => {
      const frozen = frozenSchema(release, 'standalone');
      const own = await laid(engine, frozen);
      await broughtUp(own, 'standalone', contactsSealed);
      const ledger = await LivingLedger.start(own, RELEASE_KEY);
      running.push(ledger);
      await answersAsThen(ledger, release);
      await goesOn(ledger, release);
      const { chains, replays, ok } = await ledger.verify();
      expect({ ok, broken: replays.filter((replay) => !replay.ok) }).toEqual({ ok: true, broken: [] });
      for (const { log, events } of chains) expect(events).toBeGreaterThanOrEqual(eventsOf(frozen, log).length);
      const { database } = ledger.open;
      const { events } = await verifyChain('access', database);
      expect(events).toBeGreaterThan(eventsOf(frozen, 'access').length);
      expect(await parkedOf(database.read)).toEqual([]);
    },
  );

  test.each(PLAIN)(
    'of %s, a data folder: a start seals whom to call, and leaves it in no file, nor in the copy made before',
    async (release) => {
      const folder = mkdtempSync(join(tmpdir(), 'bangfu-upgrade-'));
      const { ledgerFile: file } = dataFolder(folder);
      const own: EngineDatabase = {
        open: (steps) => SqliteDatabase.open({ file, steps }),
        drop: () => rm(folder, { recursive: true }),
      };
      used.push(own);
      await layRelease(own, frozenSchema(release, 'standalone'));
      const holding = (): string[] => filesIn(folder).filter((name) => readFileSync(name).includes(CONTACT.contactPhone));
      expect(holding()).toEqual([file]);
      const shape = { steps: stepsOf('standalone'), projections: standaloneProjections() };
      const open = await openLedger(readConfiguration({ BANGFU_DATA: folder }), pino({ level: 'silent' }), shape);
      running.push(open);
      expect(await new UnitContacts(open.database, open.masterKey).open(KEPT_UNIT)).toEqual(CONTACT);
      expect(filesIn(folder)).toContainEqual(expect.stringContaining('.before-'));
      expect(holding()).toEqual([]);
    },
  );

  test.each(CLUSTERS)(
    'of %s, a cluster on %s: every process goes on in its log, its relay and its read models, which are what a fresh fold gives',
    async (release, engine) => {
      const cluster = new MemoryCluster();
      running.push(cluster);
      for (const log of LOG_NAMES) await cluster.publish(log, eventsOf(frozenSchema(release, ownerOf(log)), log));
      for (const app of CLUSTER_APPS) {
        const own = await laid(engine, frozenSchema(release, app));
        await broughtUp(own, app, (database) => (app === 'gateway' ? contactsSealed(database) : Promise.resolve()));
        await cluster.start(app, await own.open(stepsOf(app)));
      }
      await cluster.settled();
      for (const log of LOG_NAMES) await cluster.append(log, FURTHER[log]);
      await cluster.settled();
      for (const app of CLUSTER_APPS) {
        const { chains, replays, ok } = await cluster.verify(app);
        expect({ app, ok, broken: replays.filter((replay) => !replay.ok) }).toEqual({ app, ok: true, broken: [] });
        expect(chains.map(({ log, events }) => [log, events])).toEqual(
          clusterServices[app].logs.map((log) => [log, eventsOf(frozenSchema(release, app), log).length + 1]),
        );
        expect(await parkedOf(cluster.of(app).database.read)).toEqual([]);
      }
      expect(cluster.faults).toEqual([]);
    },
  );
});

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}

/** Commands that come again under their keys are answered as they were, and the figures are what they were. */
async function answersAsThen(ledger: LivingLedger, release: string): Promise<void> {
  for (const { path, body, key, answer } of repeatable(release)) {
    const { body: said, replayed } = await ledger.post(path, body, key);
    expect({ path, said, replayed }).toEqual({ path, said: answer, replayed: true });
  }
  expect(await figuresOf(ledger)).toEqual(frozenStory(release).figures);
}

/** What was open is carried on: an order is paid, a household's name is shown. */
async function goesOn(ledger: LivingLedger, release: string): Promise<void> {
  const { figures } = frozenStory(release);
  const payment = { amountFen: OPEN_FEN, occurredOn: '2020-07-02' };
  expect(await ledger.post(`/orders/${OPEN_ORDER}/payments`, payment, 'after-the-upgrade')).toMatchObject({ status: 200 });
  expect(await figuresOf(ledger)).toEqual({ ...figures, 'purchase.paid': Number(figures['purchase.paid']) + OPEN_FEN });
  const shown = await ledger.post(`/households/${KEPT_HOUSEHOLD}/reveal`, { reason: '核对姓名' }, 'shown-after-the-upgrade');
  expect(shown).toMatchObject({ status: 200, body: { private: PERSONAL } });
}

/** The first releases knew one file alone. */
function enginesOf(release: string): readonly EngineName[] {
  const hasServers = frozenSchema(release, 'standalone').steps.every(({ mysql }) => mysql !== undefined);
  return hasServers ? ENGINES : ['sqlite'];
}

function frozenSchema(release: string, schema: SchemaName): FrozenSchema {
  const frozen = frozenSchemas(release).get(schema);
  if (frozen === undefined) throw new RangeError(`${release} has no schema ${schema}`);
  return frozen;
}

/** Opens a schema with this tree's steps: each step of then and of now is marked once. */
async function broughtUp(own: EngineDatabase, schema: SchemaName, work: (database: Database) => Promise<unknown>): Promise<void> {
  const database = await own.open(stepsOf(schema));
  const marked = await database.read.all<{ name: string }>('SELECT name FROM schema_step');
  const wanted = stepsOf(schema).map((step) => step.name);
  expect(marked.map((mark) => mark.name).sort()).toEqual(wanted.sort());
  await work(database);
  await database.close();
}

/** As a start does it; then whom to call at the kept unit is known, and no longer stands in the clear. */
async function contactsSealed(database: Database): Promise<void> {
  await sealPlainContacts(database, RELEASE_KEY);
  expect(await database.read.all(`SELECT * FROM ${PLAIN_CONTACTS}`)).toEqual([]);
  expect(await new UnitContacts(database, RELEASE_KEY).open(KEPT_UNIT)).toEqual(CONTACT);
}

/** The events of a log as they stood in a frozen table. */
function eventsOf({ tables }: FrozenSchema, log: string): readonly StoredEvent[] {
  const { columns, rows } = tables.find(({ name }) => name === `event_${log}`) ?? { columns: [], rows: [] };
  const named = (row: readonly SqlValue[]): unknown => Object.fromEntries(columns.map((column, index) => [column, row[index]]));
  return rows.map((row) => named(row) as StoredEvent);
}
