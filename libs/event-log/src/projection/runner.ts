import type { Instant, LogName, Position } from '#contracts';
import type { Database } from '#persistence';
import { failPoint } from '#platform';
import { LogGapError } from '../store/log-gap-error.js';
import type { EventSource } from '../tail/log-tail.js';
import type { ReadEvent } from '../tail/read-event.js';
import { advance, isGeneration, placeCheckpoints, positionsOf, stateOf } from './checkpoint.js';
import { FenceConflict, fenced } from './fenced.js';
import { foldBatch, parkedEvent } from './fold-batch.js';
import { FoldedChanges } from './folded-changes.js';
import { NOTHING_ASIDE, parkedApart } from './parked-decisions.js';
import { park, reasonOf, type ParkedEvent } from './parked-events.js';
import type { Projection } from './projection.js';
import { createIndexes, createTables, dropTables } from './shadow-tables.js';
import { changingTables, finishLeftSwitch, liveGeneration } from './switch.js';
import { writeChanges } from './write-changes.js';

/** Events folded and written together. More makes fewer transactions, fewer shortens the turn of everybody else. */
const BATCH = 500;
/** Most events that change no row before the checkpoint is moved behind them: what is read again after a crash. */
const MOST_UNWRITTEN = 5_000;
/** How long a checkpoint may stand behind what was read when nothing else is written. */
const REST_MS = 1_000;

/** What one turn did with one log. */
export type Turn = 'ADVANCED' | 'AT_HEAD' | 'CONFLICT';

/** What a runner tells about itself (metrics, `/api/system`). */
export interface RunnerState {
  readonly projection: string;
  readonly positions: ReadonlyMap<LogName, Position>;
  readonly parked: number;
  /** Messages that somebody has decided are no events of their log: none of `parked`. */
  readonly setAside: number;
}

/**
 * Drives one projection: reads a batch, folds it in memory, writes one upsert per table and moves the checkpoint, all
 * in ONE transaction. The checkpoint is the fence: if it is not where this runner left it, nothing is written and the
 * runner starts again from the table. Poison is parked with its stream; faults of the database are thrown on. Events that
 * change no row are only remembered as read: the checkpoint follows with the next rows, or when there is nothing else to do.
 */
export class ProjectionRunner {
  private positions = new Map<LogName, Position>();
  /** Where the checkpoints stand: behind `positions` while what was read since has changed no row. */
  private stored = new Map<LogName, Position>();
  private readonly parkedStreams = new Map<LogName, Set<string>>();
  private parkedCount = 0;
  private asideCount = 0;
  private generation = 0;
  private movedAt = 0;

  constructor(
    readonly projection: Projection,
    private readonly sources: ReadonlyMap<LogName, EventSource>,
    private readonly database: Database,
    private readonly now: () => Instant,
  ) {}

  get state(): RunnerState {
    return { projection: this.projection.name, positions: this.positions, parked: this.parkedCount, setAside: this.asideCount };
  }

  /** Creates what is missing and reads where it stands. @returns false where the live rows are of another version */
  async prepare(): Promise<boolean> {
    await finishLeftSwitch(this.database, this.projection);
    const live = await stateOf(this.database.read, this.projection);
    if (live !== undefined && live.version !== this.projection.version) return false;
    if (live === undefined) await this.begin();
    await this.reload();
    return true;
  }

  /**
   * Reads positions and parked streams anew: after a conflict, a replay or a rebuild.
   * @throws OtherVersionError where the live rows are those of another release now
   */
  async reload(): Promise<void> {
    const { logs, name } = this.projection;
    const generation = await liveGeneration(this.database, this.projection);
    const { waiting, aside } = await parkedApart(this.database.read, name, logs);
    this.stored = await positionsOf(this.database.read, this.projection);
    this.positions = new Map(this.stored);
    this.generation = generation;
    this.parkedCount = waiting.length;
    this.asideCount = aside.length;
    this.parkedStreams.clear();
    for (const event of waiting) this.streamsParked(event.log).add(event.stream_id);
  }

  /** One batch of every log. @returns true where there may be more */
  async runOnce(): Promise<boolean> {
    let more = false;
    for (const log of this.projection.logs) more = (await this.turn(log)) !== 'AT_HEAD' || more;
    return more;
  }

  async turn(log: LogName): Promise<Turn> {
    const source = this.sources.get(log);
    if (source === undefined) throw new Error(`projection ${this.projection.name} has no source for log ${log}`);
    const from = this.positions.get(log) ?? 0;
    const events = await source.readAfter(from, BATCH);
    const first = events[0];
    if (first === undefined) return this.rest(log, from);
    if (first.position !== from + 1) throw new LogGapError(log, from + 1, first.position);
    try {
      return await this.apply(log, events);
    } catch (error) {
      if (this.database.dialect.isTransient(error) || this.database.dialect.isUnavailable(error)) throw error;
      return this.isolate(log, events, error);
    }
  }

