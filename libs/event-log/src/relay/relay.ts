import type { LogName, Position } from '#contracts';
import type { Database } from '#persistence';
import { failPoint } from '#platform';
import type { CommitSignal } from '../append/commit-signal.js';
import { TurnLoop, type TailFailure, type Turns } from '../loop/turn-loop.js';
import { LogGapError } from '../store/log-gap-error.js';
import { EventStore } from '../store/event-store.js';
import type { EventPublisher } from '../transport/event-publisher.js';
import { RelayLease } from './relay-lease.js';

/** Events read and published together. */
const BATCH = 2_000;
/** The net under a missed wake-up, and how often an instance that does not relay looks. */
const SWEEP_MS = 1_000;
/** First pause after work: an instance without the commits' signal finds what the other one wrote this soon. */
const SHORTEST_PAUSE_MS = 4;

/** What one turn did. */
export type RelayTurn =
  | 'PUBLISHED' // events went out and the position was moved behind them
  | 'AT_HEAD' // there was nothing to publish
  | 'STANDBY' // another instance relays this log
  | 'LEASE_TOO_SHORT' // publishing could outlive the lease, so it was not begun
  | 'FENCED'; // events went out, but the lease was lost meanwhile: its new holder sends them again

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

/** How a relay stands (metrics). */
export interface RelayState {
  readonly log: LogName;
  /** Everything up to here is certainly published; known to the instance that relays. */
  readonly position: Position;
  readonly relaying: boolean;
  readonly failure?: TailFailure;
}

/**
 * Publishes one log. Two instances may run it; the one with the lease relays. It reads the event table behind its
 * position, publishes, then moves the position, fenced by its token. A crash between the two publishes again, which
 * readers drop by position. A batch is sent only when every earlier one was acknowledged, so no reader meets a gap.
 */
export class Relay implements Turns {
  private readonly lease: RelayLease;
  private readonly store: EventStore;
  private readonly loop: TurnLoop;
  private stopListening: (() => void) | undefined;
  private pauseMs = SHORTEST_PAUSE_MS;

  constructor(private readonly options: RelayOptions) {
    const { log, owner, database, leaseMs, publisher } = options;
    if (leaseMs <= publisher.longestPublishMs) {
      throw new RangeError(`a lease of ${leaseMs} ms does not outlive a publish of ${publisher.longestPublishMs} ms`);
    }
    this.lease = new RelayLease(log, owner, database, leaseMs);
    this.store = new EventStore(log, database);
    this.loop = new TurnLoop(this, options.report);
  }

  get state(): RelayState {
    const { failure } = this.loop;
    const state = { log: this.options.log, position: this.lease.position, relaying: this.lease.leftMs > 0 };
    return failure === undefined ? state : { ...state, failure };
  }

  async start(): Promise<void> {
    await this.lease.prepare();
    this.stopListening = this.options.signal.listen(({ log }) => {
      if (log === this.options.log && this.lease.leftMs > 0) this.loop.wake();
    });
    this.loop.start();
  }

  /** Ends after the present turn and gives the lease back. */
  async stop(): Promise<void> {
    this.stopListening?.();
    await this.loop.stop();
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
    const { publisher, log, leaseMs } = this.options;
    // Renewed when half of it is gone: an idle relay asks little, and a busy one always has time for a publish.
    if (this.lease.leftMs < Math.max(leaseMs / 2, publisher.longestPublishMs) && (await this.lease.hold()) === 'OTHER') return 'STANDBY';
    failPoint('relay.after-lease');
    const events = await this.store.storedAfter(this.lease.position, BATCH);
    const [first, last] = [events[0], events.at(-1)];
    if (first === undefined || last === undefined) return 'AT_HEAD';
    if (first.position !== this.lease.position + 1) throw new LogGapError(log, this.lease.position + 1, first.position);
    failPoint('relay.after-read');
    if (this.lease.leftMs < publisher.longestPublishMs) return 'LEASE_TOO_SHORT';
    await publisher.publish(log, events);
    failPoint('relay.after-publish');
    const moved = await this.lease.move(last.position);
    failPoint('relay.after-position');
    return moved === 'MOVED' ? 'PUBLISHED' : 'FENCED';
  }

  recover(): Promise<void> {
    this.lease.forget();
    return Promise.resolve();
  }

  sweepMs(): number {
    const pause = this.pauseMs;
    this.pauseMs = Math.min(2 * pause, SWEEP_MS);
    return pause;
  }
}
