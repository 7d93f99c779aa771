import type { Logger } from 'pino';
import type { KafkaOptions } from '#event-log';
import type { ClusterConfiguration } from '#platform';

/** First word of every topic (contract §5). */
const TOPIC_PREFIX = 'bangfu';

/** One broker fewer than the copies may be away while events are published. */
export function kafkaOptions(
  { brokers, partitions, replication, account, tls }: ClusterConfiguration['kafka'],
  clientId: string,
  logger: Logger,
): KafkaOptions {
  return {
    brokers,
    clientId,
    topicPrefix: TOPIC_PREFIX,
    partitions,
    replicationFactor: replication,
    minInsyncReplicas: Math.max(1, replication - 1),
    logger,
    account,
    tls,
  };
}
