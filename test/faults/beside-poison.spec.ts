import type { Consumer, Message } from 'kafkajs';
import { encodeEvent, type ParkedEvent, parkedOf } from '#event-log';
import { NamesOracle } from '../../libs/event-log/src/testing/names-projection.js';
import { stored } from '../../libs/event-log/src/testing/feed-scene.js';
import { sharedServers, type SharedServers } from '../support/servers.js';
import { eventually } from '../support/eventually.js';
import { namesRows, TopicsLedger } from '../support/topics-ledger.js';
import { fragile, POISON } from './poison.js';

const LONG = process.env['FAULTS_LONG'] === '1';
/** One event in so many is poison. */
const ONE_IN = LONG ? 1_000 : 100;
const EVENTS = 6 * ONE_IN;
/** So few that the large one and those around it are no more than a broker takes at once. */
const PER_SEND = 100;
const PARKED_WITHIN_MS = 5_000;
/** Beside us, the same message is looped over when it comes this often. */
const LOOPS = 4;

describe(`poison in six classes, one event in ${ONE_IN}`, () => {
  let servers: SharedServers<'kafka'>;
  let topics: TopicsLedger;

  beforeAll(async () => {
    servers = await sharedServers(['kafka']);
    topics = await TopicsLedger.create(servers.kafka.brokers, { partitions: 3 });
  });

  afterAll(async () => {
    await topics.end();
    await servers.release();
  });

  /** Streams of poison are their own, so that what is parked behind it is nothing else. */
  async function publish(oracle: NamesOracle): Promise<void> {
    const producer = topics.stranger.producer();
    await producer.connect();
    const messages = Array.from({ length: EVENTS }, (_, index): Message => {
      const position = index + 1;
      const poison = position % ONE_IN === 0 ? POISON[position / ONE_IN - 1] : undefined;
      if (poison !== undefined) return poison(position, `poison-${position}`);
      const [stream, text] = [`unit-${index % 17}`, `名${index}`];
      oracle.accept(stream, text);
      return encodeEvent('directory', stored(position, stream, text));
    });
    for (let from = 0; from < messages.length; from += PER_SEND) {
      await producer.send({ topic: topics.topic, messages: messages.slice(from, from + PER_SEND) });
    }
    await producer.disconnect();
  }

  test(`ours parks each within ${PARKED_WITHIN_MS} ms, and every other event is in the rows by then`, async () => {
    const rows = await topics.sqlite('reader');
    topics.atEnd(() => rows.close());
    const reader = await topics.reader(rows, fragile());
    const oracle = new NamesOracle();
    await publish(oracle);
    let parked: ParkedEvent[] = [];
    const from = performance.now();
    await eventually(
      'all poison is parked',
      async () => {
        parked = await parkedOf(rows.read);
        return parked.length === POISON.length;
      },
      PARKED_WITHIN_MS,
    );
    console.log(`poison: parked ${Math.round(performance.now() - from)} ms after the last event was acknowledged`);
    expect(parked.map(({ position }) => position)).toEqual(POISON.map((_, index) => (index + 1) * ONE_IN));
    expect(parked.filter(({ reason }) => reason === '')).toEqual([]);
    await reader.host.waitFor(['names'], [{ log: 'directory', position: EVENTS }], PARKED_WITHIN_MS);
    expect(await namesRows(rows)).toEqual(oracle.sorted());
    expect(topics.ends).toEqual([]);
  });

  /** As a page of documentation has it: parse, then work; whatever is thrown goes to kafkajs. */
  async function stock(group: string, work: (value: string, offset: string) => void): Promise<Consumer> {
    const consumer = topics.stranger.consumer({
      groupId: `${topics.kafka.topicPrefix}-${group}`,
      retry: { retries: 2, initialRetryTime: 50 },
    });
    topics.atEnd(() => consumer.disconnect());
    await consumer.connect();
    await consumer.subscribe({ topics: [topics.topic], fromBeginning: true });
    await consumer.run({
      eachMessage: ({ message }) => {
        work(message.value?.toString() ?? '', message.offset);
        return Promise.resolve();
      },
    });
    return consumer;
  }

  test('beside it, stock kafkajs is dead after the first bad JSON: it has left and does not come back', async () => {
    const crashes: boolean[] = [];
    const consumer = await stock('parses', (value) => void JSON.parse(value));
    consumer.on(consumer.events.CRASH, ({ payload }) => crashes.push(payload.restart));
    await eventually('it has crashed', () => crashes.length > 0, 60_000);
    expect(crashes).toEqual([false]);
  });

  test('beside it, stock kafkajs is given the same message again and again where the work throws an ordinary error', async () => {
    const given = new Map<string, number>();
    await stock('throws', (value, offset) => {
      if (!value.includes('"name":"throws')) return;
      given.set(offset, (given.get(offset) ?? 0) + 1);
      throw new Error('this name cannot be read');
    });
    await eventually('it loops', () => [...given.values()].some((times) => times >= LOOPS), 60_000);
  });
});
