import type { Instant, LogName } from '#contracts';
import type { Database, HeldLock } from '#persistence';
import { fencePartitions, type Cursor } from '../feed/partition-checkpoint.js';
import { fence, stateOf } from './checkpoint.js';
import { decide, setAsideOf } from './parked-decisions.js';
import type { Projection } from './projection.js';
import { createIndexes, createTables, dropShadows, shadowName } from './shadow-tables.js';
import { beginSwitch, changingTables, finishSwitch } from './switch.js';

/** Where a process reads the logs of its projections. */
export interface Origins {
  /** Logs of this process, read from their tables. */
  readonly own: readonly LogName[];
  /** Partitions of every topic of the others. */
  readonly partitions: number;
  readonly now: () => Instant;
}

/**
 * Empties projections and sets their readers to the beginning of logs and topics: a rebuild that has read nothing, switched
 * to at once. For topics that were laid anew, where no offset of before means anything. One that was never started is left alone.
 */
export async function beginAnew(projections: readonly Projection[], database: Database, origins: Origins): Promise<void> {
  await changingTables(database, async (lock) => {
    await returnAll(projections, database, origins);
    for (const projection of projections) {
      await finishSwitch(database, projection);
      await emptyOne(projection, database, lock, origins);
    }
  });
}

/** Where a message was set aside, another may lie in the topics that are read now. */
async function returnAll(projections: readonly Projection[], database: Database, { own, now }: Origins): Promise<void> {
  const logs = new Set(projections.flatMap((projection) => projection.logs).filter((log) => !own.includes(log)));
  const reason = '主题从头读取，该处可能已是另一条消息 / topics are read from their beginning: another message may lie there';
  await database.transaction('durable', async (session) => {
    for (const [log, places] of await setAsideOf(session)) {
      if (!logs.has(log)) continue;
      for (const position of places)
        await decide(session, { log, position, decision: 'returned', decided_by: 'cluster reread', reason, decided_at: now() });
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
