import type { Database } from '#persistence';
import { hashProjection } from '../projection/hash-rows.js';
import { parkedOf } from '../projection/parked-events.js';
import { rebuild } from '../projection/rebuild.js';
import { portOf } from './database-port.js';
import { caughtUp, counting, ignoring, names, now, rows, runnerOn, sourcesOf } from './counting-names.js';
import { countingTransactions } from './relay-scene.js';
import { type Rule, SuiteLog } from './suite.js';

/** What every database must give projections: fence, parking, rebuild (design §3 and §4). */
export const PROJECTION_RULES: readonly Rule[] = [
  [
    'two runners of one projection count every event once: the fence lets one of them write',
    async (database) => {
      await names(new SuiteLog(database), 'unit-1', '一', '二', '三');
      const [one, other] = [runnerOn(database), runnerOn(database)];
      await one.prepare();
      await other.prepare();
      expect(await one.turn('directory')).toBe('ADVANCED');
      expect(await other.turn('directory')).toBe('CONFLICT');
      expect(await other.turn('directory')).toBe('AT_HEAD');
      expect(await rows(database)).toEqual([{ unit: 'unit-1', last: '三', times: 3 }]);
    },
  ],
  [
    'a poisoned event is parked with the rest of its stream behind it; other streams go on, half its changes do not',
    async (database) => {
      const suite = new SuiteLog(database);
      await names(suite, 'unit-1', '一', 'bad', '三');
      await names(suite, 'unit-2', '甲');
      const runner = await caughtUp(runnerOn(database, counting({ name: 'bad' })));
      await names(suite, 'unit-1', '四');
      while (await runner.runOnce());
      expect(await rows(database)).toEqual([
        { unit: 'unit-1', last: '一', times: 1 },
        { unit: 'unit-2', last: '甲', times: 1 },
      ]);
      expect(await database.read.all('SELECT length, times FROM suite_lengths ORDER BY first')).toEqual([
        { length: 1, times: 1 },
        { length: 1, times: 1 },
      ]);
      const parked = await parkedOf(database.read, 'suite_names');
      expect(parked.map(({ position }) => position)).toEqual([2, 3, 5]);
      expect(parked[0]?.reason).toBe('TypeError: this name cannot be read');
    },
  ],
  [
    'a restarted runner still keeps a stream behind its poisoned event',
    async (database) => {
      const suite = new SuiteLog(database);
      await names(suite, 'unit-1', 'bad');
      await caughtUp(runnerOn(database, counting({ name: 'bad' })));
      await names(suite, 'unit-1', '二');
      await caughtUp(runnerOn(database));
      expect(await rows(database)).toEqual([]);
      expect(await parkedOf(database.read)).toHaveLength(2);
    },
  ],
  [
    'events that change no row are read without a transaction; the next row takes the checkpoint along, and a crash before it counts nothing twice',
    async (database) => {
      const suite = new SuiteLog(database);
      await names(suite, 'unit-1', '一');
      const watched = countingTransactions(database);
      const runner = await caughtUp(runnerOn(watched.database, ignoring('nothing')));
      await names(suite, 'unit-2', 'nothing', 'nothing, really', 'nothing else');
      const { count } = watched;
      while (await runner.runOnce());
      expect([watched.count, runner.state.positions.get('directory')]).toEqual([count, 4]);
      const restarted = await caughtUp(runnerOn(database, ignoring('nothing')));
      await names(suite, 'unit-1', '二');
      while (await runner.runOnce());
      while (await restarted.runOnce());
      expect(await rows(database)).toEqual([{ unit: 'unit-1', last: '二', times: 2 }]);
      expect(await database.read.all('SELECT position FROM checkpoint')).toEqual([{ position: 5 }]);
    },
  ],
  [
    'what was parked is replayed in order once its fault is mended',
    async (database) => {
      const suite = new SuiteLog(database);
      await names(suite, 'unit-1', '一', 'bad', '三');
      const poison: { name?: string } = { name: 'bad' };
      await caughtUp(runnerOn(database, counting(poison)));
      await rebuild([counting()], sourcesOf(database), database, { now });
      expect(await rows(database)).toEqual([{ unit: 'unit-1', last: '三', times: 3 }]);
      expect(await parkedOf(database.read)).toEqual([]);
    },
  ],
  [
    'a fault of the database is thrown on and parks nothing; the same turn done again counts once',
    async (database) => {
      await names(new SuiteLog(database), 'unit-1', '一');
      let faults = 0;
      const failing: Database = {
        ...portOf(database),
        dialect: { ...database.dialect, isTransient: () => true },
        transaction: async (durability, work) =>
          database.transaction(durability, async (session) => {
            const result = await work(session);
            faults -= 1;
            if (faults === 0) throw new Error('deadlock');
            return result;
          }),
      };
      const runner = runnerOn(failing);
      await runner.prepare();
      faults = 1;
      await expect(runner.turn('directory')).rejects.toThrow('deadlock');
      expect(await runner.turn('directory')).toBe('ADVANCED');
      expect(await rows(database)).toEqual([{ unit: 'unit-1', last: '一', times: 1 }]);
      expect(await parkedOf(database.read)).toEqual([]);
    },
  ],
  [
    'a rebuild gives the same rows, shows its progress, and readers see the old rows until the switch',
    async (database) => {
      const suite = new SuiteLog(database);
      for (let batch = 0; batch < 3; batch += 1) {
        await Promise.all(Array.from({ length: 400 }, (_, index) => suite.named(`c-${batch}-${index}`, `unit-${index % 50}`, `${batch}`)));
      }
      await caughtUp(runnerOn(database));
      const live = await hashProjection(database.read, counting(), (table) => table);
      await database.transaction('rebuildable', (session) => session.run("UPDATE suite_names SET last = 'old'"));
      const read: Promise<object[]>[] = [];
      const result = await rebuild([counting()], sourcesOf(database), database, {
        now,
        // Fewer than there are: what was written of a sum before and what is added to it later come together.
        mostSums: 1,
        onProgress: ({ done, of }) => {
          expect(done).toBeLessThanOrEqual(of);
          read.push(database.read.all('SELECT DISTINCT last FROM suite_names'));
        },
      });
      expect(result).toMatchObject({ events: 1_200, parked: 0 });
      expect(new Set((await Promise.all(read)).map((found) => JSON.stringify(found)))).toEqual(new Set(['[{"last":"old"}]']));
      expect(await hashProjection(database.read, counting(), (table) => table)).toBe(live);
    },
  ],
  [
    'an aborted rebuild leaves the live rows as they were',
    async (database) => {
      const suite = new SuiteLog(database);
      await Promise.all(Array.from({ length: 700 }, (_, index) => suite.named(`c-${index}`, `unit-${index % 50}`, `${index}`)));
      await caughtUp(runnerOn(database));
      const live = await hashProjection(database.read, counting(), (table) => table);
      const stop = AbortSignal.abort(new Error('cancelled'));
      const aborted = rebuild([counting()], sourcesOf(database), database, { now, signal: stop });
      await expect(aborted).rejects.toThrow('cancelled');
      expect(await hashProjection(database.read, counting(), (table) => table)).toBe(live);
    },
  ],
  [
    'a rebuild that was cut short between two batches leaves nothing to the next one, which gives the same rows',
    async (database) => {
      const suite = new SuiteLog(database);
      await Promise.all(Array.from({ length: 2_700 }, (_, index) => suite.named(`c-${index}`, `unit-${index % 50}`, `${index}`)));
      await caughtUp(runnerOn(database));
      const live = await hashProjection(database.read, counting(), (table) => table);
      const stop = new AbortController();
      const cut = { now, mostSums: 1, signal: stop.signal, onProgress: () => stop.abort(new Error('cancelled')) };
      await expect(rebuild([counting()], sourcesOf(database), database, cut)).rejects.toThrow('cancelled');
      expect(await rebuild([counting()], sourcesOf(database), database, { now })).toMatchObject({ events: 2_700 });
      expect(await hashProjection(database.read, counting(), (table) => table)).toBe(live);
    },
  ],
];
