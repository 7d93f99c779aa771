import type { LogName, Position } from '#contracts';
import type { Cursor } from './partition-checkpoint.js';

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
