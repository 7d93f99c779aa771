import type { LogName, Position } from '#contracts';
import type { Database, HeldLock, SqlSession, SqlValue } from '#persistence';
import { failPoint } from '#platform';
import { type Cursor, placeStagedCursors, stageCursors } from '../feed/partition-checkpoint.js';
import { type Placement, placeCheckpoints, stateOf } from './checkpoint.js';
import type { Projection } from './projection.js';
import { dropShadows, switchTables } from './shadow-tables.js';

/** Held by whoever creates, rebuilds or switches the tables of projections: one process of a database at a time. */
const LOCK = 'projections';

/** In the place of a log: the cursors of the fed part are laid down. */
const FED = '';

/** Switches that could not have the tables because somebody was reading them, before the fault is passed on. */
const MOST_ATTEMPTS = 5;

/** Runs work that changes the tables of projections as a whole. */
export function changingTables<Result>(database: Database, work: (lock: HeldLock) => Promise<Result>): Promise<Result> {
  return database.exclusively(LOCK, work);
}

/**
 * First half of a switch, in the transaction that fenced the live rows and wrote the last new ones: from its commit on
 * nobody moves the live rows on, and whoever comes must finish the switch.
 */
export async function beginSwitch(session: SqlSession, placement: Placement, cursors: readonly Cursor[]): Promise<void> {
  const { projection, version, generation, positions } = placement;
  await session.run('DELETE FROM projection_switch WHERE projection = ?', [projection]);
  const rows: SqlValue[][] = [...positions].map(([log, position]) => [projection, log, position, version, generation]);
  if (cursors.length > 0) {
    await stageCursors(session, projection, version, cursors);
    rows.push([projection, FED, 0, version, generation]);
  }
  await session.insert('INSERT INTO projection_switch', ['projection', 'log', 'position', 'version', 'generation'], rows);
}

/**
 * Second half: replaces the tables, then places the checkpoints. Each step may be the last one of a process; the next one
 * that gets here goes on from what it finds. Nothing where no switch has begun. Callers hold the lock.
 */
export async function finishSwitch(database: Database, projection: Projection): Promise<void> {
  const placement = await switchOf(database.read, projection);
  if (placement === undefined) return;
  await replaceTables(database, projection);
  failPoint('rebuild.after-replace');
  await database.transaction('rebuildable', async (session) => {
    if (placement.isFed) await placeStagedCursors(session, projection.name);
    await placeCheckpoints(session, placement);
    await session.run('DELETE FROM projection_switch WHERE projection = ?', [projection.name]);
    failPoint('rebuild.before-commit');
  });
  failPoint('rebuild.after-switch');
  await database.transaction('rebuildable', (session) => dropShadows(session, projection));
}

/** Finishes a switch that another process has left, after that has ended. @returns whether there was one */
export async function finishLeftSwitch(database: Database, projection: Projection): Promise<boolean> {
  if ((await switchOf(database.read, projection)) === undefined) return false;
  await changingTables(database, () => finishSwitch(database, projection));
  return true;
}

/** The live rows are of another version: a process of another release has rebuilt them, and this one must not go on. */
export class OtherVersionError extends Error {
  constructor({ name, version }: Projection, live: number | undefined) {
    super(`the rows of projection ${name} are of version ${live ?? 'none'}, this release writes version ${version}`);
    this.name = 'OtherVersionError';
  }
}

/**
 * The generation of the live rows, after any switch that has begun. Whoever remembers more of the rows reads that afterwards:
 * if another switch comes between, the generation is too old, and the next move meets a conflict.
 * @throws OtherVersionError where the live rows are those of another release
 */
export async function liveGeneration(database: Database, projection: Projection): Promise<number> {
  await finishLeftSwitch(database, projection);
  const live = await stateOf(database.read, projection);
  if (live?.version !== projection.version) throw new OtherVersionError(projection, live?.version);
  return live.generation;
}

async function replaceTables(database: Database, projection: Projection, attempt = 1): Promise<void> {
  try {
    await database.transaction('rebuildable', (session) => switchTables(session, projection));
  } catch (error) {
    if (attempt >= MOST_ATTEMPTS || !database.dialect.isTransient(error)) throw error;
    await replaceTables(database, projection, attempt + 1);
  }
}

interface SwitchRow {
  readonly log: LogName | typeof FED;
  readonly position: Position;
  readonly version: number;
  readonly generation: number;
}

/** A switch that has begun. */
interface BegunSwitch extends Placement {
  /** Whether cursors wait to be placed. */
  readonly isFed: boolean;
}

async function switchOf(session: SqlSession, projection: Projection): Promise<BegunSwitch | undefined> {
  const rows = await session.all<SwitchRow>('SELECT log, position, version, generation FROM projection_switch WHERE projection = ?', [
    projection.name,
  ]);
  const [first] = rows;
  if (first === undefined) return undefined;
  const own = rows.flatMap(({ log, position }) => (log === FED ? [] : [[log, position] as const]));
  const isFed = own.length < rows.length;
  return { projection: projection.name, version: first.version, generation: first.generation, positions: new Map(own), isFed };
}
