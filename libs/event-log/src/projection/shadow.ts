import type { Instant, LogName } from '#contracts';
import type { ReadEvent } from '../tail/read-event.js';
import { foldBatch } from './fold-batch.js';
import { FoldedChanges } from './folded-changes.js';
import { isAside, NOTHING_ASIDE, type SetAside } from './parked-decisions.js';
import type { ParkedEvent } from './parked-events.js';
import type { Projection } from './projection.js';

/** One projection on its way into its shadow tables. */
export class Shadow {
  readonly parked: ParkedEvent[] = [];
  /** What was folded and is not written yet. */
  readonly changes: FoldedChanges;
  private readonly parkedStreams: ReadonlyMap<LogName, Set<string>>;

  constructor(
    readonly projection: Projection,
    private readonly setAside: SetAside,
  ) {
    this.changes = new FoldedChanges(projection.tables);
    this.parkedStreams = new Map(projection.logs.map((log) => [log, new Set<string>()]));
  }

  /** How many events wait for their cause to be mended. */
  get waiting(): number {
    return this.parked.filter((event) => !isAside(this.setAside, event)).length;
  }

  fold(log: LogName, events: readonly ReadEvent[], now: Instant): void {
    const streams = this.parkedStreams.get(log);
    if (streams === undefined) return;
    const held = { streams, setAside: this.setAside.get(log) ?? NOTHING_ASIDE };
    this.parked.push(...foldBatch(this.projection, log, events, held, now, this.changes).parked);
  }
}
