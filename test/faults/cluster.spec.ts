import { eventually } from '../support/eventually.js';
import { FaultCluster, type MemberName, MEMBERS } from '../support/fault-cluster.js';
import { Load } from './load.js';
import { CLUSTER_PLACES } from './places.js';

/** `npm run faults -- --long`. */
const LONG = process.env['FAULTS_LONG'] === '1';
const TIMES = LONG ? 3 : 1;
const RANDOM_KILLS = Number(process.env['KILLS'] ?? (LONG ? '500' : '10'));
/** Whom a moment may meet that nobody chose: services, broker and database. */
const VICTIMS = [...MEMBERS, 'kafka', 'mysql'] as const;
const DATABASE_KILLS = LONG ? 20 : 1;
const REBALANCES = LONG ? 60 : 2;
const BROKER_AWAY_COMMANDS = LONG ? 5_000 : 200;
const BACK_WITHIN_MS = 10_000;
/** A batch that was at its COMMIT has committed by then; at any other statement it waits for its answer. */
const LOOKS_FOR_A_COMMIT = 30;
/** A member passes its place within this while all are under load and others are being killed. */
const DIES_WITHIN_MS = 90_000;
const LIMIT_MS = LONG ? 4 * 3_600_000 : 240_000;

/** Of each member, those that are died at on every run of the tests; a reader's death costs its group a session of 6 s. */
const SHORT: Readonly<Partial<Record<MemberName, readonly string[]>>> = {
  households: ['append.before-commit:5', 'append.after-commit:3', 'lease.after-take', 'relay.after-publish:2', 'publisher.after-send:2'],
  impact: ['subscriber.before-seek', 'consumer.before-queue:2', 'writer.after-fence', 'writer.before-commit', 'writer.after-commit'],
  gateway: ['gateway.before-forward:9', 'gateway.after-head:5'],
};
const PLACES: typeof SHORT = LONG ? CLUSTER_PLACES : SHORT;

