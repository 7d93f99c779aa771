import type { LogName, Position } from '#contracts';
import type { Database } from '#persistence';
import { failPoint } from '#platform';
import type { CommitSignal } from '../append/commit-signal.js';
import { TurnLoop, type TailFailure, type Turns } from '../loop/turn-loop.js';
import { LogGapError } from '../store/log-gap-error.js';
import { EventStore } from '../store/event-store.js';
import type { StoredEvent } from '../store/stored-event.js';
import { RecentEvents } from '../tail/recent-events.js';
import type { EventPublisher } from '../transport/event-publisher.js';
import { refuseOtherLog } from './other-log.js';
import { MOVE_EVERY_MS, PublishedPosition } from './published-position.js';
import { RelayLease } from './relay-lease.js';

/** Events read and published together. */
const BATCH = 2_000;
/** The net under a missed wake-up, and how often an instance that does not relay looks. */
const SWEEP_MS = 1_000;
/** First pause after work: an instance without the commits' signal finds what the other one wrote this soon. */
const SHORTEST_PAUSE_MS = 4;

/** How long a relay that ends goes on publishing, ms: what it leaves goes out with the next holder. */
const DRAIN_MS = 2_000;

/** A broker that is back is found within this. */
const LONGEST_BACKOFF_MS = 1_000;

/** What one turn did. */
export type RelayTurn =
  | 'PUBLISHED' // events went out and the position was moved behind them
  | 'AT_HEAD' // there was nothing to publish
  | 'STANDBY' // another instance relays this log
  | 'LEASE_TOO_SHORT' // publishing could outlive the lease, so it was not begun
  | 'FENCED'; // events went out, but the lease was lost meanwhile: its new holder sends them again

/** What a relay publishes, from where and as whom. */
export interface RelayOptions {
  readonly log: LogName;
  /** Names this instance in the lease, unique among all. */
  readonly owner: string;
  readonly database: Database;
  readonly publisher: EventPublisher;
  readonly signal: CommitSignal;
  /** Longer than a publish may take; a dead instance is replaced after it. */
  readonly leaseMs: number;
  readonly report: (error: unknown) => void;
}

/** What a relay knows of itself. */
export interface RelayState {
  readonly log: LogName;
  /** As stored: who takes over begins behind it. */
  readonly position: Position;
  /** Everything up to here is certainly published; known to the instance that relays. */
  readonly published: Position;
  readonly relaying: boolean;
  readonly failure?: TailFailure;
}

/**
 * Publishes one log. Two instances may run it; the one with the lease relays. It takes what this process has committed from
 * memory and all else from the event table, publishes, and now and then moves its position behind that, fenced by its token.
 * A crash between the two publishes again, which readers drop by position. A batch is sent only when every earlier one was
 * acknowledged, so no reader meets a gap. What is committed while the position moves is published meanwhile. Under every lease
 * it looks first whether its topic is one of this log.
 */
export class Relay implements Turns {
  private readonly lease: RelayLease;
  private readonly store: EventStore;
  private readonly loop: TurnLoop;
  private stopListening: (() => void) | undefined;
  private pauseMs = SHORTEST_PAUSE_MS;
  private readonly published: PublishedPosition;
  private readonly recent = new RecentEvents<StoredEvent>();
  /** Whether it has looked at its topic since it took the lease. */
  private hasLooked = false;

  /** @param monotonic milliseconds of a clock that is never set */
  constructor(
    private readonly options: RelayOptions,
    private readonly monotonic: () => number = () => performance.now(),
  ) {
    const { log, owner, database, leaseMs, publisher } = options;
    if (leaseMs <= publisher.longestPublishMs) {
      throw new RangeError(`a lease of ${leaseMs} ms does not outlive a publish of ${publisher.longestPublishMs} ms`);
    }
    this.lease = new RelayLease(log, owner, database, leaseMs, monotonic);
    this.published = new PublishedPosition(this.lease, leaseMs, monotonic);
    this.store = new EventStore(log, database);
    this.loop = new TurnLoop(this, options.report, undefined, LONGEST_BACKOFF_MS);
  }

  get state(): RelayState {
    const { failure } = this.loop;
    const { position, leftMs } = this.lease;
    const state = { log: this.options.log, position, published: this.published.at, relaying: leftMs > 0 };
    return failure === undefined ? state : { ...state, failure };
  }

  /** Makes the row of this log's lease where it is missing. */
  prepare(): Promise<void> {
    return this.lease.prepare();
  }

