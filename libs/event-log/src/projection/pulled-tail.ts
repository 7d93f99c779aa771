import type { LogName, Position } from '#contracts';
import { TurnLoop, type TailFailure } from '../loop/turn-loop.js';
import type { EventSource } from '../tail/log-tail.js';
import type { Projection } from './projection.js';
import { behindOf, type Lag, type ProjectionTail } from './projection-tail.js';
import type { SeenPosition } from './read-your-write.js';
import type { ProjectionRunner, RunnerState } from './runner.js';

/** How long a tail sleeps when nothing wakes it: the net under a missed wake-up. */
const SWEEP_MS = 1_000;

/** A projection that reads logs of this process in a loop, woken by commits. */
export class PulledTail implements ProjectionTail {
  private advanced: () => void = () => undefined;
  private readonly loop: TurnLoop;

  constructor(
    private readonly runner: ProjectionRunner,
    private readonly sources: ReadonlyMap<LogName, EventSource>,
    report: (error: unknown) => void,
  ) {
    const turns = {
      runOnce: (): Promise<boolean> => runner.runOnce(),
      recover: (): Promise<void> => runner.reload(),
      sweepMs: (): number => SWEEP_MS,
    };
    this.loop = new TurnLoop(turns, report, () => this.advanced());
  }

  get projection(): Projection {
    return this.runner.projection;
  }

  get state(): RunnerState {
    return this.runner.state;
  }

  get failure(): TailFailure | undefined {
    return this.loop.failure;
  }

  start(advanced: () => void): void {
    this.advanced = advanced;
    this.loop.start();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  wake(log: LogName): void {
    if (this.projection.logs.includes(log)) this.loop.wake();
  }

  async reach(seen: readonly SeenPosition[], until: number): Promise<void> {
    while (behindOf(this, seen) > 0 && performance.now() < until && !this.loop.isStopped) {
      this.loop.wake();
      await this.loop.nextTurn(until - performance.now());
    }
  }

  async lag(heads: ReadonlyMap<LogName, Position>): Promise<Lag> {
    let behindBy = 0;
    let lagMs = 0;
    for (const [log, position] of this.state.positions) {
      const missing = (heads.get(log) ?? 0) - position;
      behindBy += missing;
      if (missing > 0) lagMs = Math.max(lagMs, await this.ageOfNext(log, position));
    }
    return { behindBy, lagMs };
  }

  private async ageOfNext(log: LogName, position: Position): Promise<number> {
    const [next] = (await this.sources.get(log)?.readAfter(position, 1)) ?? [];
    return next === undefined ? 0 : Math.max(0, Date.now() - Date.parse(next.envelope().recordedAt));
  }
}
