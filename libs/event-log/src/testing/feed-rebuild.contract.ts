import type { Database } from '#persistence';
import { cursorsOf } from '../feed/partition-checkpoint.js';
import { stateOf } from '../projection/checkpoint.js';
import { hashProjection } from '../projection/hash-rows.js';
import { parkedOf } from '../projection/parked-events.js';
import { encodeEvent } from '../transport/wire-event.js';
import { died, dyingAfter } from './dying.js';
import type { FeedRule } from './feed.contract.js';
import { onScene, PARTITIONS, type RunningFeed, type Scene, stored } from './feed-scene.js';
import { namesProjection } from './names-projection.js';

/** Statements and commits of a rebuild: fewer would mean that it does not die where this suite thinks. */
const LEAST_STEPS = 25;
const isPoison = (name: string): boolean => name === 'poison';

export function hash(database: Database): Promise<string> {
  return hashProjection(database.read, namesProjection(), (table) => table);
}

/** Reads all there is and compares it with what was accepted. */
export async function rowsAreRight(scene: Scene, feed: RunningFeed): Promise<void> {
  await feed.until('all messages are read', async () => (await feed.remaining()) === 0);
  expect(await scene.rows()).toEqual(scene.oracle.sorted());
  expect(await scene.database.read.all('SELECT COUNT(*) AS events FROM names_event')).toEqual([{ events: scene.oracle.events }]);
}

