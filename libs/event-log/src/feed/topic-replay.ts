import type { LogName } from '#contracts';
import type { SqlSession } from '#persistence';
import type { SetAside } from '../projection/parked-decisions.js';
import type { Replay, ReplayPart } from '../projection/replay.js';
import type { Delivery, DeliveryHandler, EventSubscriber, PartitionOffset } from '../transport/event-subscriber.js';
import type { PartitionRef, WireReadEvent } from '../transport/wire-event.js';
import { FeedQueue, type Waiting, waitingOf } from './feed-queue.js';
import { FeedGapError, isRepeated, movedBy } from './fold-feed.js';
import { refuseOtherPartitions } from './same-partitions.js';
import { TopicNews } from './topic-news.js';
import { WholeLogs } from './whole-logs.js';
import { TopicError } from '../transport/topic-error.js';
import { type Cursor, cursorKey, fencedCursors, fencePartitions } from './partition-checkpoint.js';

/** What may wait between the subscriber and who folds. */
const MOST_QUEUED = 10_000;
const MOST_QUEUED_BYTES = 16_000_000;
/** When fewer messages than this are known to be there, the broker is asked again. */
const ASK_AGAIN = 1_000;
/** An event that did not come while later ones did is lost after this: longer than a publish over several partitions may take. */
const HOLE_PATIENCE_MS = 15_000;
const BETWEEN_LOOKS_MS = 100;
/** Longest silence of a broker that has messages for us: longer than a session that was lost takes to be found again. */
const PATIENCE_MS = 60_000;
/** The same while live readers wait for the end of the switch. */
const FENCED_PATIENCE_MS = 10_000;

/** What a replay reads, and through whom. */
export interface TopicReplayOptions {
  readonly logs: readonly LogName[];
  /** Partitions per topic. */
  readonly partitions: number;
  /** Alone in its group, so that it is given every partition. */
  readonly subscriber: EventSubscriber;
  /** Where to end in each partition; absent = wherever the topics end. */
  readonly until?: readonly Cursor[];
  /** Messages that are no events of these logs; none where not given. */
  readonly setAside?: SetAside;
  /** Longest silence of a broker that has messages for us; {@link PATIENCE_MS} where not given. */
  readonly patienceMs?: number;
  /** How long an event may be missing; {@link HOLE_PATIENCE_MS} where not given. */
  readonly holePatienceMs?: number;
}

/**
 * The topics of other processes' logs, read from offset 0 as a feed reads them: per partition, repetitions dropped by
 * position, unreadable messages at their synthetic place. What it leaves are the cursors a feed goes on from.
 */
export class TopicReplay implements Replay, DeliveryHandler {
  events = 0;
  private readonly queue = new FeedQueue(MOST_QUEUED, MOST_QUEUED_BYTES);
  private readonly cursors: Map<string, Cursor>;
  private readonly whole: WholeLogs;
  private readonly until: ReadonlyMap<string, number> | undefined;
  /** Sum of the offsets up to which messages are known to be there. */
  private end = 0;
  private epoch = 0;
  private isAssigned = false;
  private readonly news: TopicNews;

  constructor(private readonly options: TopicReplayOptions) {
    const numbers = Array.from({ length: options.partitions }, (_, partition) => partition);
    const all = options.logs.flatMap((log) => numbers.map((partition) => ({ log, partition, offset: 0, position: 0, events: 0 })));
    this.cursors = new Map(all.map((cursor) => [cursorKey(cursor), cursor]));
    this.whole = new WholeLogs(options.logs, options.setAside ?? new Map());
    if (options.until !== undefined) {
      this.until = new Map(options.until.map((cursor) => [cursorKey(cursor), cursor.offset]));
      this.end = [...this.until.values()].reduce((sum, offset) => sum + offset, 0);
    }
    this.news = new TopicNews(options.logs);
    options.subscriber.start(this, (error) => this.news.end(error));
  }

  /** Messages read, repetitions with them. */
  get done(): number {
    let done = 0;
    for (const { offset } of this.cursors.values()) done += offset;
    return done;
  }

  total(): Promise<number> {
    return Promise.resolve(this.end);
  }

  cursorsOf(logs: readonly LogName[]): Cursor[] {
    return [...this.cursors.values()].filter(({ log }) => logs.includes(log));
  }

  async behind(): Promise<number> {
    const { done } = this;
    if (this.until === undefined && this.end - done < ASK_AGAIN) {
      // Before the assignment nobody has looked whether the topics are there and as configured.
      await this.news.until(() => this.isAssigned, this.patienceMs);
      const behind = await this.options.subscriber.remaining([...this.cursors.values()]);
      this.end = behind.reduce((sum, count) => sum + count, done);
    }
    return this.end - done;
  }

