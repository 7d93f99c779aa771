import type { LogName, Position } from '#contracts';
import type { TailFailure } from '../loop/turn-loop.js';
import type { Projection } from './projection.js';
import type { SeenPosition } from './read-your-write.js';
import type { RunnerState } from './runner.js';

/** How far a projection is behind. */
export interface Lag {
  readonly behindBy: number;
  /** How long the oldest event it has not read has been waiting; 0 when it is at the head. */
  readonly lagMs: number;
  /** Why this cannot be said just now. */
  readonly problem?: string;
}

/** One projection, or its part over some logs, as the host runs it: pulled from a log of this process or fed from topics. */
export interface ProjectionTail {
  readonly projection: Projection;
  readonly state: RunnerState;
  readonly failure: TailFailure | undefined;
  /** @param advanced called when rows have moved */
  start(advanced: () => void): void;
  /** Ends after the present turn. */
  stop(): Promise<void>;
  /** A commit to a log of this process: only a hint. */
  wake(log: LogName): void;
  /** Resolves when everything seen has been read, when the tail has stopped, or at `until` (milliseconds of `performance.now()`). */
  reach(seen: readonly SeenPosition[], until: number): Promise<void>;
  /** @param heads of the logs of this process */
  lag(heads: ReadonlyMap<LogName, Position>): Promise<Lag>;
}

/** How many events of what was seen a tail has not read: of its own logs only. */
export function behindOf(tail: Pick<ProjectionTail, 'state'>, seen: readonly SeenPosition[]): number {
  const { positions } = tail.state;
  return Math.max(0, ...seen.map(({ log, position }) => (positions.has(log) ? position - (positions.get(log) ?? 0) : 0)));
}
