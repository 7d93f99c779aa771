import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Envelope } from '#contracts';
import { type Database, SqliteDatabase } from '#persistence';
import { LogGapError } from '../store/log-gap-error.js';
import { logSteps } from '../store/log-tables.js';
import { LogTail, type EventSource } from '../tail/log-tail.js';
import { caughtUp, counting, names, now, rows, runnerOn, sourcesOf } from '../testing/counting-names.js';
import { portOf } from '../testing/database-port.js';
import { SuiteLog } from '../testing/suite.js';
import { fence } from './checkpoint.js';
import { parkedOf } from './parked-events.js';
import type { Changes, Projection } from './projection.js';
import { projectionSteps } from './projection-tables.js';
import { rebuild } from './rebuild.js';
import { ProjectionRunner } from './runner.js';

/** One row for each name: two events of one name break the key, so the batch they are in is taken apart. */
const TAKEN: Projection = {
  name: 'taken',
  version: 1,
  logs: ['directory'],
  tables: [
    {
      name: 'taken',
      columns: [
        { name: 'name', type: 'id' },
        { name: 'unit', type: 'id' },
      ],
      primaryKey: ['name'],
    },
  ],
  handles: new Set(['UnitRenamed']),
  apply(event: Envelope, changes: Changes): void {
    changes.append('taken', { name: (event.data as { readonly name: string }).name, unit: event.streamId });
  },
};

