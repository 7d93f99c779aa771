import type { LogName } from '#contracts';
import { type LastEvent, lastEventOf } from '../transport/last-event.js';
import type { PartitionRef } from '../transport/wire-event.js';
import { type Brokers, brokersOf, type FetchedMessage, READ_COMMITTED } from './groupless.js';
import { kafkaOf, topicOf, type KafkaOptions } from './kafka-connection.js';
import { placed } from './placed.js';

/**
 * How often it is looked further back in a partition that ends in messages which are no events. Somebody who wrote more of them
 * than these answers hold leaves the partition untold: its readers park them, and a relay must not stop for ever over them.
 */
const MOST_LOOKS = 20;
/** A broker gives the batch that is asked for whole, however long it is; this is for what lies behind it. */
const MOST_BYTES = 100_000;
const MOST_WAIT_MS = 100;

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
    const found: LastEvent[] = [];
    // One after the other: an answer over several partitions is sure to hold messages of the first of them only.
    for (const [partition, bounds] of await boundsOf(brokers, topic, options.partitions)) {
      const last = await lastIn(brokers, topic, { log, partition }, bounds);
      if (last !== undefined) found.push(last);
    }
    return found;
  } finally {
    await brokers.disconnect();
  }
}

async function boundsOf(brokers: Brokers, topic: string, partitions: number): Promise<ReadonlyMap<number, Bounds>> {
  const asked = { topic, partitions: Array.from({ length: partitions }, (_, partition) => ({ partition })) };
  const [lows] = await brokers.fetchTopicsOffset([{ ...asked, fromBeginning: true }]);
  const [highs] = await brokers.fetchTopicsOffset([{ ...asked, fromBeginning: false }]);
  const low = new Map(lows?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
  return new Map(highs?.partitions.map(({ partition, offset }) => [partition, { low: low.get(partition) ?? 0, high: Number(offset) }]));
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
