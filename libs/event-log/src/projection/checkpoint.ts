import type { LogName, Position } from '#contracts';
import type { SqlSession } from '#persistence';
import type { Projection } from './projection.js';

/** Outcome of moving a checkpoint: only `ADVANCED` may be followed by writes of the same transaction. */
export type Fence = 'ADVANCED' | 'CONFLICT';

/** The positions a projection has reached, per log; 0 where it has not begun. */
export async function positionsOf(session: SqlSession, projection: Projection): Promise<Map<LogName, Position>> {
  const rows = await session.all<{ log: LogName; position: Position }>(
    'SELECT log, position FROM checkpoint WHERE projection = ? AND version IN (?, ?)',
    // Fenced ones too: until the switch has ended they are where the rows stand that readers see.
    [projection.name, projection.version, -projection.version],
  );
  const positions = new Map(projection.logs.map((log) => [log, 0]));
  for (const row of rows) positions.set(row.log, row.position);
  return positions;
}

/** Moves the checkpoint from `expected` to `reached`, or reports that somebody else has moved it. */
export async function advance(
  session: SqlSession,
  projection: Projection,
  log: LogName,
  expected: Position,
  reached: Position,
): Promise<Fence> {
  const changed = await session.run(
    'UPDATE checkpoint SET position = ? WHERE projection = ? AND version = ? AND log = ? AND position = ?',
    [reached, projection.name, projection.version, log, expected],
  );
  return changed === 1 ? 'ADVANCED' : 'CONFLICT';
}

/**
 * Takes the checkpoints away from whoever moves them, and leaves them to those who read them: a version below 0 is nobody's.
 * A runner that is writing finishes first; the next one meets a CONFLICT.
 */
export async function fence(session: SqlSession, projection: string): Promise<void> {
  await session.run('UPDATE checkpoint SET version = -version WHERE projection = ? AND version > 0', [projection]);
}

/** What is live once checkpoints are placed; the cursors of a fed part lie in their own table. */
export interface Placement {
  readonly projection: string;
  readonly version: number;
  readonly generation: number;
  readonly positions: ReadonlyMap<LogName, Position>;
}

/** Sets the checkpoints of a version as a whole: at its first start and at the switch after a rebuild. */
export async function placeCheckpoints(session: SqlSession, { projection, version, generation, positions }: Placement): Promise<void> {
  await session.run('DELETE FROM checkpoint WHERE projection = ?', [projection]);
  const checkpoints = [...positions].map(([log, position]) => [projection, version, log, position]);
  await session.insert('INSERT INTO checkpoint', ['projection', 'version', 'log', 'position'], checkpoints);
  await session.run('DELETE FROM projection_state WHERE projection = ?', [projection]);
  await session.insert('INSERT INTO projection_state', ['projection', 'version', 'generation'], [[projection, version, generation]]);
}

/**
 * Whether the rows are still those of a generation. Asked behind a checkpoint that was moved: one that stands where the
 * rebuilt rows begin moves too, but what its mover remembers of parked streams belongs to the rows that are gone.
 */
export async function isGeneration(session: SqlSession, projection: Projection, generation: number): Promise<boolean> {
  return (await stateOf(session, projection))?.generation === generation;
}

/** What is live of a projection, or `undefined` before its first start. */
export async function stateOf(session: SqlSession, projection: Projection): Promise<{ version: number; generation: number } | undefined> {
  const [state] = await session.all<{ version: number; generation: number }>(
    'SELECT version, generation FROM projection_state WHERE projection = ?',
    [projection.name],
  );
  return state;
}
