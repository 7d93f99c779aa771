import { ProblemError } from '#platform';
import { type AsideRequest, type ParkedMessages, returnParked, setAside } from '../feed/set-aside.js';
import { decisionsOf } from '../projection/parked-decisions.js';
import { parkedOf } from '../projection/parked-events.js';
import { beginAnew } from '../projection/begin-anew.js';
import { encodeEvent, syntheticPlace, type WireMessage } from '../transport/wire-event.js';
import type { FeedRule } from './feed.contract.js';
import { hash, rowsAreRight } from './feed-rebuild.contract.js';
import { onScene, PARTITIONS, type RunningFeed, type Scene, stored } from './feed-scene.js';
import { namesProjection } from './names-projection.js';

const now = (): string => '2020-01-01T00:00:00.000Z';
const WHY = '𠮷某系统误发到本主题的“测试”消息; -- {id}';
const FOREIGN: WireMessage = { key: 'unit-1', value: Buffer.from('<not ours/>'), headers: {} };

/** The parked messages of a scene, as a command is given them. */
export function onTopics(scene: Scene): ParkedMessages {
  let looks = 0;
  return {
    database: scene.database,
    fed: [namesProjection()],
    reader: (logs) => {
      looks += 1;
      return scene.topics.subscriber(`look-${looks}`, logs, (error) => scene.faults.push(error));
    },
    now,
    rebuild: () => scene.rebuild(),
  };
}

function asked(id: string, reason = WHY): AsideRequest {
  return { id, by: '王五', reason };
}

/** Puts a message that is no event where the events of `unit-1` lie. @returns its id */
export function putForeign(scene: Scene): string {
  const at = scene.topics.partitionOf('directory', 'unit-1');
  const offset = scene.topics.messages(at).length;
  scene.topics.put(at, FOREIGN);
  return `directory-${syntheticPlace(at.partition, offset)}`;
}

/** A feed that has read forty names with a foreign message between them. */
async function foreignBetween(scene: Scene): Promise<{ readonly id: string; readonly feed: RunningFeed }> {
  scene.names(20);
  const id = putForeign(scene);
  scene.names(20);
  const feed = await scene.feed();
  await feed.reach(40);
  return { id, feed };
}

async function parkedNow(feed: RunningFeed, parked: number, aside: number): Promise<void> {
  await feed.until(`${parked} are parked and ${aside} set aside`, () => {
    const { state } = feed.feed;
    return state.parked === parked && state.setAside === aside;
  });
}

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'done',
    (error: unknown) => (error instanceof ProblemError ? error.problems[0]?.code : error),
  );
}

