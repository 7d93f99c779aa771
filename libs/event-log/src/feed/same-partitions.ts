import type { LogName } from '#contracts';
import { TopicError } from '../transport/topic-error.js';
import type { Cursor } from './partition-checkpoint.js';

/**
 * Refuses to go on in topics with another number of partitions than rows were read from: a stream would then lie in two of
 * them, in no order. Cursors that have read nothing may have any number.
 * @param partitions of every topic, as configured
 * @throws TopicError TOPIC.DIFFERS
 */
export function refuseOtherPartitions(cursors: readonly Cursor[], partitions: number): void {
  const read = new Map<LogName, Set<number>>();
  for (const { log, partition } of cursors) read.set(log, (read.get(log) ?? new Set()).add(partition));
  for (const [log, { size }] of read) {
    const hasRead = cursors.some((cursor) => cursor.log === log && cursor.offset > 0);
    if (hasRead && size !== partitions) throw TopicError.otherPartitions(log, size, partitions);
  }
}
