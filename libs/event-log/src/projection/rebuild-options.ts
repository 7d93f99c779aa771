import type { Instant, LogName, Position } from '#contracts';
import type { TopicReplay } from '../feed/topic-replay.js';
import type { SetAside } from './parked-decisions.js';

/** `done` of `of` events, over all logs of the projections that are rebuilt together. */
export interface RebuildProgress {
  readonly projections: readonly string[];
  readonly done: number;
  readonly of: number;
}

/** How a rebuild works and tells of itself. */
export interface RebuildOptions {
  readonly now: () => Instant;
  /** Sums of a table that are kept before they are written; as many as memory bears where not given. */
  readonly mostSums?: number;
  readonly onProgress?: (progress: RebuildProgress) => void;
  /** Aborting leaves the live tables as they were. */
  readonly signal?: AbortSignal;
  /** Reads logs that are not among the sources from their topics; closed at the end. */
  readonly topics?: (logs: readonly LogName[], setAside: SetAside) => TopicReplay;
  /** Messages that are no events of their logs; what was decided in the database of the rows where not given. */
  readonly setAside?: SetAside;
  /** Leaves out projections whose live rows are of their version: another process may have been there first. */
  readonly onlyOtherVersions?: boolean;
}

/** What a rebuild came to. */
export interface RebuildResult {
  readonly events: number;
  /** What waits for its cause to be mended, of all projections together. */
  readonly parked: number;
  readonly positions: ReadonlyMap<LogName, Position>;
}
