import type { Database } from '#persistence';
import { instance, LEASE_MS, named, pair, range, type RelayRule } from './relay-instance.js';
import { portOf } from './database-port.js';
import { HandClock } from './relay-scene.js';

/** What a relay promises when its process ends. */
export const RELAY_ENDING: readonly RelayRule[] = [
  [
    'an instance that stops gives the lease back, so the next one need not wait',
    async (database, topics) => {
      const { one, two } = await pair(database, topics);
      await named(database, 1, 3);
      expect(await one.relay.turn()).toBe('PUBLISHED');
      expect(await two.relay.turn()).toBe('STANDBY');
      await one.relay.stop();
      await named(database, 4, 6);
      expect(await two.relay.turn()).toBe('PUBLISHED');
      expect(two.publisher.sent).toEqual([4, 5, 6]);
    },
  ],
  [
    'what was committed before it ends is published by it, and another instance need not wait',
    async (database, topics) => {
      const { one, two } = await pair(database, topics);
      await named(database, 1, 5);
      expect(await one.relay.turn()).toBe('PUBLISHED');
      await named(database, 6, 9);
      await one.relay.stop();
      expect(one.publisher.sent).toEqual(range(1, 9));
      await named(database, 10, 10);
      expect(await two.relay.turn()).toBe('PUBLISHED');
      expect(two.publisher.sent).toEqual([10]);
    },
  ],
  [
    'it ends although its database is away, and says so; the next holder publishes the rest',
    async (database, topics) => {
      const clock = new HandClock();
      const reports: unknown[] = [];
      const away = new Error('the database is away');
      let isAway = false;
      const port: Database = {
        ...portOf(database),
        transaction: (durability, work) => (isAway ? Promise.reject(away) : database.transaction(durability, work)),
      };
      const one = await instance(port, topics, 'one', clock, (error) => reports.push(error));
      await named(database, 1, 5);
      expect(await one.relay.turn()).toBe('PUBLISHED');
      await named(database, 6, 9);
      isAway = true;
      await one.relay.stop();
      expect(reports).toEqual([away]);
      const two = await instance(database, topics, 'two', clock);
      expect(await two.relay.turn()).toBe('STANDBY');
      clock.at += LEASE_MS;
      expect(await two.relay.turn()).toBe('PUBLISHED');
      expect(two.publisher.sent).toEqual(expect.arrayContaining(range(6, 9)));
    },
  ],
];
