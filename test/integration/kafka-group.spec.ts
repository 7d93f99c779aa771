import kafkajs from 'kafkajs';
import { hashProjection, KafkaSubscriber } from '#event-log';
import { namesProjection } from '../../libs/event-log/src/testing/names-projection.js';
import { eventually } from '../support/eventually.js';
import { namesGiven, namesRows, type TopicsLedger } from '../support/topics-ledger.js';
import { topicsOfEachTest } from '../support/topics-of-each-test.js';

/** A session lasts 6 s. */
const LONGER_THAN_A_SESSION_MS = 9_000;

function protocolNamed(name: string): Pick<kafkajs.Assigner, 'protocol'> {
  const metadata = (topics: string[]): Buffer =>
    kafkajs.AssignerProtocol.MemberMetadata.encode({ version: 1, topics, userData: Buffer.alloc(0) });
  return { protocol: ({ topics }) => ({ name, metadata: metadata(topics) }) };
}

describe('a group of readers on Kafka', () => {
  let topics: TopicsLedger;
  topicsOfEachTest((made) => (topics = made), { partitions: 6 });

  test('three readers that come and go while events flow count every event once; the rows are those of a reader that was alone', async () => {
    const { oracle, stop } = await topics.flowing();
    const rows = await topics.sqlite('reader');
    topics.atEnd(() => rows.close());
    const [first, second] = [await topics.reader(rows, namesProjection()), await topics.reader(rows, namesProjection())];
    for (let round = 0; round < 3; round += 1) {
      const third = await topics.reader(rows, namesProjection());
      const before = oracle.events;
      await eventually('events are folded while three read', async () => namesGiven(await namesRows(rows)) > before, 60_000);
      await (round === 1 ? second : third).stop();
    }
    await stop();
    expect(await first.host.waitFor(['names'], [{ log: 'directory', position: oracle.events }], 60_000)).toBe(0);
    expect(await namesRows(rows)).toEqual(oracle.sorted());
    expect(await rows.read.all('SELECT * FROM parked_event')).toEqual([]);
    const alone = await topics.sqlite('alone');
    topics.atEnd(() => alone.close());
    const reader = await topics.reader(alone, namesProjection(), `${topics.kafka.topicPrefix}-alone`);
    await reader.host.waitFor(['names'], [{ log: 'directory', position: oracle.events }], 60_000);
    const hashes = await Promise.all([rows, alone].map((database) => hashProjection(database.read, namesProjection(), (table) => table)));
    expect(hashes[0]).toBe(hashes[1]);
  });

  test('a reader sees what another member of its group has written, and how far the whole group is', async () => {
    const { oracle, stop } = await topics.flowing();
    const rows = await topics.sqlite('reader');
    topics.atEnd(() => rows.close());
    const [one, two] = [await topics.reader(rows, namesProjection()), await topics.reader(rows, namesProjection())];
    await eventually('events are folded', async () => namesGiven(await namesRows(rows)) > 100, 60_000);
    await stop();
    for (const reader of [one, two]) {
      expect(await reader.host.waitFor(['names'], [{ log: 'directory', position: oracle.events }], 30_000)).toBe(0);
      expect(await reader.host.lagOf('names', new Map())).toEqual({ behindBy: 0, lagMs: 0 });
    }
  });

  test('what a group has written is told to the broker, for those who look there; with empty tables it begins at the first event all the same', async () => {
    const { oracle, stop } = await topics.flowing();
    const rows = await topics.sqlite('reader');
    topics.atEnd(() => rows.close());
    const group = `${topics.kafka.topicPrefix}-told`;
    const reader = await topics.reader(rows, namesProjection(), group);
    await eventually('events are folded', async () => namesGiven(await namesRows(rows)) > 100, 60_000);
    await stop();
    const all = [{ log: 'directory', position: oracle.events }] as const;
    expect(await reader.host.waitFor(['names'], all, 60_000)).toBe(0);
    const ends = await topics.asOperator((admin) => admin.fetchTopicOffsets(topics.topic));
    const filled = ends.filter(({ offset }) => offset !== '0');
    expect(filled.length).toBeGreaterThan(1);
    const isTold = async (): Promise<boolean> => {
      const told = await toldOf(group);
      return filled.every(({ partition, offset }) => told.get(partition) === offset);
    };
    await eventually('the broker has the end of every partition', isTold, 30_000);
    await reader.stop();
    const empty = await topics.sqlite('empty');
    topics.atEnd(() => empty.close());
    const again = await topics.reader(empty, namesProjection(), group);
    expect(await again.host.waitFor(['names'], all, 60_000)).toBe(0);
    expect(await namesRows(empty)).toEqual(oracle.sorted());
  });

  test('a handler that waits for longer than a session may last stays a member of its group', async () => {
    const { service, oracle, stop } = await topics.flowing();
    await eventually('events are published', () => (service.relays[0]?.state.position ?? 0) > 20, 60_000);
    await stop();
    const delivered: number[] = [];
    let assignments = 0;
    const reader = subscriber('patient');
    reader.start(
      {
        assigned(partitions) {
          assignments += 1;
          return Promise.resolve(partitions.map((at) => ({ ...at, offset: 0 })));
        },
        async deliver({ messages }) {
          // The first one waits: for room in a queue whose database is slow.
          if (delivered.length === 0) await new Promise((resume) => setTimeout(resume, LONGER_THAN_A_SESSION_MS));
          delivered.push(...messages.map(({ offset }) => offset));
        },
      },
      (error) => topics.ends.push(error),
    );
    await eventually('all are delivered', () => delivered.length >= oracle.events, 60_000);
    expect(delivered).toHaveLength(oracle.events);
    expect(assignments).toBe(1);
    expect(topics.ends).toEqual([]);
  });

  test('a reader closes although its handler never returns, also after it has lost its session', async () => {
    const { service, stop } = await topics.flowing();
    await eventually('events are published', () => (service.relays[0]?.state.position ?? 0) > 20, 60_000);
    await stop();
    let [assignments, deliveries] = [0, 0];
    const reader = subscriber('stuck');
    reader.start(
      {
        assigned(partitions) {
          assignments += 1;
          return Promise.resolve(partitions.map((at) => ({ ...at, offset: 0 })));
        },
        deliver() {
          deliveries += 1;
          return new Promise(() => undefined);
        },
      },
      (error) => topics.ends.push(error),
    );
    await eventually('it waits in its handler', () => deliveries > 0, 60_000);
    // The whole process stands still, as in a full collection of memory: its member is missed meanwhile.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LONGER_THAN_A_SESSION_MS);
    await eventually('it has joined again', () => assignments > 1, 60_000);
    const before = performance.now();
    await reader.close();
    expect(performance.now() - before).toBeLessThan(4_000);
    expect(topics.ends).toEqual([]);
  });

  test('a fault that no retry mends is told, once, so that the process can end', async () => {
    const stranger = topics.stranger.consumer({
      groupId: `${topics.kafka.topicPrefix}-shared`,
      maxWaitTimeInMs: 100,
      // Another way to share partitions than ours: the broker lets only one of them into a group.
      partitionAssigners: [(given) => ({ ...kafkajs.PartitionAssigners.roundRobin(given), name: 'another', ...protocolNamed('another') })],
    });
    await stranger.connect();
    topics.atEnd(() => stranger.disconnect());
    await stranger.subscribe({ topics: [topics.topic], fromBeginning: true });
    await stranger.run({ eachMessage: () => Promise.resolve() });
    subscriber('shared').start({ assigned: () => Promise.resolve([]), deliver: () => Promise.resolve() }, (error) =>
      topics.ends.push(error),
    );
    await eventually('the reader has ended', () => topics.ends.length > 0, 60_000);
    expect(topics.ends.map(({ message }) => message)).toEqual([expect.stringMatching(/protocol/i)]);
  });

  /** The offsets that the broker holds of a group, by partition. */
  async function toldOf(groupId: string): Promise<ReadonlyMap<number, string>> {
    const told = await topics.asOperator((admin) => admin.fetchOffsets({ groupId, topics: [topics.topic] }));
    return new Map(told.flatMap(({ partitions }) => partitions.map(({ partition, offset }) => [partition, offset] as const)));
  }

  function subscriber(group: string): KafkaSubscriber {
    const report = (error: unknown): void => void topics.faults.push(String(error));
    const made = new KafkaSubscriber({ ...topics.kafka, group: `${topics.kafka.topicPrefix}-${group}`, logs: ['directory'], report });
    topics.atEnd(() => made.close());
    return made;
  }
});
