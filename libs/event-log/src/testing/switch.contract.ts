import { stateOf } from '../projection/checkpoint.js';
import { rebuild } from '../projection/rebuild.js';
import { OtherVersionError } from '../projection/switch.js';
import { caughtUp, counting, names, now, rows, runnerOn, sourcesOf } from './counting-names.js';
import { died, dyingAfter } from './dying.js';
import { type Rule, SuiteLog } from './suite.js';

/** Statements and commits of a rebuild: fewer would mean that it does not die where this suite thinks. */
const LEAST_STEPS = 25;

/** What holds where rows are replaced as a whole, whether or not the engine can do that in one transaction (design §4). */
export const SWITCH_RULES: readonly Rule[] = [
  [
    'a rebuild may die after any of its statements: the next start has whole rows, and goes on counting',
    async (database) => {
      const suite = new SuiteLog(database);
      await names(suite, 'unit-1', '一', '二');
      await names(suite, 'unit-2', '甲');
      await caughtUp(runnerOn(database));
      for (let steps = 1; ; steps += 1) {
        const dead = await died(rebuild([counting()], sourcesOf(database), dyingAfter(database, steps), { now }));
        await suite.named(`after-${steps}`, 'unit-1', `${steps}`);
        await caughtUp(runnerOn(database));
        expect(await rows(database)).toEqual([
          { unit: 'unit-1', last: `${steps}`, times: 2 + steps },
          { unit: 'unit-2', last: '甲', times: 1 },
        ]);
        if (dead) continue;
        expect(steps).toBeGreaterThan(LEAST_STEPS);
        break;
      }
    },
  ],
  [
    'a rebuild may begin at once where another has died after any of its statements',
    async (database) => {
      const suite = new SuiteLog(database);
      await names(suite, 'unit-1', '一', '二');
      await caughtUp(runnerOn(database));
      for (let steps = 1; ; steps += 1) {
        const dead = await died(rebuild([counting()], sourcesOf(database), dyingAfter(database, steps), { now }));
        await rebuild([counting()], sourcesOf(database), database, { now });
        expect(await rows(database)).toEqual([{ unit: 'unit-1', last: '二', times: 2 }]);
        if (!dead) break;
      }
      await names(suite, 'unit-1', '三');
      await caughtUp(runnerOn(database));
      expect(await rows(database)).toEqual([{ unit: 'unit-1', last: '三', times: 3 }]);
    },
  ],
  [
    'a first start may die after any of its statements: the next one counts every event once',
    async (database) => {
      await names(new SuiteLog(database), 'unit-1', '一', '二');
      for (let steps = 1; ; steps += 1) {
        const dead = await died(runnerOn(dyingAfter(database, steps)).prepare());
        if (!dead) break;
      }
      await caughtUp(runnerOn(database));
      expect(await rows(database)).toEqual([{ unit: 'unit-1', last: '二', times: 2 }]);
    },
  ],
  [
    'events that are appended while a rebuild goes on are counted once, by the live rows beside it and by the rebuilt ones',
    async (database) => {
      const suite = new SuiteLog(database);
      await Promise.all(Array.from({ length: 1_500 }, (_, index) => suite.named(`c-${index}`, `unit-${index % 7}`, `${index}`)));
      const runner = await caughtUp(runnerOn(database));
      let [going, more] = [true, 0];
      const rebuilding = rebuild([counting()], sourcesOf(database), database, { now }).finally(() => (going = false));
      while (going) {
        await suite.named(`more-${more}`, 'unit-more', `${more}`);
        more += 1;
        await runner.runOnce();
        // A turn at the moment of the switch may move nothing; rows are whole all the same.
        const shown = (await rows(database)).at(-1);
        expect(shown).toEqual({ unit: 'unit-more', last: `${Number(shown?.times) - 1}`, times: shown?.times });
      }
      await rebuilding;
      while (await runner.runOnce());
      const times = (await rows(database)).reduce((sum, row) => sum + row.times, 0);
      expect(times).toBe(1_500 + more);
    },
  ],
  [
    'a snapshot that meets a switch answers with whole rows, old or new',
    async (database) => {
      const suite = new SuiteLog(database);
      await names(suite, 'unit-1', '一', '二');
      await caughtUp(runnerOn(database));
      let switched = false;
      const seen = await database.snapshot(async (view) => {
        await view.all('SELECT position FROM log_head');
        if (!switched) await rebuild([counting()], sourcesOf(database), database, { now });
        switched = true;
        return view.all('SELECT unit, last, times FROM suite_names');
      });
      expect(seen).toEqual([{ unit: 'unit-1', last: '二', times: 2 }]);
    },
  ],
  [
    'two that start at once make the tables once; two that rebuild another version do it once',
    async (database) => {
      await names(new SuiteLog(database), 'unit-1', '一');
      const runners = [runnerOn(database), runnerOn(database)];
      expect(await Promise.all(runners.map((runner) => runner.prepare()))).toEqual([true, true]);
      for (const runner of runners) while (await runner.runOnce());
      expect(await rows(database)).toEqual([{ unit: 'unit-1', last: '一', times: 1 }]);
      const next = counting({}, 2);
      const options = { now, onlyOtherVersions: true };
      await Promise.all([0, 1].map(() => rebuild([next], sourcesOf(database), database, options)));
      expect(await stateOf(database.read, next)).toEqual({ version: 2, generation: 2 });
    },
  ],
  [
    'a runner of another release stops with a fault once the rows are not of its version',
    async (database) => {
      const suite = new SuiteLog(database);
      await names(suite, 'unit-1', '一');
      const old = await caughtUp(runnerOn(database));
      await rebuild([counting({}, 2)], sourcesOf(database), database, { now });
      await names(suite, 'unit-1', '二');
      await expect(old.turn('directory')).rejects.toThrow(OtherVersionError);
      await caughtUp(runnerOn(database, counting({}, 2)));
      expect(await rows(database)).toEqual([{ unit: 'unit-1', last: '二', times: 2 }]);
    },
  ],
];