/** What holds for a message that is no event of the log on whose topic it lies. */
export const SET_ASIDE_RULES: readonly FeedRule[] = [
  [
    'a message that is no event and was set aside counts as parked no longer and stays in the table; the stream it held goes on in order',
    async (database) =>
      onScene(database, async (scene) => {
        const { id, feed } = await foreignBetween(scene);
        const [foreign, ...behind] = await parkedOf(database.read);
        expect([foreign?.stream_id, behind.map(({ stream_id }) => stream_id)]).toEqual(['unit-1', ['unit-1', 'unit-1', 'unit-1']]);
        expect(await setAside(onTopics(scene), asked(id))).toMatchObject({ parked: 0, events: 41 });
        await parkedNow(feed, 0, 1);
        expect(await parkedOf(database.read)).toEqual([{ ...foreign, first_failed_at: now(), last_failed_at: now() }]);
        expect(await decisionsOf(database.read)).toEqual([
          {
            log: 'directory',
            position: foreign?.position,
            number: 1,
            decision: 'set-aside',
            decided_by: '王五',
            reason: WHY,
            decided_at: now(),
          },
        ]);
        scene.names(20);
        await feed.reach(60);
        await rowsAreRight(scene, feed);
        await parkedNow(feed, 0, 1);
        expect(scene.faults).toEqual([]);
      }),
  ],
  [
    'a feed that meets such a message after the decision lets the stream go on',
    async (database) =>
      onScene(database, async (scene) => {
        const { id, feed: before } = await foreignBetween(scene);
        await setAside(onTopics(scene), asked(id));
        await before.stop();
        await database.transaction('rebuildable', async (session) => {
          for (const table of ['names', 'names_event', 'partition_checkpoint', 'parked_event']) await session.run(`DELETE FROM ${table}`);
        });
        const feed = await scene.feed();
        await feed.reach(40);
        await rowsAreRight(scene, feed);
        await parkedNow(feed, 0, 1);
      }),
  ],
  [
    'a decision that is taken back is kept beside it: the message counts as parked again, and what comes behind it waits',
    async (database) =>
      onScene(database, async (scene) => {
        const { id, feed } = await foreignBetween(scene);
        await setAside(onTopics(scene), asked(id));
        expect(await returnParked(onTopics(scene), asked(id, '认错了。'))).toMatchObject({ parked: 4 });
        await parkedNow(feed, 4, 0);
        scene.names(7);
        await feed.reach(47);
        await parkedNow(feed, 5, 0);
        expect((await decisionsOf(database.read)).map(({ number, decision, reason }) => [number, decision, reason])).toEqual([
          [1, 'set-aside', WHY],
          [2, 'returned', '认错了。'],
        ]);
        await setAside(onTopics(scene), asked(id));
        await rowsAreRight(scene, feed);
        expect((await decisionsOf(database.read)).map(({ number }) => number)).toEqual([1, 2, 3]);
      }),
  ],
  [
    'what is an event of the log, or may be one, is not set aside, nor anything without a reason or twice: each refusal changes nothing',
    async (database) =>
      onScene(database, async (scene) => {
        const refusals: unknown[] = [];
        const refused = async (id: string, reason = WHY): Promise<void> => {
          refusals.push(await codeOf(setAside(onTopics(scene), asked(id, reason))));
        };
        scene.names(20);
        scene.name('bad', 'poison');
        let feed = await scene.feed(namesProjection((name) => name === 'poison'));
        const id = putForeign(scene);
        await feed.until('it is parked', async () => (await parkedOf(database.read)).length === 2);
        for (const reason of ['', '   测试   ', '长'.repeat(501)]) await refused(id, reason);
        for (const unknown of ['directory--1', 'nobody--1', 'directory-x', "x'; --"]) await refused(unknown);
        await refused('directory-21');
        await refused(id);
        await feed.stop();
        scene.names(7);
        await refused(id);
        feed = await scene.feed(namesProjection((name) => name === 'poison'));
        await feed.reach(28);
        const unread = scene.position + 2;
        scene.send('unit-2', encodeEvent('directory', stored(unread, 'unit-2', '先到')));
        scene.send('unit-1', encodeEvent('directory', stored(unread + 1, 'unit-1', '后到')));
        await feed.until('all is read', async () => (await feed.remaining()) === 0);
        await refused(id);
        expect(refusals).toEqual([
          ...Array.from({ length: 3 }, () => 'PARKED.REASON_REQUIRED'),
          ...Array.from({ length: 4 }, () => 'PARKED.UNKNOWN'),
          'PARKED.IN_LOG',
          'PARKED.MAY_BE_LAST',
          ...['PARKED.MAY_BE_EVENT', 'PARKED.MAY_BE_EVENT'],
        ]);
        expect(await codeOf(returnParked(onTopics(scene), asked(id)))).toBe('PARKED.NOT_ASIDE');
        expect(await decisionsOf(database.read)).toEqual([]);
        expect((await parkedOf(database.read)).map(({ stream_id }) => stream_id)).toEqual(['unit-1', 'bad', 'unit-1', 'unit-1']);
        const late = scene.topics.partitionOf('directory', 'unit-0');
        scene.topics.put(late, encodeEvent('directory', stored(unread - 1, 'unit-0', '迟到')));
        await feed.reach(unread + 1);
        expect(await codeOf(setAside(onTopics(scene), asked(id)))).toBe('done');
        expect(await codeOf(setAside(onTopics(scene), asked(id)))).toBe('PARKED.ALREADY_ASIDE');
      }),
  ],
  [
    'what another release has parked and this one can read is not set aside',
    async (database) =>
      onScene(database, async (scene) => {
        scene.names(20);
        const feed = await scene.feed();
        await feed.reach(20);
        const at = scene.topics.partitionOf('directory', 'unit-1');
        const position = syntheticPlace(at.partition, 0);
        await database.transaction('rebuildable', (session) =>
          session.run(
            'INSERT INTO parked_event (projection, log, position, stream_id, type, reason, attempts, first_failed_at, last_failed_at)' +
              " VALUES ('names', 'directory', ?, 'unit-1', 'unreadable-message', 'unread', 1, ?, ?)",
            [position, now(), now()],
          ),
        );
        expect(await codeOf(setAside(onTopics(scene), asked(`directory-${position}`)))).toBe('PARKED.READABLE');
        expect(await decisionsOf(database.read)).toEqual([]);
      }),
  ],
  [
    'a message that is set aside stands for no event that is missing: a feed says so and a rebuild is refused',
    async (database) =>
      onScene(database, async (scene) => {
        scene.names(20, 40);
        const id = putForeign(scene);
        scene.names(40, 40);
        const before = await scene.feed();
        await before.reach(60);
        await setAside(onTopics(scene), asked(id));
        await before.stop();
        scene.names(40, 40);
        scene.lose(70);
        const live = await hash(database);
        const impatient = { topics: scene.impatientReplay.bind(scene) };
        await expect(scene.rebuild(namesProjection(), database, impatient)).rejects.toThrow(
          'TOPIC.INCOMPLETE directory: 主题里缺第 70 个事件',
        );
        expect(await hash(database)).toBe(live);
        const feed = await scene.feed();
        await feed.until('all that is there is read', async () => (await feed.remaining()) === 0);
        expect(feed.feed.progress.lacking(await feed.feed.progress.partitionLags()).get('directory')).toBe(1);
      }),
  ],
  [
    'readers that begin anew, perhaps over another topic, take every decision back',
    async (database) =>
      onScene(database, async (scene) => {
        const { id, feed } = await foreignBetween(scene);
        await setAside(onTopics(scene), asked(id));
        await beginAnew([namesProjection()], database, { own: [], partitions: PARTITIONS, now });
        await parkedNow(feed, 4, 0);
        expect((await decisionsOf(database.read)).map(({ decision, decided_by }) => [decision, decided_by])).toEqual([
          ['set-aside', '王五'],
          ['returned', 'cluster reread'],
        ]);
      }),
  ],
];