describe('five services under load of which one thing after another is broken', () => {
  let cluster: FaultCluster;
  let load: Load;

  beforeAll(async () => {
    cluster = await FaultCluster.start();
    load = new Load(cluster);
    await load.prepare();
  }, 180_000);

  afterAll(() => cluster.stop(), 120_000);

  /** Runs work under load, waits for rest, and proves that nothing was lost, doubled or stuck. @throws with how every process stands */
  async function underLoad(work: () => Promise<void>): Promise<void> {
    load.start();
    const worked = await settled(load.more(20).then(work));
    const stopped = await settled(load.stop());
    // What broke the work may leave callers without an answer, too: neither is told in the other's place.
    const faults = [...worked, ...stopped, ...(worked.length + stopped.length > 0 ? [] : await settled(load.prove()))];
    if (faults.length > 0) throw new Error([...faults.map(({ stack }) => stack), cluster.standing()].join('\n'), { cause: faults[0] });
  }

  /** @returns what it was rejected with */
  async function settled(work: Promise<unknown>): Promise<Error[]> {
    const [end] = await Promise.allSettled([work]);
    if (end.status === 'fulfilled') return [];
    return [end.reason instanceof Error ? end.reason : new Error(String(end.reason))];
  }

  async function again(name: MemberName): Promise<void> {
    const member = cluster.members[name];
    if (!(await member.start())) throw new Error(`${name} ended before it was ready:\n${member.said}`);
  }

  /** Loses what the database answers from now on. @returns whether a COMMIT was among it; if none was, the line is whole again */
  async function losesACommit(): Promise<boolean> {
    cluster.line.loseReplies();
    const answered = load.count('households');
    for (let look = 0; look < LOOKS_FOR_A_COMMIT; look += 1) if ((await cluster.head('households')) > answered) return true;
    await cluster.line.restore();
    return false;
  }

  async function dieAt(name: MemberName, places: readonly string[]): Promise<void> {
    const member = cluster.members[name];
    await member.kill();
    for (const place of places) {
      await member.start(place);
      const how = await member.end(DIES_WITHIN_MS).catch((error: unknown) => {
        throw new Error(`${name} did not die at ${place}`, { cause: error });
      });
      expect([place, how]).toEqual([place, 'SIGKILL']);
    }
    await again(name);
  }

  /** Dies at once, and is there again. */
  async function killed(name: (typeof VICTIMS)[number]): Promise<void> {
    if (name === 'kafka' || name === 'mysql') {
      await cluster.servers.crash(name);
      await cluster.servers.revive(name);
      return;
    }
    expect(await cluster.members[name].kill()).toBe('SIGKILL');
    await again(name);
  }

  test(
    `SIGKILL at each named place × ${TIMES}, three services at a time`,
    async () => {
      for (let time = 0; time < TIMES; time += 1) {
        await underLoad(async () => {
          const dying = Object.entries(PLACES).map(([name, places]) => dieAt(name as MemberName, places));
          // All of them to their end: a fault of one must not leave another one half-way.
          const ends = await Promise.allSettled(dying);
          for (const end of ends) if (end.status === 'rejected') throw end.reason;
        });
      }
    },
    LIMIT_MS,
  );

  test(
    `SIGKILL at ${RANDOM_KILLS} moments nobody chose`,
    () =>
      underLoad(async () => {
        for (let kill = 0; kill < RANDOM_KILLS; kill += 1) {
          const name = VICTIMS[Math.floor(Math.random() * VICTIMS.length)] ?? 'households';
          await load.more(1 + Math.floor(Math.random() * 100));
          await killed(name);
        }
      }),
    LIMIT_MS,
  );

  test(
    'the broker is killed and comes back: commands are accepted meanwhile',
    () =>
      underLoad(async () => {
        await cluster.servers.crash('kafka');
        await load.more(BROKER_AWAY_COMMANDS);
        await cluster.servers.revive('kafka');
      }),
    LIMIT_MS,
  );

  test(
    `the database is killed and comes back × ${DATABASE_KILLS}: what was answered is there`,
    () =>
      underLoad(async () => {
        for (let kill = 0; kill < DATABASE_KILLS; kill += 1) {
          await load.more(50);
          await cluster.servers.crash('mysql');
          await cluster.servers.revive('mysql');
        }
        await load.more(50);
      }),
    LIMIT_MS,
  );

  test(
    'the database is read-only for a while: commands are answered with 503, and accepted by themselves afterwards',
    () =>
      underLoad(async () => {
        await cluster.ask('SET GLOBAL super_read_only = 1');
        await load.refused('LEDGER.UNAVAILABLE');
        await cluster.ask('SET GLOBAL super_read_only = 0', 'SET GLOBAL read_only = 0');
        await load.more(20, BACK_WITHIN_MS);
      }),
    LIMIT_MS,
  );

  test(
    'the answer to a COMMIT is lost: the command is there once, and its caller is told so when it asks again',
    () =>
      underLoad(async () => {
        await eventually('a commit whose answer is lost', () => losesACommit(), 60_000);
        await cluster.line.restore();
        await load.more(50);
      }),
    LIMIT_MS,
  );

  test(
    `another reader joins and leaves × ${REBALANCES}`,
    () =>
      underLoad(async () => {
        for (let round = 0; round < REBALANCES; round += 1) {
          const other = await cluster.another('impact');
          if (!(await other.start())) throw new Error(`the other reader ended before it was ready:\n${other.said}`);
          await load.more(50);
          expect(await other.stop()).toBe('0');
          await load.more(50);
        }
      }),
    LIMIT_MS,
  );

  test(
    'a service that is asked to end and dies on the way out has lost nothing',
    () =>
      underLoad(async () => {
        const { households } = cluster.members;
        expect(await households.stop()).toBe('0');
        await households.start('relay.before-release');
        await load.more(20);
        expect(await households.stop()).toBe('SIGKILL');
        await again('households');
      }),
    LIMIT_MS,
  );
});
