import type { Database } from '#persistence';
import { eventually } from '#platform/testing';
import { Relay } from '../relay/relay.js';
import { RelayLease } from '../relay/relay-lease.js';
import { portOf } from './database-port.js';
import { BreakingPublisher, HandClock, HeldMoves, HeldReads } from './relay-scene.js';
import { RELAY_ENDING } from './relay-ending.contract.js';
import { RELAY_TOPIC } from './relay-topic.contract.js';
import { arrived, instance, LEASE_MS, named, pair, range, type RelayRule } from './relay-instance.js';
import { SuiteLog } from './suite.js';

/** What a relay promises on any database. */
export const RELAY_RULES: readonly RelayRule[] = [
  [
    'publishes what the table holds, each event once, and remembers where it is',
    async (database, topics) => {
      await named(database, 1, 30);
      const clock = new HandClock();
      const { relay, publisher } = await instance(database, topics, 'one', clock);
      expect(await relay.turn()).toBe('PUBLISHED');
      expect(await relay.turn()).toBe('AT_HEAD');
      await named(database, 31, 40);
      expect(await relay.turn()).toBe('PUBLISHED');
      expect(publisher.sent).toEqual(range(1, 40));
    },
  ],
  [
    'of two instances one relays; the other takes over only when the lease has not been renewed for its whole length',
    async (database, topics) => {
      const { clock, one, two } = await pair(database, topics);
      await named(database, 1, 10);
      expect(await one.relay.turn()).toBe('PUBLISHED');
      expect(await two.relay.turn()).toBe('STANDBY');
      clock.at += LEASE_MS - 1;
      expect(await one.relay.turn()).toBe('AT_HEAD');
      clock.at += 2;
      // It has seen the row change, so its waiting begins anew.
      expect(await two.relay.turn()).toBe('STANDBY');
      await named(database, 11, 20);
      clock.at += LEASE_MS;
      expect(await two.relay.turn()).toBe('PUBLISHED');
      expect(two.publisher.sent).toEqual(range(11, 20));
      expect(await one.relay.turn()).toBe('STANDBY');
    },
  ],
  [
    'an instance that lost its lease while it published moves nothing; its events are sent again and none is missed',
    async (database, topics) => {
      const { clock, one, two } = await pair(database, topics);
      await named(database, 1, 10);
      expect(await two.relay.turn()).toBe('PUBLISHED');
      expect(await one.relay.turn()).toBe('STANDBY');
      await named(database, 11, 20);
      two.publisher.meanwhile = async () => {
        expect(await one.relay.turn()).toBe('STANDBY');
        clock.at += LEASE_MS;
        await named(database, 21, 25);
        expect(await one.relay.turn()).toBe('PUBLISHED');
      };
      expect(await two.relay.turn()).toBe('FENCED');
      expect(one.publisher.sent).toEqual(range(11, 25));
      expect(arrived(topics)).toEqual(range(1, 25));
      expect(await one.relay.turn()).toBe('AT_HEAD');
    },
  ],
  [
    'a publish that could outlive the lease is not begun',
    async (database, topics) => {
      const clock = new HandClock();
      const { relay, publisher } = await instance(database, topics, 'one', clock);
      await named(database, 1, 5);
      const slow: Database = {
        ...portOf(database),
        // The answer to the renewal takes so long that hardly anything is left of the lease.
        transaction: async (durability, work) => {
          const result = await database.transaction(durability, work);
          clock.at += LEASE_MS - 500;
          return result;
        },
      };
      const late = await instance(slow, topics, 'late', clock);
      expect(await late.relay.turn()).toBe('LEASE_TOO_SHORT');
      expect(late.publisher.sent).toEqual([]);
      expect(await relay.turn()).toBe('STANDBY');
      expect(publisher.sent).toEqual([]);
    },
  ],
  [
    'after a failed or unanswered publish the same events are sent again before any later one',
    async (database, topics) => {
      const clock = new HandClock();
      const { relay, publisher } = await instance(database, topics, 'one', clock);
      await named(database, 1, 10);
      for (const breaks of ['before', 'after'] as const) {
        publisher.breaks = breaks;
        await expect(relay.turn()).rejects.toThrow();
        await relay.recover();
        await named(database, breaks === 'before' ? 11 : 21, breaks === 'before' ? 20 : 30);
      }
      publisher.breaks = 'no';
      expect(await relay.turn()).toBe('PUBLISHED');
      expect(publisher.sent).toEqual([...range(1, 20), ...range(1, 30)]);
      expect(await relay.turn()).toBe('AT_HEAD');
    },
  ],
  [
    'what is committed while the position moves is published without waiting for that, and nothing twice',
    async (database, topics) => {
      await named(database, 1, 1);
      const signal = new SuiteLog(database);
      const moves = new HeldMoves();
      const publisher = new BreakingPublisher(topics.publisher());
      const options = { log: 'directory' as const, owner: 'one', publisher, leaseMs: LEASE_MS, report: () => undefined };
      const relay = new Relay({ ...options, database: moves.over(database), signal: signal.signal });
      await relay.start();
      await eventually('the first is published and its position waits', () => publisher.sent.length === 1 && moves.held > 0);
      await signal.named('n-2', 'unit-2', '名2');
      await eventually('the second is published all the same', () => publisher.sent.length === 2);
      moves.letGo();
      await relay.stop();
      const two = await instance(database, topics, 'two', new HandClock());
      expect(await two.relay.turn()).toBe('AT_HEAD');
      expect(publisher.sent).toEqual([1, 2]);
    },
  ],
  [
    'while events flow the position is moved ten times a second at most; who takes over after a crash sends what lies behind it again',
    async (database, topics) => {
      const { clock, one, two } = await pair(database, topics);
      await named(database, 1, 5);
      expect(await one.relay.turn()).toBe('PUBLISHED');
      await named(database, 6, 9);
      expect(await one.relay.turn()).toBe('PUBLISHED');
      expect(one.relay.state.position).toBe(5);
      expect(await two.relay.turn()).toBe('STANDBY');
      clock.at += LEASE_MS;
      expect(await two.relay.turn()).toBe('PUBLISHED');
      expect(two.publisher.sent).toEqual(range(6, 9));
      clock.at += 100;
      expect(await two.relay.turn()).toBe('AT_HEAD');
      expect(two.relay.state.position).toBe(9);
    },
  ],
  [
    'what this process has just committed is published without asking the table for it',
    async (database, topics) => {
      await named(database, 1, 1);
      const suite = new SuiteLog(database);
      const reads = new HeldReads();
      const publisher = new BreakingPublisher(topics.publisher());
      const options = { log: 'directory' as const, owner: 'one', publisher, leaseMs: LEASE_MS, report: () => undefined };
      const relay = new Relay({ ...options, database: reads.over(database), signal: suite.signal });
      await relay.start();
      // By then it looks at the table once a second.
      await eventually('it has come to rest', () => publisher.sent.length === 1 && reads.asked > 8);
      reads.hold();
      await suite.named('n-2', 'unit-2', '名2');
      await eventually('the second is published', () => publisher.sent.length === 2);
      reads.letGo();
      await relay.stop();
    },
  ],
  [
    'what it has read from the table is published behind a commit of its own, with which the server has flushed it',
    async (database, topics) => {
      const beat = async (): Promise<number | undefined> =>
        (await database.read.all<{ beat: number }>("SELECT beat FROM relay_lease WHERE log = 'directory'"))[0]?.beat;
      const { relay, publisher } = await instance(database, topics, 'one', new HandClock());
      await named(database, 1, 3);
      expect(await relay.turn()).toBe('PUBLISHED');
      const before = await beat();
      const published: (number | undefined)[] = [];
      publisher.meanwhile = async () => void published.push(await beat());
      await named(database, 4, 6);
      expect(await relay.turn()).toBe('PUBLISHED');
      expect(published).toEqual([(before ?? 0) + 1]);
    },
  ],
  [
    'the lease does not ask what time it is: a clock set by a day changes nothing',
    async (database) => {
      const clock = new HandClock();
      const [one, two] = [
        new RelayLease('directory', 'one', database, LEASE_MS, clock.now),
        new RelayLease('directory', 'two', database, LEASE_MS, clock.now),
      ];
      await one.prepare();
      const real = Date.now;
      try {
        expect(await one.hold()).toBe('TAKEN');
        Date.now = () => real() + 86_400_000;
        expect(await two.hold()).toBe('OTHER');
        expect(await one.hold()).toBe('HELD');
        Date.now = () => real() - 86_400_000;
        clock.at += LEASE_MS;
        expect(await two.hold()).toBe('OTHER');
        clock.at += LEASE_MS;
        expect(await two.hold()).toBe('TAKEN');
        expect(await one.move(1)).toBe('FENCED');
      } finally {
        Date.now = real;
      }
    },
  ],
  [
    'two that contend at the same moment do not both get the lease',
    async (database) => {
      const leases = range(1, 8).map((owner) => new RelayLease('directory', `owner-${owner}`, database, LEASE_MS));
      for (const lease of leases) await lease.prepare();
      const outcomes = await Promise.all(leases.map((lease) => lease.hold()));
      expect(outcomes.filter((outcome) => outcome === 'TAKEN')).toHaveLength(1);
    },
  ],
  [
    'a hole in the table stops the relay instead of being published over',
    async (database, topics) => {
      await named(database, 1, 5);
      await database.transaction('durable', (session) => session.run('DELETE FROM event_directory WHERE position = 3'));
      const { relay, publisher } = await instance(database, topics, 'one', new HandClock());
      await expect(relay.turn()).rejects.toThrow('log directory has no event 3');
      expect(publisher.sent).toEqual([]);
    },
  ],
  ...RELAY_ENDING,
  ...RELAY_TOPIC,
];
