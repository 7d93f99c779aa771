import kafkajs, { type Kafka, type RetryOptions } from 'kafkajs';
import type { LogName } from '#contracts';
import { kafkaLog, type TransportLogger } from './kafka-logger.js';

/** How a process reaches Kafka and what it expects of the topics. */
export interface KafkaOptions {
  /** `host:port` of some brokers. */
  readonly brokers: readonly string[];
  /** Names this process in the broker's logs and quotas. */
  readonly clientId: string;
  /** First word of every topic's name, `bangfu` unless several ledgers share a cluster. */
  readonly topicPrefix: string;
  /** Partitions per topic. Never changed in place: a stream would move to another partition and lose its order. */
  readonly partitions: number;
  readonly replicationFactor: number;
  /** Replicas that must have an event before it counts as published; one less than the factor lets one broker be away. */
  readonly minInsyncReplicas: number;
  readonly logger: TransportLogger;
  /** Who this process is to the brokers (SCRAM-SHA-512); absent where they ask nobody. */
  readonly account?: { readonly user: string; readonly password: string } | undefined;
  /** How the line is encrypted; absent where it is in the clear. */
  readonly tls?: { readonly ca?: string } | undefined;
}

/**
 * Waits between attempts of one call: short, so that a broker that is back is found at once, and few, so that a call ends
 * in an error that our own loops report and repeat. (The default of an idempotent producer is for ever.)
 */
const RETRY: RetryOptions = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5, factor: 0.2, multiplier: 2 };
/** A stopped broker accepts connections and says nothing: after this long a call counts as failed. */
const REQUEST_TIMEOUT_MS = 10_000;

/** A topic whose partitions were changed is noticed after this. */
export const METADATA_AGE_MS = 10_000;

/** `bangfu.<log>.events` (contract §5). */
export function topicOf(options: Pick<KafkaOptions, 'topicPrefix'>, log: LogName): string {
  return `${options.topicPrefix}.${log}.events`;
}

/** A client of the brokers that has not connected yet. @param requestTimeout ms until a call without an answer counts as failed */
export function kafkaOf(options: KafkaOptions, requestTimeout = REQUEST_TIMEOUT_MS): Kafka {
  const { account, tls } = options;
  return new kafkajs.Kafka({
    brokers: [...options.brokers],
    clientId: options.clientId,
    connectionTimeout: 3_000,
    requestTimeout,
    retry: RETRY,
    logCreator: kafkaLog(options.logger),
    ...(tls === undefined ? {} : { ssl: tls.ca === undefined ? true : { ca: [tls.ca] } }),
    ...(account === undefined ? {} : { sasl: { mechanism: 'scram-sha-512', username: account.user, password: account.password } }),
  });
}
