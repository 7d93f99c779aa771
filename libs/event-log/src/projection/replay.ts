import type { LogName, Position } from '#contracts';
import type { SqlSession } from '#persistence';
import type { EventSource } from '../tail/log-tail.js';
import type { ReadEvent } from '../tail/read-event.js';
import { fence } from './checkpoint.js';

/** Events of one log, in the order in which each of its streams has them. */
export interface ReplayPart {
  readonly log: LogName;
  readonly events: readonly ReadEvent[];
}

/** Logs as a rebuild reads them: from their beginning, once. */
export interface Replay {
  /** Events read so far. */
  readonly events: number;
  /** How much has been read of how much there is, as people are shown it. */
  readonly done: number;
  total(): Promise<number>;
  /** How much there is and has not been read. */
  behind(): Promise<number>;
  /** The next events, about `most`; empty where nothing more is known to be there. */
  next(most: number): Promise<readonly ReplayPart[]>;
  /** Takes the live rows of a projection away from whoever moves them on, in the transaction that begins the switch. */
  fence(session: SqlSession, projection: string): Promise<void>;
  /** What is still to be read once all are fenced, at least as far as the live rows of the projections are. */
  rest(session: SqlSession, projections: readonly string[], most: number): AsyncGenerator<readonly ReplayPart[]>;
  close(): Promise<void>;
}

/** The logs of this process, read from their tables. */
export class LogReplay implements Replay {
  readonly positions: Map<LogName, Position>;
  events = 0;
  private readonly tails: readonly EventSource[];
  /** Which of them is read now. */
  private turn = 0;

  constructor(logs: readonly LogName[], sources: ReadonlyMap<LogName, EventSource>) {
    this.tails = logs.map((log) => {
      const source = sources.get(log);
      if (source === undefined) throw new Error(`the rebuild has no source for log ${log}`);
      return source;
    });
    this.positions = new Map(logs.map((log) => [log, 0]));
  }

  get done(): number {
    return this.events;
  }

  async total(): Promise<number> {
    let total = 0;
    for (const source of this.tails) total += await source.head();
    return total;
  }

  async behind(): Promise<number> {
    return (await this.total()) - this.events;
  }

  /** One log after another, so that each is read in long runs. */
  async next(most: number): Promise<readonly ReplayPart[]> {
    for (const source of [...this.tails.slice(this.turn), ...this.tails.slice(0, this.turn)]) {
      const part = await this.read(source, most);
      if (part !== undefined) return [part];
      this.turn = (this.turn + 1) % this.tails.length;
    }
    return [];
  }

  fence(session: SqlSession, projection: string): Promise<void> {
    return fence(session, projection);
  }

  async *rest(_session: SqlSession, _projections: readonly string[], most: number): AsyncGenerator<readonly ReplayPart[]> {
    for (let parts = await this.next(most); parts.length > 0; parts = await this.next(most)) yield parts;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private async read(source: EventSource, most: number): Promise<ReplayPart | undefined> {
    const events = await source.readAfter(this.positions.get(source.log) ?? 0, most);
    const last = events.at(-1);
    if (last === undefined) return undefined;
    this.positions.set(source.log, last.position);
    this.events += events.length;
    return { log: source.log, events };
  }
}