/** What holds where the rows of a fed projection are rebuilt from its topics (design §4). */
export const FEED_REBUILD_RULES: readonly FeedRule[] = [
  [
    'a rebuild from the topics gives the rows and the cursors of a feed that read them alone, and shows its progress',
    async (database) =>
      onScene(database, async (scene) => {
        scene.names(2_500, 40);
        scene.again(1, 300);
        const feed = await scene.feed();
        await feed.until('all messages are read', async () => (await feed.remaining()) === 0);
        const [alone, cursors] = [await hash(database), await cursorsOf(database.read, namesProjection())];
        await database.transaction('rebuildable', (session) => session.run("UPDATE names SET last = 'old'"));
        const read: Promise<object[]>[] = [];
        const result = await scene.rebuild(namesProjection(), database, {
          onProgress: ({ done, of }) => {
            expect(done).toBeLessThanOrEqual(of);
            read.push(database.read.all('SELECT DISTINCT last FROM names'));
          },
        });
        expect(result).toMatchObject({ events: 2_500, parked: 0, positions: new Map([['directory', 2_500]]) });
        expect(read.length).toBeGreaterThan(0);
        expect(new Set((await Promise.all(read)).map((found) => JSON.stringify(found)))).toEqual(new Set(['[{"last":"old"}]']));
        expect(await hash(database)).toBe(alone);
        expect(await cursorsOf(database.read, namesProjection())).toEqual(cursors);
        expect(await database.read.all('SELECT * FROM projection_switch')).toEqual([]);
      }),
  ],
  [
    'a rebuild to which the broker says nothing ends with a sentence and leaves the live rows; their feed goes on',
    async (database) =>
      onScene(database, async (scene) => {
        scene.names(1_000, 40);
        const feed = await scene.feed();
        await feed.reach(1_000);
        const live = await hash(database);
        await expect(scene.rebuild(namesProjection(), database, { topics: (logs) => scene.silentReplay(logs) })).rejects.toThrow(
          'TOPIC.SILENT directory',
        );
        expect(await hash(database)).toBe(live);
        scene.names(20, 40);
        await feed.reach(1_020);
        await rowsAreRight(scene, feed);
      }),
  ],
  [
    'two feeds go on while a rebuild goes on, and from its cursors afterwards: every event counts once',
    async (database) =>
      onScene(database, async (scene) => {
        scene.names(1_200, 40);
        const [feed] = [await scene.feed(), await scene.feed()];
        for (let round = 0; round < 5; round += 1) {
          const rebuilding = { ended: false };
          const rebuilt = scene.rebuild().finally(() => (rebuilding.ended = true));
          while (!rebuilding.ended) {
            scene.names(20, 40);
            await new Promise((resume) => setTimeout(resume, 1));
          }
          await rebuilt;
          scene.names(20, 40);
          await feed.reach(scene.position);
          await rowsAreRight(scene, feed);
        }
        expect(await stateOf(database.read, namesProjection())).toEqual({ version: 1, generation: 6 });
        expect(scene.faults).toEqual([]);
      }),
  ],
  [
    'a rebuild may die after any of its statements: the feeds that live finish its switch and go on',
    async (database) =>
      onScene(database, async (scene) => {
        scene.names(30);
        const [feed] = [await scene.feed(), await scene.feed()];
        await feed.reach(30);
        for (let steps = 1; ; steps += 1) {
          const dead = await died(scene.rebuild(namesProjection(), dyingAfter(database, steps)));
          scene.name('unit-1', `after ${steps}`);
          scene.name(`unit-${steps}`, `new ${steps}`);
          await feed.reach(scene.position);
          await rowsAreRight(scene, feed);
          if (dead) continue;
          expect(steps).toBeGreaterThan(LEAST_STEPS);
          break;
        }
        expect(scene.faults).toEqual([]);
      }),
  ],
  [
    'a rebuild may die after any of its statements where nobody lives: the next start finishes its switch and goes on',
    async (database) =>
      onScene(database, async (scene) => {
        scene.names(30);
        for (let steps = 1; ; steps += 1) {
          const feed = await scene.feed();
          await feed.reach(scene.position);
          await rowsAreRight(scene, feed);
          await feed.stop();
          const dead = await died(scene.rebuild(namesProjection(), dyingAfter(database, steps)));
          scene.name('unit-1', `after ${steps}`);
          if (!dead) break;
        }
        const feed = await scene.feed();
        await feed.reach(scene.position);
        await rowsAreRight(scene, feed);
      }),
  ],
  [
    'what was parked is replayed in order once its fault is mended, and a feed that remembers it as parked goes on',
    async (database) =>
      onScene(database, async (scene) => {
        scene.names(20);
        scene.name('unit-1', 'poison');
        scene.name('unit-1', '二');
        const feed = await scene.feed(namesProjection(isPoison));
        await feed.until('it is parked', async () => (await parkedOf(database.read)).length === 2);
        const cursors = await cursorsOf(database.read, namesProjection());
        expect(await scene.rebuild()).toMatchObject({ parked: 0 });
        // The cursors are where they were: only the generation tells the feed that the rows are others.
        expect(await cursorsOf(database.read, namesProjection())).toEqual(cursors);
        scene.name('unit-1', '三');
        await feed.reach(scene.position);
        await rowsAreRight(scene, feed);
        expect(await parkedOf(database.read)).toEqual([]);
        expect(feed.feed.state.parked).toBe(0);
      }),
  ],
  [
    'what cannot be read is parked by a rebuild where a feed parks it',
    async (database) =>
      onScene(database, async (scene) => {
        scene.names(20);
        scene.topics.put({ log: 'directory', partition: 1 }, { key: null, value: Buffer.from('?'), headers: {} });
        scene.send('bad', { ...encodeEvent('directory', stored(21, 'bad', 'x')), value: null });
        const feed = await scene.feed();
        await feed.until('all messages are read', async () => (await feed.remaining()) === 0);
        const before = await parkedOf(database.read);
        expect(before).toHaveLength(2);
        expect(await scene.rebuild()).toMatchObject({ parked: 2 });
        expect(await parkedOf(database.read)).toEqual(before);
      }),
  ],
  [
    'an aborted rebuild leaves the live rows and the feed as they were',
    async (database) =>
      onScene(database, async (scene) => {
        scene.names(1_000);
        const feed = await scene.feed();
        await feed.reach(1_000);
        const signal = AbortSignal.abort(new Error('cancelled'));
        await expect(scene.rebuild(namesProjection(), database, { signal })).rejects.toThrow('cancelled');
        scene.names(10);
        await feed.reach(1_010);
        await rowsAreRight(scene, feed);
        expect(await stateOf(database.read, namesProjection())).toEqual({ version: 1, generation: 1 });
      }),
  ],
  [
    'a replay that is told where to end folds exactly what lies before it, whatever comes behind',
    async (database) =>
      onScene(database, async (scene) => {
        scene.names(700);
        const feed = await scene.feed();
        await feed.reach(700);
        const until = await cursorsOf(database.read, namesProjection());
        const there = await hash(database);
        await feed.stop();
        scene.names(300);
        await scene.rebuild(namesProjection(), database, { topics: (logs) => scene.replay(logs, until) });
        expect(await hash(database)).toBe(there);
        expect(await cursorsOf(database.read, namesProjection())).toEqual(until);
        expect(until).toHaveLength(PARTITIONS);
      }),
  ],
];
