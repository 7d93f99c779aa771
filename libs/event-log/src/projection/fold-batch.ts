import { EVENT_CATALOGUE, type Instant, type LogName, type Position } from '#contracts';
import type { ReadEvent } from '../tail/read-event.js';
import { FoldedChanges } from './folded-changes.js';
import { BEHIND, reasonOf, type ParkedEvent } from './parked-events.js';
import type { Projection } from './projection.js';

/** A batch after folding: what to write and what to park. */
export interface FoldedBatch {
  readonly changes: FoldedChanges;
  readonly parked: readonly ParkedEvent[];
}

/** What must wait in one log. */
export interface Held {
  /** Streams with an event that is parked and not set aside. */
  readonly streams: Set<string>;
  /** Messages that are no events of the log: each is parked again where it lies, and holds nothing behind it. */
  readonly setAside: ReadonlySet<Position>;
}

/**
 * Folds events into changes. Pure but for what it extends: `held` by the streams that fail here, and `changes`.
 * @param changes what was folded before and is not written yet
 */
export function foldBatch(
  projection: Projection,
  log: LogName,
  events: readonly ReadEvent[],
  held: Held,
  now: Instant,
  changes = new FoldedChanges(projection.tables),
): FoldedBatch {
  const parked: ParkedEvent[] = [];
  for (const event of events) {
    // A type nobody has heard of is poison for every projection: it may have been meant for this one (design §3).
    if (!projection.handles.has(event.type) && event.type in EVENT_CATALOGUE) continue;
    const reason = held.streams.size > 0 && held.streams.has(event.streamId) ? BEHIND : applyOne(projection, event, changes);
    if (reason === undefined) continue;
    if (!held.setAside.has(event.position)) held.streams.add(event.streamId);
    parked.push(parkedEvent(projection, log, event, reason, now));
  }
  return { changes, parked };
}

function applyOne(projection: Projection, event: ReadEvent, changes: FoldedChanges): string | undefined {
  try {
    const envelope = event.envelope();
    projection.apply(envelope, changes);
    changes.keep();
    return undefined;
  } catch (error) {
    changes.drop();
    return reasonOf(error);
  }
}

/** An event that its projection could not fold, with the reason, as it is laid aside. */
export function parkedEvent(projection: Projection, log: LogName, event: ReadEvent, reason: string, now: Instant): ParkedEvent {
  return {
    projection: projection.name,
    log,
    position: event.position,
    stream_id: event.streamId,
    type: event.type,
    reason,
    attempts: 1,
    first_failed_at: now,
    last_failed_at: now,
  };
}
