import type { Database } from '#persistence';
import { eventually } from '#platform/testing';
import { Relay } from '../relay/relay.js';
import { RelayLease } from '../relay/relay-lease.js';
import { isRelayed, setBack } from '../relay/republish.js';
import type { MemoryTopics } from './memory-topics.js';
import type { RelayRule } from './relay-instance.js';
import { BreakingPublisher } from './relay-scene.js';
import { SuiteLog } from './suite.js';

/** Longer than the suite's publisher may take. */
const LEASE_MS = 1_200;
const OPERATOR = { owner: 'operator', leaseMs: LEASE_MS };
const SHORT = { owner: 'operator', leaseMs: 100 };

function relayOf(
  database: Database,
  topics: MemoryTopics,
  suite: SuiteLog,
): { readonly relay: Relay; readonly publisher: BreakingPublisher } {
  const publisher = new BreakingPublisher(topics.publisher());
  const options = { log: 'directory' as const, owner: 'one', database, publisher, leaseMs: LEASE_MS, report: () => undefined };
  return { relay: new Relay({ ...options, signal: suite.signal }), publisher };
}

const positions = Array.from({ length: 20 }, (_, index) => index + 1);

async function twenty(suite: SuiteLog): Promise<void> {
  for (const position of positions) await suite.named(`n-${position}`, `unit-${position % 3}`, `名${position}`);
}

/** What holds where a log is published again from its beginning (runbook, “Lay the topics anew”). */
export const REPUBLISH_RULES: readonly RelayRule[] = [
  [
    'a log that is set back at rest is published again from its first event by whoever relays it next',
    async (database, topics) => {
      const suite = new SuiteLog(database);
      await twenty(suite);
      for (const from of [0, 20, 20]) {
        expect(await isRelayed('directory', database, SHORT)).toBe(false);
        expect(await setBack('directory', database, SHORT)).toEqual({ outcome: 'SET_BACK', from });
        const { relay, publisher } = relayOf(database, topics, suite);
        await relay.start();
        await eventually('all is published', () => relay.state.published === 20);
        await relay.stop();
        expect(publisher.sent).toEqual(positions);
      }
    },
  ],
  [
    'a log that an instance relays is not set back, even where that has nothing to publish',
    async (database, topics) => {
      const suite = new SuiteLog(database);
      await twenty(suite);
      const { relay, publisher } = relayOf(database, topics, suite);
      await relay.start();
      await eventually('all is published', () => relay.state.position === 20);
      expect(await isRelayed('directory', database, OPERATOR)).toBe(true);
      expect(await setBack('directory', database, OPERATOR)).toEqual({ outcome: 'RELAYED' });
      await suite.named('n-21', 'unit-1', '名21');
      await eventually('it goes on', () => publisher.sent.length === 21);
      await relay.stop();
      expect(publisher.sent).toEqual([...positions, 21]);
    },
  ],
  [
    'the log of an instance that died, or of a dump of one that lived, is set back once its lease has stood still for its length',
    async (database) => {
      await twenty(new SuiteLog(database));
      const dead = new RelayLease('directory', 'dead', database, SHORT.leaseMs);
      await dead.prepare();
      await dead.hold();
      await dead.move(20);
      expect(await setBack('directory', database, SHORT)).toEqual({ outcome: 'SET_BACK', from: 20 });
      expect(await dead.move(21)).toBe('FENCED');
      const next = new RelayLease('directory', 'next', database, SHORT.leaseMs);
      expect([await next.hold(), next.position]).toEqual(['TAKEN', 0]);
    },
  ],
];