  /** Two processes may start at once: the second finds that the first has been here. */
  private begin(): Promise<void> {
    const { projection, database } = this;
    return changingTables(database, async () => {
      if ((await stateOf(database.read, projection)) !== undefined) return;
      await database.transaction('rebuildable', async (session) => {
        await dropTables(session, projection);
        await createTables(session, projection, (table) => table);
        await createIndexes(session, projection, (table) => table, 1);
      });
      const positions = new Map(projection.logs.map((log) => [log, 0]));
      await database.transaction('rebuildable', (session) =>
        placeCheckpoints(session, { projection: projection.name, version: projection.version, generation: 1, positions }),
      );
    });
  }

  private async apply(log: LogName, events: readonly ReadEvent[], forced?: ParkedEvent): Promise<Turn> {
    // What a process reads from its own log is an event of it: nobody can set that aside.
    const held = { streams: new Set(this.streamsParked(log)), setAside: NOTHING_ASIDE };
    const batch = foldBatch(this.projection, log, forced === undefined ? events : [], held, this.now());
    const parked = forced === undefined ? batch.parked : [forced];
    const reached = events.at(-1)?.position ?? this.positions.get(log) ?? 0;
    failPoint('projection.after-fold', this.projection.name);
    if (batch.changes.isEmpty && parked.length === 0 && reached - (this.stored.get(log) ?? 0) < MOST_UNWRITTEN) {
      this.positions.set(log, reached);
      return 'ADVANCED';
    }
    return this.write(log, reached, batch.changes, parked);
  }

  private async write(log: LogName, reached: Position, changes: FoldedChanges, parked: readonly ParkedEvent[]): Promise<Turn> {
    const { projection, database, generation } = this;
    const stored = this.stored.get(log) ?? 0;
    const fence = await fenced(database, async (session) => {
      const outcome = await advance(session, projection, log, stored, reached);
      if (outcome === 'CONFLICT') return outcome;
      if (!(await isGeneration(session, projection, generation))) throw new FenceConflict();
      failPoint('projection.after-checkpoint', projection.name);
      await writeChanges(session, database.dialect, changes, (table) => table);
      if (parked.length > 0) await park(session, parked);
      failPoint('projection.before-commit', projection.name);
      return outcome;
    });
    failPoint('projection.after-commit', projection.name);
    if (fence === 'CONFLICT') await this.reload();
    else this.reach(log, reached, parked);
    return fence;
  }

  /** At the head: moves the checkpoint behind what was read and has changed nothing, if that is due. */
  private async rest(log: LogName, position: Position): Promise<Turn> {
    const isDue = performance.now() - this.movedAt >= REST_MS;
    if (!isDue || position === this.stored.get(log)) return 'AT_HEAD';
    const turn = await this.write(log, position, new FoldedChanges(this.projection.tables), []);
    return turn === 'ADVANCED' ? 'AT_HEAD' : turn;
  }

  private reach(log: LogName, reached: Position, parked: readonly ParkedEvent[]): void {
    this.positions.set(log, reached);
    this.stored.set(log, reached);
    this.movedAt = performance.now();
    this.parkedCount += parked.length;
    for (const event of parked) this.streamsParked(log).add(event.stream_id);
  }

  /** A batch broke a constraint: take its events one by one and park the ones that break it. */
  private async isolate(log: LogName, events: readonly ReadEvent[], cause: unknown): Promise<Turn> {
    failPoint('projection.before-isolated', this.projection.name);
    const [only, ...others] = events;
    if (only === undefined) return 'AT_HEAD';
    if (others.length === 0) return this.apply(log, events, parkedEvent(this.projection, log, only, reasonOf(cause), this.now()));
    for (const event of events) {
      const outcome = await this.applyOrPark(log, event);
      if (outcome === 'CONFLICT') return outcome;
    }
    return 'ADVANCED';
  }

  private async applyOrPark(log: LogName, event: ReadEvent): Promise<Turn> {
    try {
      return await this.apply(log, [event]);
    } catch (error) {
      if (this.database.dialect.isTransient(error) || this.database.dialect.isUnavailable(error)) throw error;
      return this.isolate(log, [event], error);
    }
  }

  private streamsParked(log: LogName): Set<string> {
    const known = this.parkedStreams.get(log);
    if (known !== undefined) return known;
    const fresh = new Set<string>();
    this.parkedStreams.set(log, fresh);
    return fresh;
  }
}
