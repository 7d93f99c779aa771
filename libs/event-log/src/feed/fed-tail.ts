import type { LogName } from '#contracts';
import { atMost, Rest } from '../loop/rest.js';
import { TurnLoop, type TailFailure } from '../loop/turn-loop.js';
import type { Projection } from '../projection/projection.js';
import { behindOf, type Lag, type ProjectionTail } from '../projection/projection-tail.js';
import type { SeenPosition } from '../projection/read-your-write.js';
import type { RunnerState } from '../projection/runner.js';
import type { EventSubscriber, SubscriberEnded } from '../transport/event-subscriber.js';
import { LostEvents } from './lost-events.js';
import { type FeedOptions, ProjectionFeed } from './projection-feed.js';
import type { PartitionLag } from './written-cursors.js';

/** How often the rows are read while somebody waits: another process may be writing them. */
const POLL_MS = 25;
/** How long a question to the broker may take before the answer is that there is none. */
const LONGEST_QUESTION_MS = 1_000;
/** A subscriber asks for messages ten times a second; one that has not for so long is dead, whatever it says. */
const LONGEST_IDLE_MS = 60_000;

/** A projection that is fed from topics. */
export class FedTail implements ProjectionTail {
  private readonly feed: ProjectionFeed;
  private readonly loop: TurnLoop;
  private readonly subscriber: EventSubscriber;
  private behindSince: number | undefined;
  private readonly lostEvents = new LostEvents();
  private readonly rest = new Rest();

  constructor(
    readonly projection: Projection,
    options: Omit<FeedOptions, 'projection'>,
    report: (error: unknown) => void,
    private readonly ended: SubscriberEnded,
  ) {
    this.subscriber = options.subscriber;
    this.feed = new ProjectionFeed({ projection, ...options });
    this.loop = new TurnLoop(this.feed, report);
  }

  get state(): RunnerState {
    return this.feed.state;
  }

  get failure(): TailFailure | undefined {
    return this.loop.failure;
  }

  prepare(): Promise<void> {
    return this.feed.prepare();
  }

  start(advanced: () => void): void {
    this.feed.progressed = advanced;
    this.feed.start(() => this.loop.wake(), this.ended);
    this.loop.start();
  }

  async stop(): Promise<void> {
    this.rest.wake();
    await this.feed.stop();
    await this.loop.stop();
  }

  /** Reads how far the rows are: they may have been replaced. */
  refresh(): Promise<void> {
    return this.feed.refresh();
  }

  wake(): void {
    // What this process commits comes back through the topic.
  }

  async reach(seen: readonly SeenPosition[], until: number): Promise<void> {
    while (behindOf(this, seen) > 0 && performance.now() < until) {
      await this.rest.pause(Math.min(POLL_MS, until - performance.now()));
      await this.feed.refresh();
    }
  }

  async lag(): Promise<Lag> {
    const { idleMs } = this.subscriber;
    if (idleMs > LONGEST_IDLE_MS) return { behindBy: 0, lagMs: idleMs, problem: `has not asked the broker for ${Math.round(idleMs)} ms` };
    const lags = await this.partitionLags();
    if (lags === undefined) return { behindBy: 0, lagMs: 0, problem: 'the broker does not answer' };
    const behindBy = lags.reduce((sum, lag) => sum + lag.behindBy, 0);
    const problem = this.lostEvents.problemOf(this.feed.progress.lacking(lags));
    const now = Date.now();
    this.behindSince = behindBy === 0 ? undefined : (this.behindSince ?? now);
    const since = this.feed.oldestWaiting ?? this.behindSince;
    const lagMs = since === undefined || behindBy === 0 ? 0 : Math.max(0, now - since);
    return problem === undefined ? { behindBy, lagMs } : { behindBy, lagMs, problem };
  }

  /** Per partition; `undefined` where the broker does not answer in time. */
  async partitionLags(): Promise<readonly PartitionLag[] | undefined> {
    const asked = this.feed.progress.partitionLags().then(
      (lags) => lags,
      () => undefined,
    );
    return atMost(LONGEST_QUESTION_MS, asked);
  }
}

/** The part of a projection that concerns some of its logs; its tables and its name are the whole's. */
export function partOf(projection: Projection, logs: readonly LogName[]): Projection {
  return { ...projection, logs: projection.logs.filter((log) => logs.includes(log)) };
}
