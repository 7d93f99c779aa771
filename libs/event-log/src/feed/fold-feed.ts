import type { Instant, LogName, Position } from '#contracts';
import { foldBatch } from '../projection/fold-batch.js';
import { FoldedChanges } from '../projection/folded-changes.js';
import { NOTHING_ASIDE, type SetAside } from '../projection/parked-decisions.js';
import type { ParkedEvent } from '../projection/parked-events.js';
import type { Projection } from '../projection/projection.js';
import type { WireReadEvent } from '../transport/wire-event.js';
import type { Waiting } from './feed-queue.js';
import type { Cursor, CursorMove } from './partition-checkpoint.js';

/** Where a feed stands: its cursors and the streams that wait behind a poisoned event. Never changed, only followed. */
export interface FeedPlace {
  /** Of the rows that this is the place in: see {@link isGeneration}. */
  readonly generation: number;
  readonly cursors: ReadonlyMap<string, Cursor>;
  readonly parkedStreams: ReadonlyMap<LogName, ReadonlySet<string>>;
  readonly setAside: SetAside;
}

/** Messages after folding: one transaction's worth. */
export interface FoldedFeed {
  readonly changes: FoldedChanges;
  readonly parked: readonly ParkedEvent[];
  readonly moves: readonly CursorMove[];
  /** Of each log, what was folded here. */
  readonly positions: ReadonlyMap<LogName, readonly Position[]>;
  /** Where the feed stands when this is written. */
  readonly place: FeedPlace;
  readonly events: number;
}

/** Folding gives way to heartbeats and requests after this many events. */
const BREATH = 500;

/** A message that does not follow the one before it: something between the topic and here has lost or repeated one. */
export class FeedGapError extends Error {
  constructor(at: { readonly log: LogName; readonly partition: number }, expected: number, found: number) {
    super(`log ${at.log}, partition ${at.partition}: offset ${found} came where ${expected} was expected`);
    this.name = 'FeedGapError';
  }
}

/** Folds messages of any partitions behind a place; events that were folded before are dropped by their log position. */
export async function foldFeed(projection: Projection, place: FeedPlace, items: readonly Waiting[], now: Instant): Promise<FoldedFeed> {
  const fold = new FeedFold(projection, place, now);
  for (let from = 0; from < items.length; from += BREATH) {
    if (from > 0) await new Promise((resume) => setImmediate(resume));
    fold.add(items.slice(from, from + BREATH));
  }
  return fold.result();
}

/** What moves cursors alone is written with. */
export function nothingFolded(projection: Projection, place: FeedPlace): FoldedFeed {
  return { changes: new FoldedChanges(projection.tables), parked: [], moves: [], positions: new Map(), place, events: 0 };
}

/** One item as a poisoned event, without looking into it: what could not be written alone is parked alone. */
export function parkAlone(place: FeedPlace, item: Waiting, parked: ParkedEvent, changes: FoldedChanges): FoldedFeed {
  const from = cursorOf(place.cursors, item);
  const to = movedBy(from, item);
  const streams = new Set(place.parkedStreams.get(item.log)).add(item.event.streamId);
  return {
    changes,
    parked: [parked],
    moves: [{ from, to }],
    positions: new Map(),
    place: {
      ...place,
      cursors: new Map(place.cursors).set(item.key, to),
      parkedStreams: new Map(place.parkedStreams).set(item.log, streams),
    },
    events: 1,
  };
}

/** A cursor on its way through the messages that are folded. */
interface Moving {
  readonly key: string;
  readonly from: Cursor;
  offset: number;
  position: number;
  events: number;
}

class FeedFold {
  private readonly cursors: ReadonlyMap<string, Cursor>;
  private readonly parkedStreams: Map<LogName, Set<string>>;
  private readonly moves = new Map<string, Moving>();
  private stepping: Moving | undefined;
  private readonly parked: ParkedEvent[] = [];
  private readonly changes: FoldedChanges;
  private readonly positions = new Map<LogName, Position[]>();
  private events = 0;

  constructor(
    private readonly projection: Projection,
    private readonly from: FeedPlace,
    private readonly now: Instant,
  ) {
    this.cursors = from.cursors;
    this.parkedStreams = new Map([...from.parkedStreams].map(([log, streams]) => [log, new Set(streams)]));
    this.changes = new FoldedChanges(projection.tables);
  }

  add(items: readonly Waiting[]): void {
    let log: LogName | undefined;
    let run: WireReadEvent[] = [];
    for (const item of items) {
      if (item.log !== log) {
        this.fold(log, run);
        log = item.log;
        run = [];
      }
      if (this.step(item)) run.push(item.event);
    }
    this.fold(log, run);
  }

  result(): FoldedFeed {
    const { changes, parked, events, parkedStreams, positions } = this;
    const cursors = new Map(this.cursors);
    const moves = [...this.moves.values()].map(({ key, from, offset, position, events: counted }) => {
      const to = { log: from.log, partition: from.partition, offset, position, events: counted };
      cursors.set(key, to);
      return { from, to };
    });
    return { changes, parked, moves, events, positions, place: { ...this.from, cursors, parkedStreams } };
  }

  /** @returns false for an event that was folded before (the relay published it again) */
  private step(item: Waiting): boolean {
    if (item.key !== this.stepping?.key) this.stepping = this.moving(item);
    const { stepping } = this;
    if (item.offset !== stepping.offset) throw new FeedGapError(item, stepping.offset, item.offset);
    stepping.offset += 1;
    if (isRepeated(stepping, item)) return false;
    if (!item.event.placed) return true;
    stepping.position = item.event.position;
    stepping.events += 1;
    return true;
  }

  /** Messages come in runs of one partition, so this is asked for once in a run. */
  private moving(item: Waiting): Moving {
    const known = this.moves.get(item.key);
    if (known !== undefined) return known;
    const from = cursorOf(this.cursors, item);
    const fresh = { key: item.key, from, offset: from.offset, position: from.position, events: from.events };
    this.moves.set(item.key, fresh);
    return fresh;
  }

  private fold(log: LogName | undefined, run: readonly WireReadEvent[]): void {
    if (log === undefined || run.length === 0) return;
    let streams = this.parkedStreams.get(log);
    if (streams === undefined) {
      streams = new Set();
      this.parkedStreams.set(log, streams);
    }
    const held = { streams, setAside: this.from.setAside.get(log) ?? NOTHING_ASIDE };
    this.parked.push(...foldBatch(this.projection, log, run, held, this.now, this.changes).parked);
    this.events += run.length;
    const positions = this.positions.get(log) ?? [];
    for (const { position } of run) positions.push(position);
    this.positions.set(log, positions);
  }
}

function cursorOf(cursors: ReadonlyMap<string, Cursor>, item: Waiting): Cursor {
  const cursor = cursors.get(item.key);
  if (cursor === undefined) throw new Error(`no cursor for ${item.key}: the topic has more partitions than were prepared`);
  return cursor;
}

/** True for an event that was folded from its partition before: the relay has published it again. */
export function isRepeated(cursor: Pick<Cursor, 'position'>, { event }: Waiting): boolean {
  return event.placed && event.position <= cursor.position;
}

/** The cursor behind an item. */
export function movedBy(cursor: Cursor, item: Waiting): Cursor {
  const { log, partition, position, events } = cursor;
  const offset = item.offset + 1;
  if (!item.event.placed || isRepeated(cursor, item)) return { log, partition, offset, position, events };
  return { log, partition, offset, position: item.event.position, events: events + 1 };
}
