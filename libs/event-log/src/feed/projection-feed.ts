import type { Instant } from '#contracts';
import { type Database, Turns as OneAtATime } from '#persistence';
import { failPoint } from '#platform';
import { type Settled, settled } from '../loop/settled.js';
import type { Turns } from '../loop/turn-loop.js';
import type { Fence } from '../projection/checkpoint.js';
import type { Projection } from '../projection/projection.js';
import type { RunnerState } from '../projection/runner.js';
import type { Delivery, DeliveryHandler, EventSubscriber, PartitionOffset, SubscriberEnded } from '../transport/event-subscriber.js';
import type { PartitionRef } from '../transport/wire-event.js';
import { BatchSize } from './batch-size.js';
import { FeedProgress } from './feed-progress.js';
import { FeedQueue, waitingOf } from './feed-queue.js';
import { FeedWriter } from './feed-writer.js';
import { type FeedPlace, foldFeed, type FoldedFeed, nothingFolded } from './fold-feed.js';
import { type Cursor, cursorKey } from './partition-checkpoint.js';
import { preparePartitions } from './prepare-partitions.js';
import { UnwrittenMoves } from './unwritten-moves.js';

/** What may wait between the subscriber and the writer. */
const MOST_QUEUED = 5_000;
const MOST_QUEUED_BYTES = 16_000_000;
/** How often the rows of other members' partitions are read. */
const ALONE_SWEEP_MS = 1_000;
const SHARED_SWEEP_MS = 200;

/** One projection, and what feeds it. */
export interface FeedOptions {
  readonly projection: Projection;
  readonly database: Database;
  readonly subscriber: EventSubscriber;
  /** Partitions per topic. */
  readonly partitions: number;
  readonly now: () => Instant;
}

/**
 * Feeds one projection from a subscriber. The subscriber's handler only reads places and queues; the writer takes all that
 * waits, folds it while the commit before it is on its way, and writes rows and cursors in one transaction. The cursors are
 * the fence: offsets come from the database, so a member that lost its partition writes nothing. After any failure what is
 * queued is dropped, the cursors are read from the database and the subscriber is positioned there.
 */
export class ProjectionFeed implements Turns, DeliveryHandler {
  /** Called when rows of this projection have moved, here or in another process. */
  progressed: () => void = () => undefined;
  readonly progress: FeedProgress;
  private readonly writer: FeedWriter;
  private readonly queue = new FeedQueue(MOST_QUEUED, MOST_QUEUED_BYTES);
  private readonly exclusive = new OneAtATime();
  /** Everything that was folded, written or on its way. */
  private place: FeedPlace = { generation: 0, cursors: new Map(), parkedStreams: new Map(), setAside: new Map() };
  private readonly size = new BatchSize();
  private assignedKeys: ReadonlySet<string> = new Set();
  /** Moves behind messages that changed no row: they are written with the next rows, or when there is nothing else to do. */
  private readonly unwritten = new UnwrittenMoves();
  private committing: Promise<Settled<Fence>> | undefined;
  private committingSince: number | undefined;
  private careful = false;
  private epoch = 0;
  private onQueued: () => void = () => undefined;

  constructor(private readonly options: FeedOptions) {
    const { projection, database, subscriber, now } = options;
    this.writer = new FeedWriter(projection, database, now);
    this.progress = new FeedProgress(projection, database, subscriber);
  }

  get state(): RunnerState {
    return this.progress.state;
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
    const isAtRest = (): boolean => this.committing === undefined && this.unwritten.isEmpty;
    if (await this.progress.look(isAtRest, () => this.rewind())) this.progressed();
  }

  private get isAlone(): boolean {
    return this.assignedKeys.size === this.progress.cursors.length;
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
    this.committing = settled(this.commit({ ...folded, moves: this.unwritten.take() }));
  }

  private async idle(): Promise<boolean> {
    await this.settle();
    if (this.unwritten.isDue(this.sweepMs())) {
      this.begin(nothingFolded(this.options.projection, this.place), undefined);
      await this.settle();
    }
    if (this.progress.ageMs >= this.sweepMs()) await this.refresh();
    return false;
  }

  private async commit(folded: FoldedFeed): Promise<Fence> {
    const began = performance.now();
    const outcome = await this.writer.write(folded);
    this.size.wrote(folded.events, performance.now() - began);
    if (outcome === 'ADVANCED') {
      this.reach(folded.place, folded.positions);
      this.progress.parked(folded.parked.length);
    }
    return outcome;
  }

  /**
   * Waits for the commit that is on its way.
   * @returns false where it wrote nothing: everything behind it is dropped
   * @throws a fault that may pass
   */
  private async settle(): Promise<boolean> {
    const ended = await this.takeSettled();
    if (ended === undefined || ('outcome' in ended && ended.outcome === 'ADVANCED')) return true;
    this.rethrow(ended);
    this.rewind();
    return false;
  }

  private async takeSettled(): Promise<Settled<Fence> | undefined> {
    const ended = await this.committing;
    this.committing = undefined;
    this.committingSince = undefined;
    return ended;
  }

  /** A fault that may pass is thrown on; anything else is in the data: the next turn, from the same offsets, takes it apart. */
  private rethrow(ended: Settled<Fence> | undefined): void {
    if (ended === undefined || 'outcome' in ended) return;
    if (this.writer.mayPass(ended.error)) throw ended.error;
    this.careful = true;
  }

  /** @param positions what was written, where it is known */
  private reach(place: FeedPlace, positions: FoldedFeed['positions'] = new Map()): void {
    const ours = [...place.cursors].flatMap(([key, cursor]) => (this.assignedKeys.has(key) ? [cursor] : []));
    this.progress.wrote(ours, positions);
    this.place = place;
    this.progressed();
    this.options.subscriber.hint(this.progress.cursors.filter((cursor) => this.assignedKeys.has(cursorKey(cursor))));
  }

  private async reload(): Promise<void> {
    this.place = await this.progress.readAnew(this.place.generation);
    this.unwritten.take();
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
