import type { Database } from '#persistence';
import { hashProjection } from '../projection/hash-rows.js';
import { parkedOf } from '../projection/parked-events.js';
import { encodeEvent, syntheticPlace } from '../transport/wire-event.js';
import { failing } from './failing-database.js';
import { onScene, PARTITIONS, stored } from './feed-scene.js';
import { namesProjection } from './names-projection.js';
import { POISON } from './poison-messages.js';
import { countingTransactions } from './relay-scene.js';

/** A promise in words, and its proof on one database. */
export type FeedRule = readonly [sentence: string, proof: (database: Database) => Promise<void>];

/** What a feed promises on any database. */
export const FEED_RULES: readonly FeedRule[] = [
  [
    'events that are published again, from anywhere and late, are counted once',
    async (database) =>
      onScene(database, async (scene) => {
        scene.names(60);
        scene.again(1, 60);
        const feed = await scene.feed();
        await feed.reach(60);
        scene.again(30, 60);
        scene.names(40);
        scene.again(1, 100);
        await feed.reach(100);
        await feed.until('all messages are read', async () => (await feed.remaining()) === 0);
        expect(await scene.rows()).toEqual(scene.oracle.sorted());
        expect(await parkedOf(database.read)).toEqual([]);
        expect(scene.faults).toEqual([]);
      }),
  ],
  [
    'two members share the partitions, one leaves and one joins while events flow: every event counts once',
    async (database) =>
      onScene(database, async (scene) => {
        const first = await scene.feed();
        for (let round = 0; round < 6; round += 1) {
          const other = await scene.feed();
          scene.names(50);
          await new Promise((resume) => setImmediate(resume));
          scene.names(50);
          if (round % 2 === 0) await first.reach(scene.position);
          await other.stop();
        }
        await first.reach(scene.position);
        expect(await scene.rows()).toEqual(scene.oracle.sorted());
        expect(await parkedOf(database.read)).toEqual([]);
      }),
  ],
  [
    'a member whose partition was written by another meets the fence, writes nothing and goes on behind the other',
    async (database) =>
      onScene(database, async (scene) => {
        scene.names(20);
        const slow = namesProjection();
        const one = await scene.feed(slow);
        await one.reach(20);
        // Another member moves every cursor on without the first one knowing: what a zombie would meet.
        await database.transaction('rebuildable', (session) =>
          session.run('UPDATE partition_checkpoint SET next_offset = next_offset + 1'),
        );
        scene.names(20);
        await one.until('the others are folded', async () => (await one.remaining()) === 0);
        const times = (await scene.rows()).reduce((sum, row) => sum + row.times, 0);
        // One event per partition was taken by the other member, who never wrote it: not one was counted twice.
        expect(times).toBe(40 - PARTITIONS);
        expect(scene.faults).toEqual([]);
      }),
  ],
  [
    'lost connections, lost answers to COMMIT and deadlocks count nothing twice and park nothing',
    async (database) =>
      onScene(database, async (scene) => {
        for (const isTransient of [true, false]) {
          const plan: ('ok' | 'before' | 'after')[] = [
            'ok',
            'ok',
            'ok',
            'before',
            'ok',
            'after',
            'before',
            'before',
            'after',
            'ok',
            'after',
          ];
          const feed = await scene.feed(namesProjection(), failing(database, isTransient, plan));
          for (let round = 0; round < 12; round += 1) {
            scene.names(10);
            await feed.reach(scene.position);
          }
          await feed.stop();
        }
        expect(await scene.rows()).toEqual(scene.oracle.sorted());
        expect(await parkedOf(database.read)).toEqual([]);
      }),
  ],
  ...POISON.map(([what, message]): FeedRule => [
    `poison is parked with the rest of its stream, other streams go on: ${what}`,
    async (database) =>
      onScene(database, async (scene) => {
        scene.names(20);
        scene.send('bad', message(scene.position + 1));
        const behind = scene.position + 1;
        scene.send('bad', encodeEvent('directory', stored(behind, 'bad', 'later')));
        scene.names(20);
        const feed = await scene.feed(namesProjection((name) => name.startsWith('poison')));
        await feed.reach(42);
        expect(await scene.rows()).toEqual(scene.oracle.sorted());
        const parked = await parkedOf(database.read, 'names');
        expect(parked.map(({ position, stream_id }) => [position, stream_id])).toEqual([
          [21, 'bad'],
          [22, 'bad'],
        ]);
        expect(parked[1]?.reason).toBe('behind an earlier parked event of its stream');
        expect(feed.feed.state.parked).toBe(2);
        expect(scene.faults).toEqual([]);
      }),
  ]),
  [
    'a message that says no position is parked at a place made of its partition and offset',
    async (database) =>
      onScene(database, async (scene) => {
        scene.names(9);
        const at = scene.topics.partitionOf('directory', 'bad');
        const offset = scene.topics.messages(at).length;
        scene.topics.put(at, { key: 'bad', value: Buffer.from('?'), headers: {} });
        scene.topics.put(at, { key: null, value: null, headers: { position: '12', 'event-id': 'directory-21' } });
        const feed = await scene.feed();
        await feed.until('both are parked', async () => (await parkedOf(database.read)).length === 2);
        const parked = await parkedOf(database.read);
        const places = [offset, offset + 1].map((lying) => syntheticPlace(at.partition, lying));
        expect(parked.map(({ position }) => position)).toEqual([...places].sort((left, right) => left - right));
        expect(parked.map(({ type }) => type)).toEqual(['unreadable-message', 'unreadable-message']);
        expect(await scene.rows()).toEqual(scene.oracle.sorted());
      }),
  ],
  [
    'rows that break a constraint park the one event that breaks it; the batch around it is written',
    async (database) =>
      onScene(database, async (scene) => {
        scene.names(150);
        const projection = namesProjection();
        const feed = await scene.feed({
          ...projection,
          apply(event, changes) {
            projection.apply(event, changes);
            // The key of the row it has just asked for.
            if (event.position === 77) changes.append('names_event', { position: 77, name: 'twice' });
          },
        });
        await feed.reach(150);
        const parked = await parkedOf(database.read);
        const stream = `unit-${77 % 7}`;
        expect(parked[0]).toMatchObject({ stream_id: stream, position: 77 });
        expect(new Set(parked.map((event) => event.stream_id))).toEqual(new Set([stream]));
        const others = scene.oracle.sorted().filter((row) => row.stream !== stream);
        expect((await scene.rows()).filter((row) => row.stream !== stream)).toEqual(others);
        expect(scene.faults).toEqual([]);
      }),
  ],
  [
    'a restarted feed still keeps a stream behind its poisoned event',
    async (database) =>
      onScene(database, async (scene) => {
        scene.name('unit-1', 'poison');
        const before = await scene.feed(namesProjection((name) => name === 'poison'));
        await before.reach(1);
        await before.stop();
        scene.name('unit-1', '二');
        const after = await scene.feed();
        await after.reach(2);
        expect(await scene.rows()).toEqual([]);
        expect(await parkedOf(database.read)).toHaveLength(2);
      }),
  ],
  [
    'messages that change no row are read at once and without a transaction for each delivery; the cursors follow by themselves',
    async (database) =>
      onScene(database, async (scene) => {
        const projection = namesProjection();
        const deaf = { ...projection, handles: new Set<string>() };
        const watched = countingTransactions(database);
        const feed = await scene.feed(deaf, watched.database);
        const { count } = watched;
        for (let from = 0; from < 10; from += 1) {
          scene.names(30);
          await feed.reach(scene.position);
        }
        // One for each second that it takes, not one for each delivery.
        expect(watched.count - count).toBeLessThan(10);
        await feed.until('the cursors have followed by themselves', async () => {
          const [row] = await database.read.all<{ events: number }>('SELECT SUM(events) AS events FROM partition_checkpoint');
          return row?.events === scene.position;
        });
        expect(await scene.rows()).toEqual([]);
      }),
  ],
  [
    'what is folded is said in the order of the log: the position never passes an event that is missing',
    async (database) =>
      onScene(database, async (scene) => {
        const feed = await scene.feed();
        const missing = encodeEvent('directory', stored(1, 'unit-a', '一'));
        for (const position of [2, 3, 4, 5]) {
          scene.topics.put(
            { log: 'directory', partition: position % 2 },
            encodeEvent('directory', stored(position, `unit-${position % 2}`, '名')),
          );
        }
        await feed.until('all are read', async () => (await feed.remaining()) === 0);
        expect(feed.feed.state.positions.get('directory')).toBe(0);
        scene.topics.put({ log: 'directory', partition: 2 }, missing);
        await feed.reach(5);
      }),
  ],
  [
    'the rows are those of a projection that reads the log itself',
    async (database) =>
      onScene(database, async (scene) => {
        scene.names(300);
        const feed = await scene.feed();
        await feed.reach(300);
        const projection = namesProjection();
        const before = await hashProjection(database.read, projection, (table) => table);
        await database.transaction('rebuildable', async (session) => {
          for (const table of ['names', 'names_event', 'partition_checkpoint']) await session.run(`DELETE FROM ${table}`);
        });
        await feed.stop();
        const again = await scene.feed();
        await again.reach(300);
        expect(await hashProjection(database.read, projection, (table) => table)).toBe(before);
      }),
  ],
];
