import type { LogName, Position } from '#contracts';
import type { CommitSignal } from '../append/commit-signal.js';
import type { TailFailure } from '../loop/turn-loop.js';
import { behindOf, type Lag, type ProjectionTail } from './projection-tail.js';
import type { SeenPosition } from './read-your-write.js';
import type { RunnerState } from './runner.js';

type Advanced = (projection: string, log: LogName, position: Position) => void;

/** A projection with all its tails together. */
export interface HostedState extends RunnerState {
  readonly failure?: TailFailure;
}

/**
 * Runs the projections of this process: each tail in its own loop, stopped together. A projection may have two tails, one
 * over logs of this process and one over topics: events of different logs may come in any order.
 */
export class ProjectionHost {
  private readonly listeners = new Set<Advanced>();
  private stopListening: (() => void) | undefined;

  constructor(
    private readonly tails: readonly ProjectionTail[],
    private readonly signal: CommitSignal,
  ) {}

  /** The projections must be prepared. */
  start(): void {
    this.stopListening = this.signal.listen(({ log }) => {
      for (const tail of this.tails) tail.wake(log);
    });
    for (const tail of this.tails) tail.start(() => this.advanced(tail));
  }

  /** Ends every loop after its present turn. */
  async stop(): Promise<void> {
    this.stopListening?.();
    await Promise.all(this.tails.map((tail) => tail.stop()));
  }

  /** Tells which projection has moved on. @returns a function that ends the listening */
  listen(listener: Advanced): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  states(): readonly HostedState[] {
    return [...this.byName()].map(([projection, tails]) => {
      const failure = tails.find((tail) => tail.failure !== undefined)?.failure;
      const state = {
        projection,
        positions: new Map(tails.flatMap((tail) => [...tail.state.positions])),
        parked: tails.reduce((sum, tail) => sum + tail.state.parked, 0),
        setAside: tails.reduce((sum, tail) => sum + tail.state.setAside, 0),
      };
      return failure === undefined ? state : { ...state, failure };
    });
  }

  /** How far a projection is behind; all its tails together. @param heads of the logs of this process */
  async lagOf(projection: string, heads: ReadonlyMap<LogName, Position>): Promise<Lag> {
    const lags = await Promise.all((this.byName().get(projection) ?? []).map((tail) => tail.lag(heads)));
    const problem = lags.find((lag) => lag.problem !== undefined)?.problem;
    const behindBy = lags.reduce((sum, lag) => sum + lag.behindBy, 0);
    const lagMs = Math.max(0, ...lags.map((lag) => lag.lagMs));
    return problem === undefined ? { behindBy, lagMs } : { behindBy, lagMs, problem };
  }

  /**
   * Waits until the named projections have read what a reader has seen written, at most `forMs`. Where none is named one
   * reader of each log is enough: what it has read is in the log.
   * @returns how many events the slowest is still behind; 0 = all there
   */
  async waitFor(projections: readonly string[], seen: readonly SeenPosition[], forMs: number): Promise<number> {
    const tails = this.tails.filter((tail) => projections.includes(tail.projection.name));
    const until = performance.now() + forMs;
    if (projections.length === 0) return Math.max(0, ...(await Promise.all(seen.map((one) => this.inLog(one, until)))));
    await Promise.all(tails.map((tail) => tail.reach(seen, until)));
    return Math.max(0, ...tails.map((tail) => behindOf(tail, seen)));
  }

  /** @returns how many events the log is not known to have yet */
  private async inLog(seen: SeenPosition, until: number): Promise<number> {
    const readers = this.tails.filter(({ projection }) => projection.logs.includes(seen.log));
    const behindBy = (): number => Math.min(...readers.map((reader) => behindOf(reader, [seen])));
    if (readers.length === 0 || behindBy() === 0) return 0;
    await Promise.race(readers.map((reader) => reader.reach([seen], until)));
    return behindBy();
  }

  private byName(): Map<string, ProjectionTail[]> {
    const named = new Map<string, ProjectionTail[]>();
    for (const tail of this.tails) named.set(tail.projection.name, [...(named.get(tail.projection.name) ?? []), tail]);
    return named;
  }

  private advanced(tail: ProjectionTail): void {
    for (const [log, position] of tail.state.positions) {
      for (const listener of this.listeners) listener(tail.projection.name, log, position);
    }
  }
}
