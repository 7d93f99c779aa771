import type { LogName } from '#contracts';
import { Rest } from '../loop/rest.js';
import { type LastEvent, lastEventOf } from '../transport/last-event.js';
import type { PartitionRef } from '../transport/wire-event.js';
import { type Brokers, brokersOf, type FetchedMessage, READ_COMMITTED } from './groupless.js';
import { kafkaOf, topicOf, type KafkaOptions } from './kafka-connection.js';
import { mayPass } from './kafka-logger.js';
import { placed } from './placed.js';

/**
 * How often it is looked further back in a partition that ends in messages which are no events. Somebody who wrote more of them
 * than these answers hold leaves the partition untold: its readers park them, and a relay must not stop for ever over them.
 */
const MOST_LOOKS = 20;
/** A broker gives the batch that is asked for whole, however long it is; this is for what lies behind it. */
const MOST_BYTES = 100_000;
const MOST_WAIT_MS = 100;
const MOST_ATTEMPTS = 10;
const BETWEEN_ATTEMPTS_MS = 100;

interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** The last event of every partition of a log's topic, read without a group. @param requestTimeout ms for each question */
export async function lastEventsOf(options: KafkaOptions, log: LogName, requestTimeout: number): Promise<readonly LastEvent[]> {
  const topic = topicOf(options, log);
  const brokers = brokersOf(kafkaOf(options, requestTimeout));
  try {
    await brokers.connect();
    await brokers.addTargetTopic(topic);
    return await despiteElections(brokers, () => lastOfEach(brokers, topic, log, options.partitions));
  } finally {
    await brokers.disconnect();
  }
}

/** A new topic, and one whose broker has come back, has leaders that do not know of it yet. */
async function despiteElections<Result>(brokers: Brokers, work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === MOST_ATTEMPTS || !mayPass(error)) throw error;
    }
    await new Rest().pause(BETWEEN_ATTEMPTS_MS);
    await brokers.refreshMetadata();
  }
}

async function lastOfEach(brokers: Brokers, topic: string, log: LogName, partitions: number): Promise<readonly LastEvent[]> {
  const found: LastEvent[] = [];
  // One after the other: an answer over several partitions is sure to hold messages of the first of them only.
  for (const [partition, bounds] of await boundsOf(brokers, topic, partitions)) {
    const last = await lastIn(brokers, topic, { log, partition }, bounds);
    if (last !== undefined) found.push(last);
  }
  return found;
}

/** In the order of the partitions: the broker answers in any. */
async function boundsOf(brokers: Brokers, topic: string, partitions: number): Promise<readonly (readonly [number, Bounds])[]> {
  const asked = { topic, partitions: Array.from({ length: partitions }, (_, partition) => ({ partition })) };
  const [lows] = await brokers.fetchTopicsOffset([{ ...asked, fromBeginning: true }]);
  const [highs] = await brokers.fetchTopicsOffset([{ ...asked, fromBeginning: false }]);
  const [low, high] = [lows, highs].map((found) => new Map(found?.partitions.map(({ partition, offset }) => [partition, Number(offset)])));
  return asked.partitions.map(({ partition }) => [partition, { low: low?.get(partition) ?? 0, high: high?.get(partition) ?? 0 }]);
}

async function lastIn(brokers: Brokers, topic: string, at: PartitionRef, { low, high }: Bounds): Promise<LastEvent | undefined> {
  let end = high;
  for (let look = 0; look < MOST_LOOKS && end > low; look += 1) {
    // With the message that is asked for come those before it in its batch.
    const messages = await fetched(brokers, topic, at.partition, end - 1);
    const last = lastEventOf(topic, at, messages.filter(({ isControlRecord }) => !isControlRecord).map(placed));
    if (last !== undefined) return last;
    end = Math.min(end - 1, Number(messages[0]?.offset ?? end));
  }
  return undefined;
}

async function fetched(brokers: Brokers, topic: string, partition: number, offset: number): Promise<readonly FetchedMessage[]> {
  const [nodeId] = Object.keys(brokers.findLeaderForPartitions(topic, [partition]));
  if (nodeId === undefined) throw new Error(`${topic} has no partition ${partition}`);
  const broker = await brokers.findBroker({ nodeId });
  const { responses } = await broker.fetch({
    isolationLevel: READ_COMMITTED,
    maxWaitTime: MOST_WAIT_MS,
    maxBytes: MOST_BYTES,
    topics: [{ topic, partitions: [{ partition, fetchOffset: String(offset), maxBytes: MOST_BYTES }] }],
  });
  return responses[0]?.partitions[0]?.messages ?? [];
}
