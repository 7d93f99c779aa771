import type { LogName, Position } from '#contracts';
import type { Cursor } from './partition-checkpoint.js';

/** Most positions above a hole that are remembered per log; with more, the cursors alone tell until the hole is filled. */
const MOST_ABOVE = 20_000;

/**
 * The last position of a log up to which everything has been folded, from the cursors of all its partitions.
 * Positions are gapless, so as many events as the highest position means none is missing. Otherwise every partition has
 * been read up to its own position at least, and no partition can still bring one that is below the lowest of them.
 */
export function watermarkOf(cursors: readonly Cursor[]): Position {
  const events = cursors.reduce((sum, cursor) => sum + cursor.events, 0);
  const highest = Math.max(0, ...cursors.map(({ position }) => position));
  return events === highest ? highest : Math.min(...cursors.map(({ position }) => position));
}

/** The watermark of every log. */
export function watermarks(logs: readonly LogName[], cursors: Iterable<Cursor>): Map<LogName, Position> {
  const all = [...cursors];
  return new Map(logs.map((log) => [log, watermarkOf(all.filter((cursor) => cursor.log === log))]));
}

/**
 * The watermarks of a reader that goes on reading: they never go back. The events of one commit come from several partitions
 * one after the other; the cursors would then tell of the lowest of all partitions, which may have been quiet for long. What
 * this process has written itself it knows by position, and so where the hole is.
 */
export class RisingMarks {
  private readonly marks = new Map<LogName, Position>();
  private readonly above = new Map<LogName, Set<Position>>();

  /** Positions whose rows have just been written, in any order. */
  add(log: LogName, positions: readonly Position[]): void {
    const mark = this.marks.get(log) ?? 0;
    const above = this.above.get(log) ?? new Set();
    for (const position of positions) if (position > mark) above.add(position);
    if (above.size > MOST_ABOVE) above.clear();
    this.above.set(log, above);
    this.rise(log, mark);
  }

  /** @param cursors of all partitions, whoever reads them */
  see(cursors: Iterable<Cursor>, logs: readonly LogName[]): void {
    for (const [log, mark] of watermarks(logs, cursors)) this.rise(log, mark);
  }

  of(logs: readonly LogName[]): Map<LogName, Position> {
    return new Map(logs.map((log) => [log, this.marks.get(log) ?? 0]));
  }

  private rise(log: LogName, to: Position): void {
    const before = this.marks.get(log) ?? 0;
    const above = this.above.get(log) ?? new Set();
    let mark = Math.max(to, before);
    while (above.delete(mark + 1)) mark += 1;
    this.marks.set(log, mark);
    if (mark > before) for (const position of above) if (position <= mark) above.delete(position);
  }
}
