import type { LogName } from '#contracts';
import type { Database } from '#persistence';
import { parkedApart, setAsideOf } from '../projection/parked-decisions.js';
import type { ParkedEvent } from '../projection/parked-events.js';
import type { Projection } from '../projection/projection.js';
import type { RunnerState } from '../projection/runner.js';
import { liveGeneration } from '../projection/switch.js';
import type { EventSubscriber } from '../transport/event-subscriber.js';
import type { FeedPlace } from './fold-feed.js';
import { type Cursor, cursorKey, cursorsOf } from './partition-checkpoint.js';
import { type PartitionLag, WrittenCursors } from './written-cursors.js';

/** How far a fed projection is, in all its partitions, whichever process writes them. */
export class FeedProgress {
  private readonly written: WrittenCursors;
  private parkedCount = 0;
  private asideCount = 0;
  /** Messages of each log that say no position and may be events of it. */
  private readonly unplaced = new Map<LogName, number>();
  /** How often rows were written or read anew. */
  private reached = 0;
  private lookedAt = 0;

  constructor(
    private readonly projection: Projection,
    private readonly database: Database,
    private readonly subscriber: EventSubscriber,
  ) {
    this.written = new WrittenCursors(projection.logs);
  }

  get state(): RunnerState {
    return { projection: this.projection.name, positions: this.written.positions, parked: this.parkedCount, setAside: this.asideCount };
  }

  get cursors(): readonly Cursor[] {
    return this.written.all;
  }

  /** Milliseconds since the database was last asked. */
  get ageMs(): number {
    return performance.now() - this.lookedAt;
  }

  /** This process has written up to these cursors. @param positions what was written, where it is known */
  wrote(cursors: readonly Cursor[], positions: ReadonlyMap<LogName, readonly number[]>): void {
    this.written.keep(cursors, positions);
    this.reached += 1;
  }

  /** This process has parked so many events. */
  parked(count: number): void {
    this.parkedCount += count;
  }

  /**
   * Reads how far every partition is, whoever writes it.
   * @param isAtRest whether this process has nothing folded that is not written
   * @param wentBack called where the rows are others now, behind what was written here
   * @returns whether a position has moved
   */
  async look(isAtRest: () => boolean, wentBack: () => void): Promise<boolean> {
    const before = this.state.positions;
    this.lookedAt = performance.now();
    const { reached } = this;
    const cursors = await cursorsOf(this.database.read, this.projection);
    // Without cursors the rows are of another version; this says so.
    if (cursors.length === 0) await liveGeneration(this.database, this.projection);
    if (reached === this.reached && isAtRest() && this.written.isBehind(cursors)) {
      this.written.forget();
      wentBack();
    }
    this.written.keep(cursors);
    const parked = await this.readParked();
    // What was written meanwhile has been counted, and perhaps not been read.
    if (reached === this.reached) this.parkedCount = parked.length;
    return [...this.state.positions].some(([log, position]) => position !== before.get(log));
  }

  /** Begins anew from what the database says. @param generation of the rows that were written so far */
  async readAnew(generation: number): Promise<FeedPlace> {
    const live = await liveGeneration(this.database, this.projection);
    const cursors = await cursorsOf(this.database.read, this.projection);
    const parked = await this.readParked();
    this.parkedCount = parked.length;
    this.reached += 1;
    if (live !== generation && this.written.isBehind(cursors)) this.written.forget();
    this.written.keep(cursors);
    return {
      generation: live,
      cursors: new Map(cursors.map((cursor) => [cursorKey(cursor), cursor])),
      parkedStreams: streamsOf(parked),
      // Also of messages that are not parked here: this feed may still have to read them.
      setAside: await setAsideOf(this.database.read),
    };
  }

  /** How far each partition is behind, whoever reads it. */
  async partitionLags(): Promise<readonly PartitionLag[]> {
    return this.written.lags(await this.subscriber.remaining(this.written.all));
  }

  /** How many events of each log its topic does not hold; for a moment also what is just being published. */
  lacking(lags: readonly PartitionLag[]): ReadonlyMap<LogName, number> {
    return this.written.lacking(lags, this.unplaced);
  }

  /** What waits; a message that is set aside stands for no event that may be missing. */
  private async readParked(): Promise<readonly ParkedEvent[]> {
    const { name, logs } = this.projection;
    const { waiting, aside } = await parkedApart(this.database.read, name, logs);
    for (const log of logs) this.unplaced.set(log, waiting.filter((event) => event.log === log && event.position < 0).length);
    this.asideCount = aside.length;
    return waiting;
  }
}

function streamsOf(parked: readonly ParkedEvent[]): Map<LogName, Set<string>> {
  const streams = new Map<LogName, Set<string>>();
  for (const { log, stream_id: stream } of parked) streams.set(log, (streams.get(log) ?? new Set()).add(stream));
  return streams;
}
