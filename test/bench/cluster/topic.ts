import { CompressionTypes, Kafka, logLevel } from 'kafkajs';
import { type Envelope, LOG_NAMES } from '#contracts';
import { createTopics, type KafkaOptions } from '#event-log';

export const PARTITIONS = 4;
const SEND = 1_000;

const silent = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };

/** The topics as the product makes them, under a name that the cluster of the same run does not read. */
export const BENCH_TOPICS: Omit<KafkaOptions, 'brokers'> = {
  clientId: 'bench',
  topicPrefix: 'bench',
  partitions: PARTITIONS,
  replicationFactor: 1,
  minInsyncReplicas: 1,
  logger: silent,
};

/** A topic as every contender finds it, and what lies in each of its partitions. */
export interface BenchTopic {
  readonly name: string;
  readonly partitions: readonly (readonly Envelope[])[];
}

/** Which partition a stream goes to: the same for ever, spread evenly. */
function partitionOf(streamId: string): number {
  let hash = 0;
  for (let index = 0; index < streamId.length; index += 1) hash = (Math.imul(hash, 31) + streamId.charCodeAt(index)) >>> 0;
  return hash % PARTITIONS;
}

/** Creates the topic and fills it with the events, keyed by stream, headers as the relay writes them. */
export async function fillTopic(brokers: readonly string[], name: string, events: Iterable<Envelope>): Promise<BenchTopic> {
  const kafka = new Kafka({ clientId: 'bench', brokers: [...brokers], logLevel: logLevel.NOTHING });
  await createTopics({ ...BENCH_TOPICS, brokers }, LOG_NAMES);
  const partitions: Envelope[][] = Array.from({ length: PARTITIONS }, () => []);
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  let waiting: Envelope[] = [];
  const send = async (): Promise<void> => {
    const messages = waiting.map((event) => messageOf(event));
    waiting = [];
    await producer.send({ topic: name, acks: -1, compression: CompressionTypes.None, messages });
  };
  for (const event of events) {
    partitions[partitionOf(event.streamId)]?.push(event);
    waiting.push(event);
    if (waiting.length === SEND) await send();
  }
  if (waiting.length > 0) await send();
  await producer.disconnect();
  return { name, partitions };
}

function messageOf(event: Envelope): { key: string; partition: number; value: string; headers: Record<string, string> } {
  return {
    key: event.streamId,
    partition: partitionOf(event.streamId),
    value: JSON.stringify(event),
    headers: {
      type: event.type,
      'schema-version': String(event.schemaVersion),
      'event-id': event.id,
      position: String(event.position),
    },
  };
}
