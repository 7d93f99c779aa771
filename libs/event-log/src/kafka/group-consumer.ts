import type { Consumer } from 'kafkajs';
import { kafkaOf, METADATA_AGE_MS, type KafkaOptions } from './kafka-connection.js';

/**
 * The least a broker allows by default. A dead member's partitions stand still for so long, also those of a consumer that
 * lost its broker and begins anew. A living member that is stopped for longer (a full collection, a stalled disk) is
 * replaced and joins again, which costs a rewind and nothing else: the fence keeps it from writing.
 */
const SESSION_TIMEOUT_MS = 6_000;
/** How long a member may finish what it has before it must rejoin: handlers only queue, so nobody needs it all. */
const REBALANCE_TIMEOUT_MS = 30_000;
/** A member learns of a rebalance by a heartbeat, so the whole group waits this long for the slowest. */
const HEARTBEAT_MS = 1_000;
/** The longest a fetch waits when there is nothing: it delays joins, leaves and seeks (trap 8). */
const MOST_WAIT_MS = 100;

/** A consumer that is not connected yet. @param group members with the same one share the partitions */
export function groupConsumer(options: KafkaOptions, group: string): Consumer {
  return kafkaOf(options).consumer({
    groupId: group,
    sessionTimeout: SESSION_TIMEOUT_MS,
    rebalanceTimeout: REBALANCE_TIMEOUT_MS,
    heartbeatInterval: HEARTBEAT_MS,
    maxWaitTimeInMs: MOST_WAIT_MS,
    metadataMaxAge: METADATA_AGE_MS,
    allowAutoTopicCreation: false,
    // kafkajs restarts some crashes inside itself, unwatched; every crash is told instead (traps 1, 2, 12).
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5, restartOnFailure: () => Promise.resolve(false) },
  });
}