  /**
   * Looks at the topic before there is a lease: what a process that starts can refuse it need not accept first.
   * @throws TopicError; what the broker says
   */
  refuseOtherLog(): Promise<void> {
    return refuseOtherLog(this.options.publisher, this.store);
  }

  async start(): Promise<void> {
    await this.prepare();
    this.stopListening = this.options.signal.listen(({ log, rows }) => {
      if (log !== this.options.log || this.lease.leftMs <= 0) return;
      this.recent.remember(rows);
      this.published.committed();
      this.loop.wake();
    });
    this.loop.start();
  }

  /**
   * Publishes what has been accepted, for a while, and gives the lease back. Where that fails, whoever relays next publishes
   * it, once the lease has run out; readers drop by position what they have.
   */
  async stop(): Promise<void> {
    this.stopListening?.();
    await this.loop.stop();
    try {
      await this.drain();
      await this.handBack();
    } catch (error) {
      this.options.report(error);
    }
  }

  private async drain(): Promise<void> {
    if (this.lease.leftMs <= 0 || this.loop.failure !== undefined) return;
    const until = this.monotonic() + DRAIN_MS;
    while (this.monotonic() < until && (await this.turn()) === 'PUBLISHED');
  }

  private async handBack(): Promise<void> {
    await this.published.settle();
    failPoint('relay.before-release');
    await this.lease.release();
  }

  async runOnce(): Promise<boolean> {
    const turn = await this.turn();
    if (turn === 'PUBLISHED' || turn === 'FENCED' || turn === 'LEASE_TOO_SHORT') {
      this.pauseMs = SHORTEST_PAUSE_MS;
      return true;
    }
    return false;
  }

  async turn(): Promise<RelayTurn> {
    const { publisher, log } = this.options;
    const held = await this.held();
    if (held !== undefined) return held;
    failPoint('relay.after-lease');
    await this.look();
    const events = await this.next();
    const last = events.at(-1);
    if (last === undefined) return this.atHead();
    this.refuseGap(events);
    failPoint('relay.after-read');
    if (this.lease.leftMs < publisher.longestPublishMs) return 'LEASE_TOO_SHORT';
    await publisher.publish(log, events);
    failPoint('relay.after-publish');
    if ((await this.published.moved()) === 'FENCED') return 'FENCED';
    this.published.reach(last.position);
    if (!this.published.isMoveDue) return 'PUBLISHED';
    return (await this.published.move()) === 'FENCED' ? 'FENCED' : 'PUBLISHED';
  }

  private async next(): Promise<readonly StoredEvent[]> {
    const after = this.published.at;
    return this.recent.after(after, BATCH) ?? (await this.store.storedAfter(after, BATCH));
  }

  private async atHead(): Promise<RelayTurn> {
    if ((await this.published.moved()) === 'FENCED') return 'FENCED';
    if (!this.published.isMoveDue) return 'AT_HEAD';
    return (await this.published.move()) === 'FENCED' ? 'FENCED' : 'AT_HEAD';
  }

  /** Renewed when half of it is gone: an idle relay asks little, and a busy one always has time for a publish. */
  private async held(): Promise<'STANDBY' | 'FENCED' | undefined> {
    const { leaseMs, publisher } = this.options;
    if (this.lease.leftMs >= Math.max(leaseMs / 2, publisher.longestPublishMs)) return undefined;
    if ((await this.published.moved()) === 'FENCED') return 'FENCED';
    const outcome = await this.lease.hold();
    if (outcome !== 'HELD') {
      this.published.forget();
      this.hasLooked = false;
    }
    return outcome === 'OTHER' ? 'STANDBY' : undefined;
  }

  private async look(): Promise<void> {
    if (this.hasLooked) return;
    await this.refuseOtherLog();
    this.hasLooked = true;
  }

  private refuseGap(events: readonly StoredEvent[]): void {
    let expected = this.published.at;
    for (const { position } of events) {
      expected += 1;
      if (position !== expected) throw new LogGapError(this.options.log, expected, position);
    }
  }

  async recover(): Promise<void> {
    await this.published.recover();
    this.lease.forget();
  }

  sweepMs(): number {
    const pause = this.pauseMs;
    this.pauseMs = Math.min(2 * pause, SWEEP_MS);
    return this.published.isAhead ? Math.min(pause, MOVE_EVERY_MS) : pause;
  }
}
