import type { Kafka, KafkaMessage } from 'kafkajs';
import { METADATA_AGE_MS } from './kafka-connection.js';

/** A message as it comes in an answer to a fetch. */
export type FetchedMessage = KafkaMessage & {
  /** Of the broker's own, about a transaction. */
  readonly isControlRecord: boolean;
};

interface FetchRequest {
  readonly isolationLevel: number;
  readonly maxWaitTime: number;
  readonly maxBytes: number;
  readonly topics: readonly {
    readonly topic: string;
    readonly partitions: readonly { readonly partition: number; readonly fetchOffset: string; readonly maxBytes: number }[];
  }[];
}

interface Broker {
  fetch(request: FetchRequest): Promise<{ readonly responses: readonly { readonly partitions: readonly Fetched[] }[] }>;
}

interface Fetched {
  readonly messages: readonly FetchedMessage[];
}

interface AskedOffsets {
  readonly topic: string;
  readonly fromBeginning: boolean;
  readonly partitions: readonly { readonly partition: number }[];
}

interface FoundOffsets {
  readonly partitions: readonly { readonly partition: number; readonly offset: string }[];
}

/** The part of kafkajs's connections to the brokers of one cluster that is needed to read without a group. */
export interface Brokers {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  addTargetTopic(topic: string): Promise<void>;
  refreshMetadata(): Promise<void>;
  /** Where the partitions of topics begin or end. */
  fetchTopicsOffset(topics: readonly AskedOffsets[]): Promise<readonly FoundOffsets[]>;
  findLeaderForPartitions(topic: string, partitions: readonly number[]): Readonly<Record<string, readonly number[]>>;
  findBroker(at: { readonly nodeId: string }): Promise<Broker>;
}

/** Nothing of a transaction that is not over, as kafkajs's consumers read. */
export const READ_COMMITTED = 1;

const MAKES_BROKERS = 'private:Kafka:createCluster';

/**
 * Connections that are not open yet. kafkajs reads for members of groups alone, and to found a group costs three seconds at a
 * broker as it comes (`group.initial.rebalance.delay.ms`); what its consumers read with is behind a symbol that it does not give
 * out. Its version is pinned, and `test/integration/kafka-restore.spec.ts` reads in this way.
 */
export function brokersOf(kafka: Kafka): Brokers {
  const kept = kafka as unknown as Readonly<Record<symbol, (options: object) => Brokers>>;
  const name = Object.getOwnPropertySymbols(kafka).find(({ description }) => description === MAKES_BROKERS);
  const makeBrokers = name === undefined ? undefined : kept[name];
  if (makeBrokers === undefined) throw new Error(`kafkajs has no ${MAKES_BROKERS} any more: see libs/event-log/src/kafka/groupless.ts`);
  return makeBrokers({ allowAutoTopicCreation: false, isolationLevel: READ_COMMITTED, metadataMaxAge: METADATA_AGE_MS });
}
