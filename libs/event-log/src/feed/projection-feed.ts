import type { Instant, LogName } from '#contracts';
import { type Database, Turns as OneAtATime } from '#persistence';
import { failPoint } from '#platform';
import type { Turns } from '../loop/turn-loop.js';
import type { Fence } from '../projection/checkpoint.js';
import { parkedOf } from '../projection/parked-events.js';
import { liveGeneration } from '../projection/switch.js';
import type { Projection } from '../projection/projection.js';
import type { RunnerState } from '../projection/runner.js';
import type { Delivery, DeliveryHandler, EventSubscriber, PartitionOffset, SubscriberEnded } from '../transport/event-subscriber.js';
import type { PartitionRef } from '../transport/wire-event.js';
import { BatchSize } from './batch-size.js';
import { FeedQueue, waitingOf } from './feed-queue.js';
import { FeedWriter } from './feed-writer.js';
import { type FeedPlace, foldFeed, type FoldedFeed, nothingFolded } from './fold-feed.js';
import { type Cursor, cursorKey, cursorsOf } from './partition-checkpoint.js';
import { preparePartitions } from './prepare-partitions.js';
import { UnwrittenMoves } from './unwritten-moves.js';
import { type PartitionLag, WrittenCursors } from './written-cursors.js';

/** What may wait between the subscriber and the writer. */
const MOST_QUEUED = 5_000;
const MOST_QUEUED_BYTES = 16_000_000;
/** How often the rows of other members' partitions are read. */
const ALONE_SWEEP_MS = 1_000;
const SHARED_SWEEP_MS = 200;

export interface FeedOptions {
  readonly projection: Projection;
  readonly database: Database;
  readonly subscriber: EventSubscriber;
  /** Partitions per topic. */
  readonly partitions: number;
  readonly now: () => Instant;
}

type Settled = { readonly outcome: Fence } | { readonly error: unknown };

/**
 * Feeds one projection from a subscriber. The subscriber's handler only reads places and queues; the writer takes all that
 * waits, folds it while the commit before it is on its way, and writes rows and cursors in one transaction. The cursors are
 * the fence: offsets come from the database, so a member that lost its partition writes nothing. After any failure what is
 * queued is dropped, the cursors are read from the database and the subscriber is positioned there.
 */
export class ProjectionFeed implements Turns, DeliveryHandler {
  /** Called when rows of this projection have moved, here or in another process. */
  progressed: () => void = () => undefined;
  private readonly writer: FeedWriter;
  private readonly queue = new FeedQueue(MOST_QUEUED, MOST_QUEUED_BYTES);
  private readonly exclusive = new OneAtATime();
  /** Everything that was folded, written or on its way. */
  private place: FeedPlace = { generation: 0, cursors: new Map(), parkedStreams: new Map() };
  private readonly written: WrittenCursors;
  private readonly size = new BatchSize();
  private assignedKeys: ReadonlySet<string> = new Set();
  /** Moves behind messages that changed no row: they are written with the next rows, or when there is nothing else to do. */
  private readonly unwritten = new UnwrittenMoves();
  private committing: Promise<Settled> | undefined;
  private committingSince: number | undefined;
  private parkedCount = 0;
  /** Messages of each log that say no position. */
  private readonly unplaced = new Map<LogName, number>();
  /** How often rows were written or read anew. */
  private reached = 0;
  private careful = false;
  private epoch = 0;
  private refreshedAt = 0;
  private onQueued: () => void = () => undefined;

  constructor(private readonly options: FeedOptions) {
    this.writer = new FeedWriter(options.projection, options.database, options.now);
    this.written = new WrittenCursors(options.projection.logs);
  }

  get state(): RunnerState {
    return { projection: this.options.projection.name, positions: this.written.positions, parked: this.parkedCount };
  }

  /** Publishing time of the oldest message that is here and not written, ms since 1970. */
  get oldestWaiting(): number | undefined {
    return this.committingSince ?? this.queue.oldest;
  }

  /** Makes what is missing and reads where the projection stands; its tables must be there. */
  async prepare(): Promise<void> {
    const { database, projection, partitions } = this.options;
    await preparePartitions(database, projection, partitions);
    await this.refresh();
  }