  async next(most: number): Promise<readonly ReplayPart[]> {
    return this.done < this.end ? this.read(most, this.patienceMs) : [];
  }

  /**
   * What is there now, and what comes until every event below the highest has been read too: the events of one publish lie in
   * several partitions, so some may be on their way; one that stays away is not in the topic.
   * @throws TopicError TOPIC.INCOMPLETE
   */
  async *untilWhole(most: number): AsyncGenerator<readonly ReplayPart[]> {
    const { holePatienceMs = HOLE_PATIENCE_MS } = this.options;
    const there = this.done + (await this.behind());
    while (this.done < there) yield await this.read(most, this.patienceMs);
    const end = performance.now() + holePatienceMs;
    const highest = this.whole.highest();
    for (let lost = this.whole.lost(highest); lost !== undefined; lost = this.whole.lost(highest)) {
      if (performance.now() > end) throw TopicError.incomplete(lost.log, `第 ${lost.position} 个事件`, `event ${lost.position}`);
      if ((await this.behind()) > 0) yield await this.read(most, this.patienceMs);
      else await this.news.pause(Math.min(BETWEEN_LOOKS_MS, holePatienceMs));
    }
  }

  fence(session: SqlSession, projection: string): Promise<void> {
    return fencePartitions(session, projection);
  }

  async *rest(session: SqlSession, projections: readonly string[], most: number): AsyncGenerator<readonly ReplayPart[]> {
    const live = await fencedCursors(session, projections);
    refuseOtherPartitions(live, this.options.partitions);
    const isBehind = (): boolean =>
      (this.until !== undefined && this.done < this.end) ||
      live.some((cursor) => (this.cursors.get(cursorKey(cursor))?.offset ?? cursor.offset) < cursor.offset);
    if (isBehind()) await this.refuseShorter(live);
    while (isBehind()) yield await this.read(most, Math.min(FENCED_PATIENCE_MS, this.patienceMs));
  }

  async close(): Promise<void> {
    this.forgetQueued();
    await this.options.subscriber.close();
  }

  assigned(partitions: readonly PartitionRef[]): Promise<readonly PartitionOffset[]> {
    this.forgetQueued();
    this.isAssigned = true;
    this.news.wake();
    return Promise.resolve(partitions.map((at) => this.cursorOf(at)));
  }

  async deliver(delivery: Delivery): Promise<void> {
    const { epoch } = this;
    while (this.queue.isFull && epoch === this.epoch) await this.queue.roomWithin(1_000);
    if (epoch !== this.epoch) return;
    this.queue.push(waitingOf(delivery));
    this.news.wake();
  }

  private get patienceMs(): number {
    return this.options.patienceMs ?? PATIENCE_MS;
  }

  private async read(most: number, patienceMs: number): Promise<readonly ReplayPart[]> {
    await this.news.until(() => this.queue.length > 0, patienceMs);
    const byLog = new Map<LogName, WireReadEvent[]>();
    for (const item of this.queue.take(most)) {
      if (!this.step(item)) continue;
      const events = byLog.get(item.log);
      if (events === undefined) byLog.set(item.log, [item.event]);
      else events.push(item.event);
    }
    return [...byLog].map(([log, events]) => ({ log, events }));
  }

  /** Live rows that stand behind the end of their topic were made from another one. @throws TopicError TOPIC.RESET */
  private async refuseShorter(live: readonly Cursor[]): Promise<void> {
    const own = live.map((cursor) => this.cursorOf(cursor));
    const behind = await this.options.subscriber.remaining(own);
    for (const [index, { log, partition, offset }] of live.entries()) {
      const high = (own[index]?.offset ?? 0) + (behind[index] ?? 0);
      if (offset > high) throw TopicError.reset(log, partition, offset, { low: 0, high });
    }
  }

  /** @returns false for what is not to be folded: a repetition, or what lies behind the end */
  private step(item: Waiting): boolean {
    const from = this.cursorOf(item);
    if (this.until !== undefined && item.offset >= (this.until.get(item.key) ?? 0)) return false;
    if (item.offset !== from.offset) throw new FeedGapError(item, from.offset, item.offset);
    this.cursors.set(item.key, movedBy(from, item));
    if (isRepeated(from, item)) return false;
    this.whole.see(item);
    this.events += 1;
    return true;
  }

  private cursorOf(at: PartitionRef): Cursor {
    const cursor = this.cursors.get(cursorKey(at));
    if (cursor === undefined) throw new Error(`partition ${cursorKey(at)} is not among those configured`);
    return cursor;
  }

  private forgetQueued(): void {
    this.epoch += 1;
    this.queue.clear();
  }
}
