import type { LogName, Position } from '#contracts';
import type { Database, SqlSession } from '#persistence';
import type { Fence } from '../projection/checkpoint.js';
import type { Projection } from '../projection/projection.js';
import type { PartitionRef } from '../transport/wire-event.js';
import { PARTITION_CHECKPOINT } from './feed-tables.js';

/** How far one partition has been read. */
export interface Cursor extends PartitionRef {
  readonly offset: number;
  readonly position: Position;
  readonly events: number;
}

/** A cursor's move: nothing of the batch is written unless it still stands where it is expected. */
export interface CursorMove {
  readonly from: Cursor;
  readonly to: Cursor;
}

interface CheckpointRow {
  readonly log: LogName;
  readonly shard: number;
  readonly next_offset: number;
  readonly position: Position;
  readonly events: number;
}

/** One text per partition, in the order in which rows are locked. */
export function cursorKey({ log, partition }: PartitionRef): string {
  return `${log}/${String(partition).padStart(4, '0')}`;
}

/** Makes the rows of every partition, standing at the beginning; rows that are there stay. */
export async function preparePartitions(database: Database, projection: Projection, partitions: number): Promise<void> {
  const numbers = Array.from({ length: partitions }, (_, partition) => partition);
  const rows = projection.logs.flatMap((log) => numbers.map((partition) => [projection.name, projection.version, log, partition, 0, 0, 0]));
  await database.transaction('rebuildable', (session) =>
    session.insert(
      'INSERT INTO partition_checkpoint',
      ['projection', 'version', 'log', 'shard', 'next_offset', 'position', 'events'],
      rows,
      database.dialect.onConflict(PARTITION_CHECKPOINT.primaryKey, [], []),
    ),
  );
}

/** Every partition of every log of the projection, whoever reads it now. */
export async function cursorsOf(session: SqlSession, projection: Projection): Promise<Cursor[]> {
  const rows = await session.all<CheckpointRow>(
    'SELECT log, shard, next_offset, position, events FROM partition_checkpoint WHERE projection = ? AND version = ? ORDER BY log, shard',
    [projection.name, projection.version],
  );
  return rows
    .filter(({ log }) => projection.logs.includes(log))
    .map(({ log, shard, next_offset: offset, position, events }) => ({ log, partition: shard, offset, position, events }));
}

/**
 * Moves cursors in one order for everybody, so that two writers cannot wait for each other.
 * @returns CONFLICT at the first that is not where it is expected: the transaction must then write nothing
 */
export async function moveCursors(session: SqlSession, projection: Projection, moves: readonly CursorMove[]): Promise<Fence> {
  const sorted = [...moves].sort((left, right) => (cursorKey(left.from) < cursorKey(right.from) ? -1 : 1));
  for (const { from, to } of sorted) {
    const changed = await session.run(
      'UPDATE partition_checkpoint SET next_offset = ?, position = ?, events = ?' +
        ' WHERE projection = ? AND version = ? AND log = ? AND shard = ? AND next_offset = ?',
      [to.offset, to.position, to.events, projection.name, projection.version, from.log, from.partition, from.offset],
    );
    if (changed !== 1) return 'CONFLICT';
  }
  return 'ADVANCED';
}
