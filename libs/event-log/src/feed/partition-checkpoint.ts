import type { LogName, Position } from '#contracts';
import type { SqlSession, SqlText } from '#persistence';
import type { Fence } from '../projection/checkpoint.js';
import type { Projection } from '../projection/projection.js';
import { shadowName } from '../projection/shadow-tables.js';
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

const COLUMNS = ['projection', 'version', 'log', 'shard', 'next_offset', 'position', 'events'] as const;
/** A partition that still stands where it was left. */
const AS_EXPECTED = '(log = ? AND shard = ? AND next_offset = ?)';
const SELECT = 'SELECT log, shard, next_offset, position, events FROM partition_checkpoint';

function cursorFrom({ log, shard, next_offset: offset, position, events }: CheckpointRow): Cursor {
  return { log, partition: shard, offset, position, events };
}

/** One text per partition, in the order in which rows are locked. */
export function cursorKey({ log, partition }: PartitionRef): string {
  return `${log}/${String(partition).padStart(4, '0')}`;
}

/** Makes the rows of partitions that are not there, standing at the beginning. Callers hold the lock of the tables. */
export async function addPartitions(
  session: SqlSession,
  { name, version }: Projection,
  partitions: readonly PartitionRef[],
): Promise<void> {
  const rows = partitions.map(({ log, partition }) => [name, version, log, partition, 0, 0, 0]);
  await session.insert(
    'INSERT INTO partition_checkpoint',
    COLUMNS,
    rows,
    session.dialect.onConflict(PARTITION_CHECKPOINT.primaryKey, [], []),
  );
}

/** Every partition of every log of the projection, whoever reads it now. */
export async function cursorsOf(session: SqlSession, projection: Projection): Promise<Cursor[]> {
  const rows = await session.all<CheckpointRow>(
    `${SELECT} WHERE projection = ? AND version IN (?, ?) ORDER BY log, shard`,
    // Fenced ones too: until the switch has ended they are where the rows stand that readers see.
    [projection.name, projection.version, -projection.version],
  );
  return rows.filter(({ log }) => projection.logs.includes(log)).map(cursorFrom);
}

/** Takes the cursors away from whoever moves them: the next one that writes meets a CONFLICT. */
export async function fencePartitions(session: SqlSession, projection: string): Promise<void> {
  await session.run('UPDATE partition_checkpoint SET version = -version WHERE projection = ? AND version > 0', [projection]);
}

/** Where the live rows of fenced projections stand; of several projections each partition comes several times. */
export async function fencedCursors(session: SqlSession, projections: readonly string[]): Promise<Cursor[]> {
  const places = projections.map(() => '?').join(', ');
  return (await session.all<CheckpointRow>(`${SELECT} WHERE projection IN (${places}) AND version < 0`, projections)).map(cursorFrom);
}

/** Lays the cursors of rebuilt rows down beside the live ones, as their shadow. */
export async function stageCursors(session: SqlSession, name: string, version: number, cursors: readonly Cursor[]): Promise<void> {
  const shadow = shadowName(name);
  await session.run('DELETE FROM partition_checkpoint WHERE projection = ?', [shadow]);
  const rows = cursors.map(({ log, partition, offset, position, events }) => [shadow, version, log, partition, offset, position, events]);
  await session.insert('INSERT INTO partition_checkpoint', COLUMNS, rows);
}

/** Puts the laid down cursors in the place of the fenced ones. */
export async function placeStagedCursors(session: SqlSession, name: string): Promise<void> {
  await session.run('DELETE FROM partition_checkpoint WHERE projection = ?', [name]);
  await session.run('UPDATE partition_checkpoint SET projection = ? WHERE projection = ?', [name, shadowName(name)]);
}

/**
 * Moves cursors in ONE statement, their rows locked in the order of the key, so that two writers cannot wait for each other.
 * @returns CONFLICT where any of them is not where it is expected: the transaction must then write nothing
 */
export async function moveCursors(session: SqlSession, projection: Projection, moves: readonly CursorMove[]): Promise<Fence> {
  const sorted = [...moves].sort((left, right) => (cursorKey(left.from) < cursorKey(right.from) ? -1 : 1));
  const reached = (value: (to: Cursor) => number): SqlText => ({
    sql: `CASE ${sorted.map(() => 'WHEN log = ? AND shard = ? THEN ?').join(' ')} END`,
    params: sorted.flatMap(({ to }) => [to.log, to.partition, value(to)]),
  });
  const columns = [reached(({ offset }) => offset), reached(({ position }) => position), reached(({ events }) => events)] as const;
  const changed = await session.run(
    `UPDATE partition_checkpoint SET next_offset = ${columns[0].sql}, position = ${columns[1].sql}, events = ${columns[2].sql}` +
      ` WHERE projection = ? AND version = ? AND (${sorted.map(() => AS_EXPECTED).join(' OR ')})`,
    [
      ...columns.flatMap(({ params }) => params),
      ...[projection.name, projection.version],
      ...sorted.flatMap(({ from }) => [from.log, from.partition, from.offset]),
    ],
  );
  return changed === sorted.length ? 'ADVANCED' : 'CONFLICT';
}
