import type { Database } from '#persistence';
import { encodeEvent } from '../transport/wire-event.js';
import { stored } from './feed-scene.js';
import type { MemoryTopics } from './memory-topics.js';
import { POISON } from './poison-messages.js';
import { instance, LEASE_MS, named, pair, range, type RelayRule } from './relay-instance.js';
import { HandClock } from './relay-scene.js';
import { SuiteLog } from './suite.js';

const AHEAD =
  /^TopicError: TOPIC\.AHEAD memory\.directory\.events: 分区 \d 位移 \d+ 处已是第 \d+ 个事件，而账只到第 6 个：.*重新铺设主题.* \/ Partition \d holds event \d+ at offset \d+, but the log ends at 6: .*restore a later backup first.*“Lay the topics anew”/;
const OTHER =
  /^TopicError: TOPIC\.OTHER_LOG memory\.directory\.events: 分区 \d 位移 \d+ 处的第 (\d+) 个事件不是账里的第 \1 个.*cluster verify.*重新铺设主题.* \/ Event \1 at offset \d+ of partition \d is not event \1 of the log .*“Lay the topics anew”/;

/** Leaves of the log what a dump of an earlier moment holds. */
async function restoreTo(database: Database, position: number): Promise<void> {
  await database.transaction('durable', async (session) => {
    const [last] = await session.all<{ hash: string }>('SELECT hash FROM event_directory WHERE position = ?', [position]);
    await session.run('DELETE FROM event_directory WHERE position > ?', [position]);
    await session.run("UPDATE log_head SET position = ?, hash = ? WHERE log = 'directory'", [position, last?.hash ?? '']);
    await session.run("UPDATE relay_lease SET position = ?, owner = '' WHERE log = 'directory'", [position]);
  });
}

async function refusal(turn: Promise<unknown>): Promise<string> {
  return turn.then(
    (outcome) => `it was not refused: ${String(outcome)}`,
    (error: unknown) => String(error),
  );
}

async function publishTen(database: Database, topics: MemoryTopics): Promise<void> {
  await named(database, 1, 10);
  const { relay } = await instance(database, topics, 'before', new HandClock());
  expect(await relay.turn()).toBe('PUBLISHED');
  await relay.stop();
}

/** Names under keys that no command of before had. */
async function accepted(database: Database, count: number): Promise<void> {
  const suite = new SuiteLog(database);
  for (let index = 0; index < count; index += 1) await suite.named(`after-${index}`, `unit-${index % 4}`, `后${index}`);
}

/** What a relay promises of a topic that is not, or no longer, one of its log. */
export const RELAY_TOPIC: readonly RelayRule[] = [
  [
    'a topic that is ahead of its log is refused, whether or not there is something to publish; nothing is published',
    async (database, topics) => {
      await publishTen(database, topics);
      await restoreTo(database, 6);
      const idle = await instance(database, topics, 'idle', new HandClock());
      expect(await refusal(idle.relay.turn())).toMatch(AHEAD);
      expect(await refusal(idle.relay.refuseOtherLog())).toMatch(AHEAD);
      await idle.relay.recover();
      expect(await refusal(idle.relay.turn())).toMatch(AHEAD);
      expect(idle.publisher.sent).toEqual([]);
    },
  ],
  [
    'a topic that holds other events than its log at the same positions is refused',
    async (database, topics) => {
      await publishTen(database, topics);
      await restoreTo(database, 6);
      await accepted(database, 20);
      const { relay, publisher } = await instance(database, topics, 'one', new HandClock());
      expect(await refusal(relay.turn())).toMatch(OTHER);
      expect(publisher.sent).toEqual([]);
    },
  ],
  [
    'a topic that holds an event which was taken out of the log is refused',
    async (database, topics) => {
      await publishTen(database, topics);
      await database.transaction('durable', (session) => session.run('DELETE FROM event_directory WHERE position = 10'));
      const { relay } = await instance(database, topics, 'one', new HandClock());
      expect(await refusal(relay.turn())).toMatch(OTHER);
    },
  ],
  [
    'the topic is looked at once for every lease, not once for every turn',
    async (database, topics) => {
      const { clock, one, two } = await pair(database, topics);
      for (let round = 0; round < 5; round += 1) {
        await named(database, round + 1, round + 1);
        expect(await one.relay.turn()).toBe('PUBLISHED');
        clock.at += LEASE_MS / 2 + 1;
      }
      expect(one.publisher.looks).toBe(1);
      expect(await two.relay.turn()).toBe('STANDBY');
      expect(two.publisher.looks).toBe(0);
    },
  ],
  [
    'an instance that lost the lease and takes it again looks again',
    async (database, topics) => {
      const { clock, one, two } = await pair(database, topics);
      await named(database, 1, 10);
      expect(await one.relay.turn()).toBe('PUBLISHED');
      expect(await two.relay.turn()).toBe('STANDBY');
      clock.at += LEASE_MS;
      expect(await two.relay.turn()).toBe('AT_HEAD');
      expect(await one.relay.turn()).toBe('STANDBY');
      await two.relay.stop();
      await restoreTo(database, 6);
      expect(await refusal(one.relay.turn())).toMatch(AHEAD);
    },
  ],
  [
    'what another instance accepts and publishes while it looks is no sign of another log',
    async (database, topics) => {
      const { one, two } = await pair(database, topics);
      await named(database, 1, 10);
      expect(await one.relay.turn()).toBe('PUBLISHED');
      two.publisher.beforeLook = async () => {
        await named(database, 11, 20);
        expect(await one.relay.turn()).toBe('PUBLISHED');
      };
      await two.relay.refuseOtherLog();
      expect(one.publisher.sent).toEqual(range(1, 20));
    },
  ],
  [
    'what somebody else wrote at the end of a topic stops no relay and hides no event that lies before it',
    async (database, topics) => {
      await publishTen(database, topics);
      const strangers = POISON.filter(([what]) => ['bad JSON', 'no value', 'another event than its headers say'].includes(what));
      for (const partition of range(0, topics.partitions - 1)) {
        topics.put({ log: 'directory', partition }, { key: null, value: Buffer.from('{}'), headers: {} });
        for (const [, message] of strangers) topics.put({ log: 'directory', partition }, message(99));
      }
      const one = await instance(database, topics, 'one', new HandClock());
      expect(await one.relay.turn()).toBe('AT_HEAD');
      await one.relay.stop();
      await restoreTo(database, 6);
      const two = await instance(database, topics, 'two', new HandClock());
      expect(await refusal(two.relay.turn())).toMatch(AHEAD);
    },
  ],
  [
    'an event of a type that this release does not know is an event all the same',
    async (database, topics) => {
      await publishTen(database, topics);
      topics.put({ log: 'directory', partition: 0 }, encodeEvent('directory', stored(11, 'unit-1', '名', { type: 'Unheard' })));
      await named(database, 11, 12);
      const { relay } = await instance(database, topics, 'one', new HandClock());
      expect(await refusal(relay.turn())).toMatch(OTHER);
    },
  ],
  [
    'a broker that does not answer while it looks is asked again, and nothing is published before',
    async (database, topics) => {
      const { relay, publisher } = await instance(database, topics, 'one', new HandClock());
      await named(database, 1, 5);
      publisher.breaks = 'before';
      await expect(relay.turn()).rejects.toThrow('the broker is away');
      await relay.recover();
      publisher.breaks = 'no';
      expect(await relay.turn()).toBe('PUBLISHED');
      expect([publisher.looks, publisher.sent]).toEqual([2, range(1, 5)]);
    },
  ],
];
