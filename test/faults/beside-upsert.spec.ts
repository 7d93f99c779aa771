import type { Changes, Projection } from '#event-log';
import type { Database, MysqlDatabase, TableSpec } from '#persistence';
import { FoldedChanges } from '../../libs/event-log/src/projection/folded-changes.js';
import { writeChanges } from '../../libs/event-log/src/projection/write-changes.js';
import { Engines, type OwnSchema } from '../support/engines.js';

const WRITERS = 8;
const HOT_ROWS = 5;
const BATCHES = process.env['FAULTS_LONG'] === '1' ? 2_000 : 150;

const HOT: TableSpec = {
  name: 'hot',
  columns: [
    { name: 'id', type: 'id' },
    { name: 'last', type: 'text', default: null },
    { name: 'times', type: 'integer', default: 0 },
  ],
  primaryKey: ['id'],
};
const STEPS = [{ name: 'CreateHot1764000000001', statement: (dialect: Database['dialect']) => dialect.createTable(HOT) }];

type Write = (database: Database, keys: readonly string[]) => Promise<void>;

/** As our projections write: folded, then in the order of the keys. */
const ours: Write = (database, keys) =>
  database.transaction('rebuildable', (session) => writeChanges(session, database.dialect, changesOf(keys), (table) => table));

/** As an ordinary good loop does: one multi-row upsert, rows in the order in which events came. */
const naive: Write = (database, keys) =>
  database.transaction('rebuildable', async (session) => {
    const rows = keys.map((key) => [key, key, 1]);
    await session.insert('INSERT INTO hot', ['id', 'last', 'times'], rows, database.dialect.onConflict(['id'], ['last'], ['times']));
  });

function changesOf(keys: readonly string[]): FoldedChanges {
  const folded = new FoldedChanges([HOT] satisfies Projection['tables']);
  const changes: Changes = folded;
  for (const id of keys) {
    changes.add('hot', { id }, { times: 1 });
    changes.set('hot', { id }, { last: id });
  }
  folded.keep();
  return folded;
}

function shuffled(keys: readonly string[]): string[] {
  const rest = [...keys];
  return keys.map(() => rest.splice(Math.floor(Math.random() * rest.length), 1)[0] ?? '');
}

describe(`${WRITERS} writers of ${HOT_ROWS} hot rows on MySQL`, () => {
  let engines: Engines;
  let own: OwnSchema;
  const writers: MysqlDatabase[] = [];
  const keys = Array.from({ length: HOT_ROWS }, (_, index) => `row-${index}`);

  beforeAll(async () => {
    engines = await Engines.start();
    own = await engines.freshSchema('mysql');
    for (let writer = 0; writer < WRITERS; writer += 1) writers.push(await own.open(STEPS));
  }, 120_000);

  afterAll(async () => {
    for (const writer of writers) await writer.close();
    await own.drop();
    await engines.stop();
  });

  beforeEach(() => writers[0]?.transaction('rebuildable', (session) => session.run('DELETE FROM hot')));

  /** @returns how many transactions were broken off by the server because two waited for each other */
  async function deadlocks(write: Write): Promise<number> {
    let met = 0;
    const run = async (database: Database): Promise<void> => {
      for (let done = 0; done < BATCHES;) {
        try {
          await write(database, shuffled(keys));
          done += 1;
        } catch (error) {
          if (!database.dialect.isTransient(error)) throw error;
          met += 1;
        }
      }
    };
    await Promise.all(writers.map(run));
    return met;
  }

  function times(): Promise<{ times: number }[]> {
    const [any] = writers;
    if (any === undefined) throw new Error('no writer was opened');
    return any.read.all('SELECT times FROM hot ORDER BY id');
  }

  test('ours add up exactly and meet no deadlock', async () => {
    expect(await deadlocks(ours)).toBe(0);
    expect(await times()).toEqual(keys.map(() => ({ times: WRITERS * BATCHES })));
  }, 600_000);

  test('beside them, upserts in the order of the events meet deadlocks', async () => {
    const met = await deadlocks(naive);
    console.log(`unsorted upserts: ${met} deadlocks in ${WRITERS * BATCHES} transactions`);
    expect(met).toBeGreaterThan(0);
  }, 600_000);
});
