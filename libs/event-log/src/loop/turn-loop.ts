import { Rest } from './rest.js';

/** Waits after a failing turn: 100 ms, doubled, at most this where nothing else is said. */
const LONGEST_BACKOFF_MS = 5_000;

/** Work that is done in turns. */
export interface Turns {
  /** One turn. @returns true where there may be more at once */
  runOnce(): Promise<boolean>;
  /** What to do before the turn after a failing one: what is stored decides where to go on, not what memory believes. */
  recover(): Promise<void>;
  /** How long to sleep when there is nothing to do and nobody wakes the loop. */
  sweepMs(): number;
}

/** A failing loop, until its next turn succeeds. */
export interface TailFailure {
  readonly since: number;
  readonly error: unknown;
}

/** Runs turns until it is stopped: woken, swept slowly, with backoff after failures. */
export class TurnLoop {
  failure: TailFailure | undefined;
  private stopped = false;
  private running: Promise<void> | undefined;
  private missedWake = false;
  private readonly rest = new Rest();
  /** Those who wait for the end of a turn. */
  private readonly waiters = new Rest();

  constructor(
    private readonly turns: Turns,
    private readonly report: (error: unknown) => void,
    private readonly advanced: () => void = () => undefined,
    private readonly longestBackoffMs = LONGEST_BACKOFF_MS,
  ) {}

  start(): void {
    this.running = this.run();
  }

  /** Ends after the present turn. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.running;
    this.waiters.wake();
  }

  /** No turn comes any more: who waits for one has nothing to wait for. */
  get isStopped(): boolean {
    return this.stopped;
  }

  wake(): void {
    this.missedWake = true;
    this.rest.wake();
  }

  /** Resolves after the next turn, or after `forMs`. */
  nextTurn(forMs: number): Promise<void> {
    return this.stopped ? Promise.resolve() : this.waiters.pause(forMs);
  }

  private async run(): Promise<void> {
    let backoffMs = 50;
    while (!this.stopped) {
      // Answers go out and requests come in before each turn; a turn then takes what several commits have left.
      await new Promise((resume) => setImmediate(resume));
      this.missedWake = false;
      try {
        const more = await this.turn();
        backoffMs = 50;
        if (!more) await this.sleep();
      } catch (error) {
        this.failure ??= { since: Date.now(), error };
        this.report(error);
        backoffMs = Math.min(backoffMs * 2, this.longestBackoffMs);
        await this.backOff(backoffMs);
        await this.recoverQuietly();
      }
    }
  }

  private async turn(): Promise<boolean> {
    const more = await this.turns.runOnce();
    this.failure = undefined;
    if (more) this.advanced();
    this.waiters.wake();
    return more;
  }

  private backOff(ms: number): Promise<void> {
    return this.stopped ? Promise.resolve() : this.rest.pause(ms);
  }

  private async recoverQuietly(): Promise<void> {
    try {
      await this.turns.recover();
    } catch (error) {
      this.report(error);
    }
  }

  /** Sleeps until woken; not at all when a wake-up came during the turn. */
  private sleep(): Promise<void> {
    if (this.missedWake || this.stopped) return Promise.resolve();
    return this.rest.pause(this.turns.sweepMs());
  }
}
