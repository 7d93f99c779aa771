import type { Database, SqlSession } from '#persistence';
import type { Projection } from '../projection/projection.js';
import { changingTables, finishSwitch } from '../projection/switch.js';
import type { PartitionRef } from '../transport/wire-event.js';
import { addPartitions, cursorKey, cursorsOf } from './partition-checkpoint.js';
import { refuseOtherPartitions } from './same-partitions.js';

/**
 * Makes the rows of every partition that has none. Under the lock of those who rebuild: a row made between the two halves of
 * a switch would let a feed begin anew in rows that are complete.
 * @throws TopicError where rows were read from another number of partitions
 */
export async function preparePartitions(database: Database, projection: Projection, partitions: number): Promise<void> {
  if ((await missing(database.read, projection, partitions)).length === 0) return;
  await changingTables(database, async () => {
    await finishSwitch(database, projection);
    const absent = await missing(database.read, projection, partitions);
    await database.transaction('rebuildable', (session) => addPartitions(session, projection, absent));
  });
}

async function missing(session: SqlSession, projection: Projection, partitions: number): Promise<PartitionRef[]> {
  const cursors = await cursorsOf(session, projection);
  refuseOtherPartitions(cursors, partitions);
  const there = new Set(cursors.map(cursorKey));
  const numbers = Array.from({ length: partitions }, (_, partition) => partition);
  return projection.logs.flatMap((log) => numbers.map((partition) => ({ log, partition }))).filter((at) => !there.has(cursorKey(at)));
}
