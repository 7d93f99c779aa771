import type { LogName } from '#contracts';
import type { PartitionRef } from '../transport/wire-event.js';
import { type Cursor, cursorKey } from './partition-checkpoint.js';
import { RisingMarks } from './watermark.js';

/** How far one partition is behind. */
export interface PartitionLag extends PartitionRef {
  /** Messages that are published and not folded. */
  readonly behindBy: number;
  /** How long the offset in the database has stood still although there is more, ms; 0 at the end of the partition. */
  readonly offsetAgeMs: number;
}

/** What is certainly written, of all partitions, by whichever process; a cursor never goes back, but for readers that begin anew. */
export class WrittenCursors {
  private readonly cursors = new Map<string, Cursor>();
  private marks = new RisingMarks();
  /** When this process saw the offset of a partition move. */
  private readonly movedAt = new Map<string, number>();

  constructor(private readonly logs: readonly LogName[]) {}

  get size(): number {
    return this.cursors.size;
  }

  get all(): readonly Cursor[] {
    return [...this.cursors.values()];
  }

  /** Up to which position each log is folded without a gap. */
  get positions(): ReadonlyMap<LogName, number> {
    return this.marks.of(this.logs);
  }

  /** Whether a cursor as stored is behind what was written here: the rows are others now, and their readers begin anew. */
  isBehind(stored: readonly Cursor[]): boolean {
    return stored.some((cursor) => cursor.offset < (this.cursors.get(cursorKey(cursor))?.offset ?? 0));
  }

  forget(): void {
    this.cursors.clear();
    this.movedAt.clear();
    this.marks = new RisingMarks();
  }

  /** @param positions what was written, where it is known */
  keep(cursors: readonly Cursor[], positions: ReadonlyMap<LogName, readonly number[]> = new Map()): void {
    for (const [log, written] of positions) this.marks.add(log, written);
    for (const cursor of cursors) this.keepOne(cursor);
    this.marks.see(this.cursors.values(), this.logs);
  }

  /** @param behind how many messages are published and not folded, in the order of {@link all} */
  lags(behind: readonly number[]): readonly PartitionLag[] {
    return this.all.map((cursor, index) => {
      const behindBy = behind[index] ?? 0;
      const since = this.movedAt.get(cursorKey(cursor)) ?? performance.now();
      return { log: cursor.log, partition: cursor.partition, behindBy, offsetAgeMs: behindBy === 0 ? 0 : performance.now() - since };
    });
  }

  /**
   * How many events of each log are neither written nor in its topic: positions are gapless, so what is missing below the
   * highest lies in messages that are still to be read, or is on its way, or is lost.
   * @param unplaced messages of each log that say no position; each may be one of them
   */
  lacking(lags: readonly PartitionLag[], unplaced: ReadonlyMap<LogName, number>): ReadonlyMap<LogName, number> {
    const lacking = this.logs.map((log) => {
      const own = this.all.filter((cursor) => cursor.log === log);
      const highest = Math.max(0, ...own.map(({ position }) => position));
      const read = own.reduce((sum, { events }) => sum + events, unplaced.get(log) ?? 0);
      const unread = lags.reduce((sum, lag) => sum + (lag.log === log ? lag.behindBy : 0), 0);
      return [log, Math.max(0, highest - read - unread)] as const;
    });
    return new Map(lacking);
  }

  private keepOne(cursor: Cursor): void {
    const key = cursorKey(cursor);
    const before = this.cursors.get(key)?.offset;
    if (cursor.offset < (before ?? 0)) return;
    this.cursors.set(key, cursor);
    if (cursor.offset !== before) this.movedAt.set(key, performance.now());
  }
}
