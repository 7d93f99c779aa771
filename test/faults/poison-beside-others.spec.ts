import type { Message, Producer } from 'kafkajs';
import { encodeEvent, type Ledger, parkedOf } from '#event-log';
import { stored } from '../../libs/event-log/src/testing/feed-scene.js';
import { NamesOracle } from '../../libs/event-log/src/testing/names-projection.js';
import { paced } from '../bench/cluster/load.js';
import { median, quantile } from '../bench/result.js';
import { sharedServers, type SharedServers } from '../support/servers.js';
import { namesRows, TopicsLedger } from '../support/topics-ledger.js';
import { fragile, POISON } from './poison.js';

const LONG = process.env['FAULTS_LONG'] === '1';
const PER_SECOND = 100;
const CALM_S = LONG ? 120 : 4;
const POISONED_S = LONG ? 600 : 6;
/** One event in so many is poison. */
const ONE_IN = LONG ? 1_000 : 100;
/** How much older others may become beside it. */
const MOST_TIMES = 2;
const LONGEST_WAIT_MS = 10_000;

/** A topic that gets an event of its log every few milliseconds, and a reader behind it. */
class Steady {
  readonly oracle = new NamesOracle();
  poisoned = 0;
  private position = 0;
  private sending: Promise<unknown> = Promise.resolve();
  private readonly waiting: Message[] = [];

  constructor(
    private readonly producer: Producer,
    private readonly reader: Ledger,
    private readonly topic: string,
  ) {}

  /** @returns of each event that is no poison how long it took from being sent until it was in the rows, ms */
  ages(seconds: number, isPoison: (position: number) => boolean): Promise<number[]> {
    const ages: number[] = [];
    const one = async (): Promise<void> => {
      const position = (this.position += 1);
      const poisons = isPoison(position);
      const from = performance.now();
      await this.sent(poisons ? this.poison(position) : this.name(position));
      await this.reader.host.waitFor(['names'], [{ log: 'directory', position }], LONGEST_WAIT_MS);
      if (!poisons) ages.push(performance.now() - from);
    };
    return paced(PER_SECOND, seconds, one).then(() => ages);
  }

  /** One send at a time with all that waits for it, as a relay does: the order of the topic is that of the log. */
  private sent(message: Message): Promise<unknown> {
    this.waiting.push(message);
    this.sending = this.sending.then(async () => {
      const messages = this.waiting.splice(0);
      if (messages.length > 0) await this.producer.send({ topic: this.topic, messages });
    });
    return this.sending;
  }

  private poison(position: number): Message {
    const make = POISON[this.poisoned % POISON.length];
    this.poisoned += 1;
    if (make === undefined) throw new Error('there is no poison');
    return make(position, `poison-${position}`);
  }

  private name(position: number): Message {
    const [stream, text] = [`unit-${position % 17}`, `名${position}`];
    this.oracle.accept(stream, text);
    return encodeEvent('directory', stored(position, stream, text));
  }
}

describe(`events at ${PER_SECOND} a second for ${POISONED_S} s, one in ${ONE_IN} of them poison`, () => {
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

  test(`the others are in the rows no later than ${MOST_TIMES} × as without, and nothing is dead at the end`, async () => {
    const rows = await topics.sqlite('reader');
    topics.atEnd(() => rows.close());
    const reader = await topics.reader(rows, fragile());
    const producer = topics.stranger.producer();
    topics.atEnd(() => producer.disconnect());
    await producer.connect();
    const steady = new Steady(producer, reader, topics.topic);
    await steady.ages(1, () => false);
    const calm = await steady.ages(CALM_S, () => false);
    const beside = await steady.ages(POISONED_S, (position) => position % ONE_IN === 0);
    const times = (share: number): number => quantile(beside, share) / quantile(calm, share);
    console.log(
      `age of the others: median ${median(calm).toFixed(1)} → ${median(beside).toFixed(1)} ms (${times(0.5).toFixed(2)} ×), p99 ${times(0.99).toFixed(2)} ×`,
    );
    expect(times(LONG ? 0.99 : 0.5)).toBeLessThanOrEqual(MOST_TIMES);
    expect(await parkedOf(rows.read)).toHaveLength(steady.poisoned);
    expect(await namesRows(rows)).toEqual(steady.oracle.sorted());
    expect([topics.ends, topics.faults]).toEqual([[], []]);
  }, 1_200_000);
});
