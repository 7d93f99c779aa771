import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogName } from '#contracts';
import { type Database, SqliteDatabase, type SqlSession } from '#persistence';
import { AppendQueue } from '../append/append-queue.js';
import { LocalEventLog } from '../append/local-event-log.js';
import { feedSteps } from '../feed/feed-tables.js';
import { logSteps } from '../store/log-tables.js';
import { LogTail } from '../tail/log-tail.js';
import { caughtUp, counting, names, now, rows, runnerOn, sourcesOf } from '../testing/counting-names.js';
import { portOf } from '../testing/database-port.js';
import { died, dyingAfter } from '../testing/dying.js';
import { contextOf, NAMES, renamed, SuiteLog } from '../testing/suite.js';
import { beginAnew } from './begin-anew.js';
import { hashProjection } from './hash-rows.js';
import { parkedOf } from './parked-events.js';
import { projectionSteps } from './projection-tables.js';
import { rebuild } from './rebuild.js';

describe('a rebuild', () => {
  let folder: string;
  let database: SqliteDatabase;
  let suite: SuiteLog;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bangfu-rebuild-'));
    const steps = [...logSteps(['directory', 'purchases']), ...projectionSteps, ...feedSteps];
    database = await SqliteDatabase.open({ file: join(folder, 'ledger.sqlite'), steps });
    suite = new SuiteLog(database);
  });

  afterEach(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The indexes of the live rows, generation left out. */
  async function indexes(): Promise<unknown[]> {
    const found = await database.read.all<{ name: string; at: string }>(
      "SELECT name, tbl_name AS at FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name LIKE 'suite_%'",
    );
    return found.map(({ name, at }) => `${at} ${name.replace(/_\d+$/, '')}`);
  }

  it('leaves the indexes that a first start makes, and so does a reader that begins anew', async () => {
    await names(suite, 'unit-1', '一');
    await caughtUp(runnerOn(database));
    expect(await indexes()).toEqual(['suite_names suite_names_times']);
    await rebuild([counting()], sourcesOf(database), database, { now });
    expect(await indexes()).toEqual(['suite_names suite_names_times']);
    await beginAnew([counting()], database, { own: ['directory'], partitions: 0, now });
    expect(await indexes()).toEqual(['suite_names suite_names_times']);
    await rebuild([counting()], sourcesOf(database), database, { now });
    expect(await rows(database)).toEqual([{ unit: 'unit-1', last: '一', times: 1 }]);
  });

  it('leaves them wherever another has died before it', async () => {
    await names(suite, 'unit-1', '一');
    await caughtUp(runnerOn(database));
    for (let [steps, dead] = [1, true]; dead; steps += 1) {
      dead = await died(rebuild([counting()], sourcesOf(database), dyingAfter(database, steps), { now }));
      await rebuild([counting()], sourcesOf(database), database, { now });
      expect(await indexes()).toEqual(['suite_names suite_names_times']);
    }
  });

  it('of several projections leaves each with the checkpoints of its own logs', async () => {
    await names(suite, 'unit-1', '一');
    const other = { ...counting(), name: 'other', logs: ['purchases'] as const, tables: [] };
    const sources = new Map<LogName, LogTail>([
      ['directory', new LogTail('directory', database)],
      ['purchases', new LogTail('purchases', database)],
    ]);
    await rebuild([counting(), other], sources, database, { now });
    expect(await database.read.all('SELECT projection, log, position FROM checkpoint ORDER BY projection')).toEqual([
      { projection: 'other', log: 'purchases', position: 0 },
      { projection: 'suite_names', log: 'directory', position: 1 },
    ]);
  });

  it.each([1, 2, 3])(
    'fails with what kept batch %d of its rows from being written, and leaves the live ones as they were',
    async (batch) => {
      await Promise.all(Array.from({ length: 2_700 }, (_, index) => suite.named(`c-${index}`, `unit-${index % 50}`, `${index}`)));
      await caughtUp(runnerOn(database));
      const live = await hashProjection(database.read, counting(), (table) => table);
      const failing = refusing(database, 'INSERT INTO suite_names_rebuilt', batch);
      await expect(rebuild([counting()], sourcesOf(database), failing, { now })).rejects.toThrow('the disk is full');
      expect(await hashProjection(database.read, counting(), (table) => table)).toBe(live);
    },
  );

  it('of a projection over several logs reads each to its end', async () => {
    const both = { ...counting(), logs: ['directory', 'purchases'] as const };
    const purchases = new LocalEventLog(new AppendQueue('purchases', database, suite.signal), database);
    const unit = { id: 'unit-9', definition: NAMES };
    await names(suite, 'unit-1', '一', '二');
    for (const name of ['三', '四']) await purchases.submit(contextOf({ key: name }), unit.id, { unit }, () => [renamed(name)]);
    const sources = new Map<LogName, LogTail>(both.logs.map((log) => [log, new LogTail(log, database)]));
    const result = await rebuild([both], sources, database, { now });
    expect(result).toMatchObject({ events: 4, positions: new Map(both.logs.map((log) => [log, 2])) });
    expect(await rows(database)).toEqual([
      { unit: 'unit-1', last: '二', times: 2 },
      { unit: 'unit-9', last: '四', times: 2 },
    ]);
  });

  it('parks what it cannot fold, once, however often it is done', async () => {
    await names(suite, 'unit-1', '一', 'bad', '三');
    await caughtUp(runnerOn(database, counting({ name: 'bad' })));
    for (let time = 0; time < 2; time += 1) {
      const result = await rebuild([counting({ name: 'bad' })], sourcesOf(database), database, { now });
      expect(result).toMatchObject({ events: 3, parked: 2 });
      expect((await parkedOf(database.read)).map(({ position, stream_id }) => [position, stream_id])).toEqual([
        [2, 'unit-1'],
        [3, 'unit-1'],
      ]);
    }
    await names(suite, 'unit-1', '四');
    await caughtUp(runnerOn(database));
    expect(await rows(database)).toEqual([{ unit: 'unit-1', last: '一', times: 1 }]);
    expect(await parkedOf(database.read)).toHaveLength(3);
    await beginAnew([counting()], database, { own: ['directory'], partitions: 0, now });
    expect(await parkedOf(database.read)).toEqual([]);
  });
});

/** A database that refuses one statement: the `time`-th of those that begin so. */
function refusing(database: Database, beginning: string, time: number): Database {
  let left = time;
  const strict = (session: SqlSession): SqlSession => ({
    dialect: session.dialect,
    all: (sql, params) => session.all(sql, params),
    run: (sql, params) => session.run(sql, params),
    insert: (into, ...rest) => {
      left -= into === beginning ? 1 : 0;
      return into === beginning && left === 0 ? Promise.reject(new Error('the disk is full')) : session.insert(into, ...rest);
    },
  });
  return {
    ...portOf(database),
    transaction: (durability, work) => database.transaction(durability, (session) => work(strict(session))),
  };
}
