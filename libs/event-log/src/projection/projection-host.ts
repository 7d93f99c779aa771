import type { LogName, Position } from '#contracts';
import type { CommitSignal } from '../append/commit-signal.js';
import type { SeenPosition } from './read-your-write.js';
import type { ProjectionRunner, RunnerState } from './runner.js';

/** How long a tail sleeps when nothing wakes it: the net under a missed wake-up. */
const SWEEP_MS = 1_000;
/** Waits after a failing turn: 100 ms, doubled, at most this. */
const LONGEST_BACKOFF_MS = 5_000;

type Advanced = (projection: string, log: LogName, position: Position) => void;

/** A failing tail, until its next turn succeeds. */
export interface TailFailure {
  readonly since: number;
  readonly error: unknown;
}

/** Runs the projections of this process: each in its own loop, woken by commits, swept slowly, stopped together. */
export class ProjectionHost {
  private readonly loops: ProjectionLoop[];
  private readonly listeners = new Set<Advanced>();
  private stopListening: (() => void) | undefined;

  constructor(
    runners: readonly ProjectionRunner[],
    private readonly signal: CommitSignal,
    report: (projection: string, error: unknown) => void,
  ) {
    this.loops = runners.map((runner) => new ProjectionLoop(runner, report, () => this.advanced(runner)));
  }

  /** Runners must be prepared. */
  start(): void {
    this.stopListening = this.signal.listen(({ log }) => {
      for (const loop of this.loops) if (loop.runner.projection.logs.includes(log)) loop.wake();
    });
    for (const loop of this.loops) loop.start();
  }

  /** Ends every loop after its present turn. */
  async stop(): Promise<void> {
    this.stopListening?.();
    await Promise.all(this.loops.map((loop) => loop.stop()));
  }

  /** Tells which projection has moved on. @returns a function that ends the listening */
  listen(listener: Advanced): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  runner(projection: string): ProjectionRunner | undefined {
    return this.loops.find((loop) => loop.runner.projection.name === projection)?.runner;
  }

  states(): readonly (RunnerState & { failure?: TailFailure })[] {
    return this.loops.map((loop) => ({ ...loop.runner.state, ...(loop.failure === undefined ? {} : { failure: loop.failure }) }));
  }

  /**
   * Waits until the named projections have read what a reader has seen written, at most `forMs`. Where none is named one
   * reader of each log is enough: what it has read is in the log.
   * @returns how many events the slowest is still behind; 0 = all there
   */
  async waitFor(projections: readonly string[], seen: readonly SeenPosition[], forMs: number): Promise<number> {
    const loops = this.loops.filter((loop) => projections.includes(loop.runner.projection.name));
    const until = performance.now() + forMs;
    if (projections.length === 0) return Math.max(0, ...(await Promise.all(seen.map((one) => this.inLog(one, until)))));
    await Promise.all(loops.map((loop) => loop.reach(seen, until)));
    return Math.max(0, ...loops.map((loop) => loop.behind(seen)));
  }

  /** @returns how many events the log is not known to have yet */
  private async inLog(seen: SeenPosition, until: number): Promise<number> {
    const readers = this.loops.filter(({ runner }) => runner.projection.logs.includes(seen.log));
    const behindBy = (): number => Math.min(...readers.map((reader) => reader.behind([seen])));
    if (readers.length === 0 || behindBy() === 0) return 0;
    await Promise.race(readers.map((reader) => reader.reach([seen], until)));
    return behindBy();
  }

  private advanced(runner: ProjectionRunner): void {
    for (const [log, position] of runner.state.positions) {
      for (const listener of this.listeners) listener(runner.projection.name, log, position);
    }
  }
}

class ProjectionLoop {
  failure: TailFailure | undefined;
  private stopped = false;
  private running: Promise<void> | undefined;
  private awake: (() => void) | undefined;
  private missedWake = false;
  private readonly waiters = new Set<() => void>();

  constructor(
    readonly runner: ProjectionRunner,
    private readonly report: (projection: string, error: unknown) => void,
    private readonly advanced: () => void,
  ) {}

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.running;
  }

  wake(): void {
    this.missedWake = true;
    this.awake?.();
  }

  behind(seen: readonly SeenPosition[]): number {
    const { positions } = this.runner.state;
    return Math.max(0, ...seen.map(({ log, position }) => (positions.has(log) ? position - (positions.get(log) ?? 0) : 0)));
  }

  async reach(seen: readonly SeenPosition[], until: number): Promise<void> {
    while (this.behind(seen) > 0 && performance.now() < until) {
      this.wake();
      await this.nextTurn(until - performance.now());
    }
  }

  private nextTurn(forMs: number): Promise<void> {
    return new Promise((resolve) => {
      const settle = (): void => {
        clearTimeout(timer);
        this.waiters.delete(settle);
        resolve();
      };
      const timer = setTimeout(settle, Math.max(0, forMs));
      this.waiters.add(settle);
    });
  }

  private async run(): Promise<void> {
    let backoffMs = 50;
    while (!this.stopped) {
      this.missedWake = false;
      try {
        const more = await this.turn();
        backoffMs = 50;
        if (!more) await this.sleep(SWEEP_MS);
      } catch (error) {
        this.failure ??= { since: Date.now(), error };
        this.report(this.runner.projection.name, error);
        backoffMs = Math.min(backoffMs * 2, LONGEST_BACKOFF_MS);
        await this.pause(backoffMs);
        // What is on disk decides where to go on after a fault, not what this loop believes.
        await this.reloadQuietly();
      }
    }
  }

  private async turn(): Promise<boolean> {
    const more = await this.runner.runOnce();
    this.failure = undefined;
    if (more) this.advanced();
    for (const waiter of [...this.waiters]) waiter();
    // Requests go between two batches.
    await new Promise((resume) => setImmediate(resume));
    return more;
  }

  private async reloadQuietly(): Promise<void> {
    try {
      await this.runner.reload();
    } catch (error) {
      this.report(this.runner.projection.name, error);
    }
  }

  /** Sleeps until woken, at most `forMs`; not at all when a wake-up came during the turn. */
  private sleep(forMs: number): Promise<void> {
    if (this.missedWake || this.stopped) return Promise.resolve();
    return this.pause(forMs);
  }

  private pause(forMs: number): Promise<void> {
    return new Promise((resolve) => {
      const settle = (): void => {
        clearTimeout(timer);
        this.awake = undefined;
        resolve();
      };
      const timer = setTimeout(settle, forMs);
      this.awake = settle;
    });
  }
}
