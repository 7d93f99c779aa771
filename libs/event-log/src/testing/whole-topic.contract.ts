import { beginAnew } from '../projection/begin-anew.js';
import type { FeedRule } from './feed.contract.js';
import { hash, rowsAreRight } from './feed-rebuild.contract.js';
import { onScene, PARTITIONS } from './feed-scene.js';
import { namesProjection } from './names-projection.js';

/** What holds where a topic does not hold all that was published: positions are gapless, so it can be told (design §3). */
export const WHOLE_TOPIC_RULES: readonly FeedRule[] = [
  [
    'a rebuild from a topic that lacks an event below those it holds is refused and says which; the live rows stay and their feed goes on',
    async (database) =>
      onScene(database, async (scene) => {
        scene.names(400, 40);
        const feed = await scene.feed();
        await feed.reach(400);
        const live = await hash(database);
        for (const lost of [1, 200]) {
          const message = scene.lose(lost);
          await expect(scene.rebuild(namesProjection(), database, { topics: (logs) => scene.impatientReplay(logs) })).rejects.toThrow(
            new RegExp(
              `TOPIC\\.INCOMPLETE directory: 主题里缺第 ${lost} 个事件.* / The topic lacks event ${lost} although .*cluster republish`,
            ),
          );
          scene.putBack(message);
        }
        expect(await hash(database)).toBe(live);
        expect(await scene.rebuild()).toMatchObject({ events: 400 });
        scene.names(20, 40);
        await feed.reach(420);
        await rowsAreRight(scene, feed);
      }),
  ],
  [
    'an event that comes behind one that its partition has brought is not counted as read: the rebuild is refused',
    async (database) =>
      onScene(database, async (scene) => {
        scene.names(10, 1);
        scene.putBack({ ...scene.lose(4), offset: 9 });
        await expect(scene.rebuild(namesProjection(), database, { topics: (logs) => scene.impatientReplay(logs) })).rejects.toThrow(
          'TOPIC.INCOMPLETE directory: 主题里缺第 4 个事件',
        );
      }),
  ],
  [
    'an event that is published later than a later one is waited for',
    async (database) =>
      onScene(database, async (scene) => {
        scene.names(30, 40);
        const last = (partition: number): number =>
          Number(scene.topics.messages({ log: 'directory', partition }).at(-1)?.headers['position']);
        const late = scene.lose(Math.min(...[0, 1, 2].map(last)));
        const feed = await scene.feed();
        const rebuilt = scene.rebuild();
        await feed.until('all but the one are read', async () => (await feed.remaining()) === 0);
        scene.putBack(late);
        expect(await rebuilt).toMatchObject({ events: 30, positions: new Map([['directory', 30]]) });
        await feed.reach(30);
        await rowsAreRight(scene, feed);
      }),
  ],
  [
    'a rebuild from a topic that ends before the live rows is refused at once: they were made from another one',
    async (database) =>
      onScene(database, async (scene) => {
        scene.names(300, 40);
        const feed = await scene.feed();
        await feed.reach(300);
        await feed.stop();
        const live = await hash(database);
        for (let partition = 0; partition < PARTITIONS; partition += 1) scene.topics.messages({ log: 'directory', partition }).length = 0;
        await expect(scene.rebuild()).rejects.toThrow(/^TOPIC\.RESET directory: 分区 0 应从位移 \d+ 读起，但现有范围是 0–0/);
        expect(await hash(database)).toBe(live);
      }),
  ],
  [
    'a feed whose topic lacks an event says so once it has stayed away, and counts a message without a place as one',
    async (database) =>
      onScene(database, async (scene) => {
        scene.names(40, 40);
        const lost = scene.lose(7);
        const feed = await scene.feed();
        const lacking = async (): Promise<number | undefined> =>
          feed.feed.progress.lacking(await feed.feed.progress.partitionLags()).get('directory');
        await feed.until('all that is there is read', async () => (await feed.remaining()) === 0);
        expect(await lacking()).toBe(1);
        scene.topics.put(lost.at, { key: null, value: Buffer.from('?'), headers: {} });
        await feed.until('it is parked', async () => (await lacking()) === 0);
      }),
  ],
  [
    'feeds that live notice by themselves that their readers begin anew, and count every event once',
    async (database) =>
      onScene(database, async (scene) => {
        scene.names(300, 40);
        const [feed, beside] = [await scene.feed(), await scene.feed()];
        await feed.reach(300);
        await beside.reach(300);
        const live = await hash(database);
        for (let round = 0; round < 3; round += 1) {
          await beginAnew([namesProjection()], database, { own: [], partitions: PARTITIONS, now: () => '2020-01-01T00:00:00.000Z' });
          await feed.until('the rows are as before', async () => (await hash(database)) === live);
        }
        scene.names(20, 40);
        await feed.reach(320);
        await rowsAreRight(scene, feed);
        expect(scene.faults).toEqual([]);
      }),
  ],
];
