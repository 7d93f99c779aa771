import type { LogName } from '#contracts';
import type { Database, HeldLock } from '#persistence';
import { fencePartitions, type Cursor } from '../feed/partition-checkpoint.js';
import { fence, stateOf } from './checkpoint.js';
import type { Projection } from './projection.js';
import { createIndexes, createTables, dropShadows, shadowName } from './shadow-tables.js';
import { beginSwitch, changingTables, finishSwitch } from './switch.js';

/** Where a process reads the logs of its projections. */
export interface Origins {
  /** Logs of this process, read from their tables. */
  readonly own: readonly LogName[];
  /** Partitions of every topic of the others. */
  readonly partitions: number;
}

/**
 * Empties projections and sets their readers to the beginning of logs and topics: a rebuild that has read nothing, switched
 * to at once. For topics that were laid anew, where no offset of before means anything. One that was never started is left alone.
 */
export async function beginAnew(projections: readonly Projection[], database: Database, origins: Origins): Promise<void> {
  await changingTables(database, async (lock) => {
    for (const projection of projections) {
      await finishSwitch(database, projection);
      await emptyOne(projection, database, lock, origins);
    }
  });
}

async function emptyOne(projection: Projection, database: Database, lock: HeldLock, { own, partitions }: Origins): Promise<void> {
  const { name, version, logs } = projection;
  const live = await stateOf(database.read, projection);
  if (live === undefined) return;
  const generation = live.generation + 1;
  await database.transaction('rebuildable', async (session) => {
    await dropShadows(session, projection);
    await createTables(session, projection, shadowName);
    await createIndexes(session, projection, shadowName, generation);
    await lock.prove(session);
  });
  const positions = new Map(logs.filter((log) => own.includes(log)).map((log) => [log, 0]));
  const numbers = Array.from({ length: partitions }, (_, partition) => partition);
  const cursors: Cursor[] = logs
    .filter((log) => !own.includes(log))
    .flatMap((log) => numbers.map((partition) => ({ log, partition, offset: 0, position: 0, events: 0 })));
  await database.transaction('rebuildable', async (session) => {
    await fence(session, name);
    await fencePartitions(session, name);
    await session.run('DELETE FROM parked_event WHERE projection = ?', [name]);
    await beginSwitch(session, { projection: name, version, generation, positions }, cursors);
    await lock.prove(session);
  });
  await finishSwitch(database, projection);
}