describe('a runner', () => {
  let folder: string;
  let database: SqliteDatabase;
  let suite: SuiteLog;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bangfu-runner-'));
    const steps = [...logSteps(['directory']), ...projectionSteps];
    database = await SqliteDatabase.open({ file: join(folder, 'ledger.sqlite'), steps });
    suite = new SuiteLog(database);
  });

  afterEach(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const takenBy = (on: Database = database): ProjectionRunner => new ProjectionRunner(TAKEN, sourcesOf(database), on, now);
  const taken = (): Promise<object[]> => database.read.all('SELECT name, unit FROM taken ORDER BY name');
  const positions = (): Promise<object[]> => database.read.all('SELECT position FROM checkpoint');

  it('goes over no gap in a log', async () => {
    await names(suite, 'unit-1', '一', '二', '三');
    const tail = new LogTail('directory', database);
    const gapped: EventSource = {
      log: 'directory',
      head: () => tail.head(),
      readAfter: async (after, limit) => (await tail.readAfter(after, limit)).filter(({ position }) => position !== 1),
    };
    const runner = new ProjectionRunner(counting(), new Map([['directory', gapped]]), database, now);
    await runner.prepare();
    await expect(runner.turn('directory')).rejects.toThrow(LogGapError);
    expect(await rows(database)).toEqual([]);
  });

  it('keeps no stream behind an event that a rebuild has taken meanwhile, though the checkpoint stands where it stood', async () => {
    const poison: { name?: string } = { name: 'bad' };
    await names(suite, 'unit-1', '一', 'bad');
    const runner = await caughtUp(runnerOn(database, counting(poison)));
    delete poison.name;
    await rebuild([counting()], sourcesOf(database), database, { now });
    await names(suite, 'unit-1', '三');
    expect(await runner.turn('directory')).toBe('CONFLICT');
    while (await runner.runOnce());
    expect(await rows(database)).toEqual([{ unit: 'unit-1', last: '三', times: 3 }]);
    expect(await parkedOf(database.read)).toEqual([]);
  });

  it.each([1, 2])('moves nothing that was taken away from it %d times over, and tells all the same where its rows stand', async (times) => {
    await names(suite, 'unit-1', '一');
    const runner = await caughtUp(runnerOn(database));
    for (let time = 0; time < times; time += 1) await database.transaction('rebuildable', (session) => fence(session, 'suite_names'));
    await names(suite, 'unit-1', '二');
    expect([await runner.turn('directory'), await runner.turn('directory')]).toEqual(['CONFLICT', 'CONFLICT']);
    expect(await rows(database)).toEqual([{ unit: 'unit-1', last: '一', times: 1 }]);
    expect(runner.state.positions).toEqual(new Map([['directory', 1]]));
  });

  it('parks the very events that break a key, each with its reason, and takes the others of the batch', async () => {
    await names(suite, 'unit-1', '一', '二');
    await suite.named('c-3', 'unit-2', '一');
    await suite.named('c-4', 'unit-2', '四');
    await suite.named('c-5', 'unit-3', '五');
    await caughtUp(takenBy());
    expect(await taken()).toEqual([
      { name: '一', unit: 'unit-1' },
      { name: '二', unit: 'unit-1' },
      { name: '五', unit: 'unit-3' },
    ]);
    const parked = await parkedOf(database.read, 'taken');
    expect(parked.map(({ position, stream_id, type }) => [position, stream_id, type])).toEqual([
      [3, 'unit-2', 'UnitRenamed'],
      [4, 'unit-2', 'UnitRenamed'],
    ]);
    expect(parked.map(({ reason }) => reason.startsWith('behind'))).toEqual([false, true]);
    expect(await positions()).toEqual([{ position: 5 }]);
  });

  it('stops taking a batch apart where another has moved on meanwhile, and counts nothing twice', async () => {
    await names(suite, 'unit-1', '一', '二');
    await suite.named('c-3', 'unit-2', '一');
    await suite.named('c-4', 'unit-3', '四');
    const other = takenBy();
    let transactions = 0;
    const overtaken: Database = {
      ...portOf(database),
      transaction: async (durability, work) => {
        transactions += 1;
        // The first one breaks the key; before the first event alone, the other reads it all.
        if (transactions === 2) await other.turn('directory');
        return database.transaction(durability, work);
      },
    };
    const runner = takenBy(overtaken);
    await other.prepare();
    await runner.prepare();
    transactions = 0;
    expect(await runner.turn('directory')).toBe('CONFLICT');
    expect(await positions()).toEqual([{ position: 4 }]);
    expect(await runner.turn('directory')).toBe('AT_HEAD');
    expect(await parkedOf(database.read)).toHaveLength(1);
    expect(await taken()).toHaveLength(3);
  });

  describe.each(['isTransient', 'isUnavailable'] as const)('over a database that fails and says %s', (kind) => {
    /** Fails once, in the transaction of that number; its work is not kept. */
    function failing(time: number): Database {
      let left = time;
      return {
        ...portOf(database),
        dialect: { ...database.dialect, isTransient: () => false, isUnavailable: () => false, [kind]: isAway },
        transaction: (durability, work) =>
          database.transaction(durability, async (session) => {
            const result = await work(session);
            left -= 1;
            if (left === 0) throw new Away('the server has gone away');
            return result;
          }),
      };
    }

    it('parks nothing for that, whether a batch is written or taken apart', async () => {
      await names(suite, 'unit-1', '一', '二');
      await suite.named('c-3', 'unit-2', '一');
      await takenBy().prepare();
      for (const time of [1, 2]) {
        const runner = takenBy(failing(time));
        await runner.prepare();
        // The first of a batch that breaks the key never gets to its end: the first that does is an event alone.
        await expect(runner.turn('directory')).rejects.toThrow(Away);
        expect(await parkedOf(database.read)).toEqual([]);
      }
      await caughtUp(takenBy());
      expect(await taken()).toHaveLength(2);
      expect(await parkedOf(database.read)).toHaveLength(1);
    });

    it('forgets what it had parked in what was not written', async () => {
      await names(suite, 'unit-1', 'bad', '二');
      await runnerOn(database).prepare();
      const runner = new ProjectionRunner(counting({ name: 'bad' }), sourcesOf(database), failing(1), now);
      await runner.prepare();
      await expect(runner.turn('directory')).rejects.toThrow(Away);
      expect(runner.state.parked).toBe(0);
      await runner.turn('directory');
      expect((await parkedOf(database.read)).map(({ reason }) => reason)).toEqual([
        'TypeError: this name cannot be read',
        'behind an earlier parked event of its stream',
      ]);
      expect(runner.state.parked).toBe(2);
    });
  });
});

class Away extends Error {}

function isAway(error: unknown): boolean {
  return error instanceof Away;
}