  /** @param queued called when there is something to write */
  start(queued: () => void, ended: SubscriberEnded): void {
    this.onQueued = queued;
    this.options.subscriber.start(this, ended);
  }

  async stop(): Promise<void> {
    this.forgetQueued();
    await this.options.subscriber.close();
    await this.exclusive.take(() => this.takeSettled());
  }

  async assigned(partitions: readonly PartitionRef[]): Promise<readonly PartitionOffset[]> {
    this.forgetQueued();
    const { epoch } = this;
    return this.exclusive.take(async () => {
      this.rethrow(await this.takeSettled());
      await this.reload();
      failPoint('consumer.after-assigned');
      if (epoch === this.epoch) this.assignedKeys = new Set(partitions.map(cursorKey));
      return partitions.map((at) => this.cursorAt(at));
    });
  }

  async deliver(delivery: Delivery): Promise<void> {
    const { epoch } = this;
    const items = waitingOf(delivery);
    failPoint('consumer.after-parse');
    while (this.queue.isFull && epoch === this.epoch) await this.queue.roomWithin(1_000);
    failPoint('consumer.before-queue');
    if (epoch !== this.epoch) return;
    this.queue.push(items);
    this.onQueued();
  }

  runOnce(): Promise<boolean> {
    return this.exclusive.take(() => this.turn());
  }

  recover(): Promise<void> {
    this.rewind();
    return Promise.resolve();
  }

  sweepMs(): number {
    return this.isAlone ? ALONE_SWEEP_MS : SHARED_SWEEP_MS;
  }

  /** Reads how far every partition is, whoever writes it. */
  async refresh(): Promise<void> {
    const { database, projection } = this.options;
    const before = this.state.positions;
    this.refreshedAt = performance.now();
    const { reached } = this;
    const cursors = await cursorsOf(database.read, projection);
    // Without cursors the rows are of another version; this says so.
    if (cursors.length === 0) await liveGeneration(database, projection);
    const isAtRest = reached === this.reached && this.committing === undefined && this.unwritten.isEmpty;
    if (isAtRest && this.written.isBehind(cursors)) {
      this.written.forget();
      this.rewind();
    }
    this.written.keep(cursors);
    const parked = await this.parked();
    // What was written meanwhile has been counted, and perhaps not been read.
    if (reached === this.reached) this.parkedCount = parked.length;
    const after = this.state.positions;
    if ([...after].some(([log, position]) => position !== before.get(log))) this.progressed();
  }

  /** How many messages are published and not folded, over all partitions. */
  async remaining(): Promise<number> {
    return (await this.partitionLags()).reduce((sum, { behindBy }) => sum + behindBy, 0);
  }

  /** How far each partition is behind, whoever reads it. */
  async partitionLags(): Promise<readonly PartitionLag[]> {
    return this.written.lags(await this.options.subscriber.remaining(this.written.all));
  }

  /** How many events of each log its topic does not hold; for a moment also what is just being published. */
  lacking(lags: readonly PartitionLag[]): ReadonlyMap<LogName, number> {
    return this.written.lacking(lags, this.unplaced);
  }

  private get isAlone(): boolean {
    return this.assignedKeys.size === this.written.size;
  }

  private async turn(): Promise<boolean> {
    const items = this.queue.take(this.size.events);
    if (items.length === 0) return this.idle();
    failPoint('writer.after-take');
    if (this.careful) {
      this.careful = false;
      const place = await this.writer.writeApart(this.place, items);
      if (place === 'CONFLICT') this.rewind();
      else this.reach(place);
      return true;
    }
    const folded = await foldFeed(this.options.projection, this.place, items, this.options.now());
    failPoint('writer.after-fold');
    if (!(await this.settle())) return true;
    this.unwritten.add(folded.moves);
    if (folded.changes.isEmpty && folded.parked.length === 0 && !this.unwritten.isDue(this.sweepMs())) {
      this.reach(folded.place, folded.positions);
    } else this.begin(folded, items[0]?.timestamp);
    return true;
  }

