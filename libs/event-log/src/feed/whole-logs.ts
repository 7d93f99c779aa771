import type { LogName, Position } from '#contracts';
import { isAside, type SetAside } from '../projection/parked-decisions.js';
import type { Waiting } from './feed-queue.js';
import { SeenPositions } from './seen-positions.js';

/** An event that was not read although later ones were. */
export interface LostEvent {
  readonly log: LogName;
  readonly position: Position;
}

/** Whether topics have brought every event of their logs. */
export class WholeLogs {
  private readonly seen: ReadonlyMap<LogName, SeenPositions>;
  /** Messages that say no position: each may be an event whose place nobody can read any more. It is parked, so it is not lost. */
  private readonly unplaced = new Map<LogName, number>();

  /** @param setAside messages without a position that are no events: they stand for none that is missing */
  constructor(
    logs: readonly LogName[],
    private readonly setAside: SetAside,
  ) {
    this.seen = new Map(logs.map((log) => [log, new SeenPositions()]));
  }

  see({ log, event }: Pick<Waiting, 'log' | 'event'>): void {
    if (event.placed) this.seen.get(log)?.add(event.position);
    else if (!isAside(this.setAside, { log, position: event.position })) this.unplaced.set(log, (this.unplaced.get(log) ?? 0) + 1);
  }

  /** The last event that was read of each log. */
  highest(): ReadonlyMap<LogName, Position> {
    return new Map([...this.seen].map(([log, { highest }]) => [log, highest]));
  }

  /** @param until how far each log is looked at @returns the first event that is missing; `undefined` where none is */
  lost(until: ReadonlyMap<LogName, Position>): LostEvent | undefined {
    for (const [log, limit] of until) {
      const allowed = this.unplaced.get(log) ?? 0;
      const missing = this.seen.get(log)?.missing(limit, allowed + 1) ?? [];
      const [position] = missing;
      if (position !== undefined && missing.length > allowed) return { log, position };
    }
    return undefined;
  }
}