  /** Writes in the background what was folded, and behind it every move that has not been written. */
  private begin(folded: FoldedFeed, since: number | undefined): void {
    this.place = folded.place;
    this.committingSince = since;
    this.committing = this.commit({ ...folded, moves: this.unwritten.take() });
  }

  private async idle(): Promise<boolean> {
    await this.settle();
    if (this.unwritten.isDue(this.sweepMs())) {
      this.begin(nothingFolded(this.options.projection, this.place), undefined);
      await this.settle();
    }
    if (performance.now() - this.refreshedAt >= this.sweepMs()) await this.refresh();
    return false;
  }

  private async commit(folded: FoldedFeed): Promise<Settled> {
    try {
      const began = performance.now();
      const outcome = await this.writer.write(folded);
      this.size.wrote(folded.events, performance.now() - began);
      if (outcome === 'ADVANCED') {
        this.reach(folded.place, folded.positions);
        this.parkedCount += folded.parked.length;
      }
      return { outcome };
    } catch (error) {
      return { error };
    }
  }

  /**
   * Waits for the commit that is on its way.
   * @returns false where it wrote nothing: everything behind it is dropped
   * @throws a fault that may pass
   */
  private async settle(): Promise<boolean> {
    const settled = await this.takeSettled();
    if (settled === undefined || ('outcome' in settled && settled.outcome === 'ADVANCED')) return true;
    this.rethrow(settled);
    this.rewind();
    return false;
  }

  private async takeSettled(): Promise<Settled | undefined> {
    const settled = await this.committing;
    this.committing = undefined;
    this.committingSince = undefined;
    return settled;
  }

  /** A fault that may pass is thrown on; anything else is in the data: the next turn, from the same offsets, takes it apart. */
  private rethrow(settled: Settled | undefined): void {
    if (settled === undefined || 'outcome' in settled) return;
    if (this.writer.mayPass(settled.error)) throw settled.error;
    this.careful = true;
  }

  /** @param positions what was written, where it is known */
  private reach(place: FeedPlace, positions: FoldedFeed['positions'] = new Map()): void {
    const ours = [...place.cursors].flatMap(([key, cursor]) => (this.assignedKeys.has(key) ? [cursor] : []));
    this.written.keep(ours, positions);
    this.place = place;
    this.reached += 1;
    this.progressed();
    this.options.subscriber.hint(this.written.all.filter((cursor) => this.assignedKeys.has(cursorKey(cursor))));
  }

  private async reload(): Promise<void> {
    const { database, projection } = this.options;
    const generation = await liveGeneration(database, projection);
    const cursors = await cursorsOf(database.read, projection);
    const parkedStreams = new Map<LogName, Set<string>>();
    const parked = await this.parked();
    for (const { log, stream_id: stream } of parked) parkedStreams.set(log, (parkedStreams.get(log) ?? new Set()).add(stream));
    this.parkedCount = parked.length;
    this.reached += 1;
    this.unwritten.take();
    if (generation !== this.place.generation && this.written.isBehind(cursors)) this.written.forget();
    this.place = { generation, cursors: new Map(cursors.map((cursor) => [cursorKey(cursor), cursor])), parkedStreams };
    this.written.keep(cursors);
  }

  private async parked(): Promise<{ log: LogName; stream_id: string }[]> {
    const { database, projection } = this.options;
    const parked = (await parkedOf(database.read, projection.name)).filter(({ log }) => projection.logs.includes(log));
    for (const log of projection.logs) this.unplaced.set(log, parked.filter((event) => event.log === log && event.position < 0).length);
    return parked;
  }

  private rewind(): void {
    this.forgetQueued();
    this.options.subscriber.rewind();
  }

  private forgetQueued(): void {
    this.epoch += 1;
    this.queue.clear();
  }

  private cursorAt(at: PartitionRef): Cursor {
    const cursor = this.place.cursors.get(cursorKey(at));
    if (cursor === undefined) throw new Error(`partition ${cursorKey(at)} was not prepared: the topic has more partitions than configured`);
    return cursor;
  }
}
