import type { Instant, LogName, Position } from '#contracts';
import type { Database, SqlSession } from '#persistence';
import { failPoint } from '#platform';
import type { EventSource } from '../tail/log-tail.js';
import type { ReadEvent } from '../tail/read-event.js';
import { fence, stateOf } from './checkpoint.js';
import { foldBatch } from './fold-batch.js';
import { FoldedChanges } from './folded-changes.js';
import { park, type ParkedEvent } from './parked-events.js';
import type { Projection } from './projection.js';
import { createIndexes, createTables, dropShadows, shadowName } from './shadow-tables.js';
import { beginSwitch, changingTables, finishSwitch } from './switch.js';
import { writeChanges } from './write-changes.js';

/** Events per transaction while the shadow tables are filled: what falls on one key is written once. */
const BATCH = 5_000;
/** Events in memory at a time: decoded events that outlive a young collection are what a rebuild would spend its time on. */
const READ_AT_ONCE = 500;
/** When fewer events than this are missing, the rest is read in the transaction that switches. */
const NEARLY_THERE = 500;

/** `done` of `of` events, over all logs of the projections that are rebuilt together. */
export interface RebuildProgress {
  readonly projections: readonly string[];
  readonly done: number;
  readonly of: number;
}

export interface RebuildOptions {
  readonly now: () => Instant;
  readonly onProgress?: (progress: RebuildProgress) => void;
  /** Aborting leaves the live tables as they were. */
  readonly signal?: AbortSignal;
  /** Leaves out projections whose live rows are of their version: another process may have been there first. */
  readonly onlyOtherVersions?: boolean;
}

export interface RebuildResult {
  readonly events: number;
  /** Of all projections together. */
  readonly parked: number;
  readonly positions: ReadonlyMap<LogName, Position>;
}

/**
 * Folds projections anew from the logs into shadow tables beside the live ones, then switches. The logs are read and decoded
 * once for all of them. Readers see the old rows until the switch; indexes are made last. A process that dies on the way
 * leaves shadows that the next rebuild drops, or a switch that the next runner finishes.
 */
export async function rebuild(
  projections: readonly Projection[],
  sources: ReadonlyMap<LogName, EventSource>,
  database: Database,
  options: RebuildOptions,
): Promise<RebuildResult> {
  return changingTables(database, async () => {
    for (const projection of projections) await finishSwitch(database, projection);
    const due = options.onlyOtherVersions === true ? await ofOtherVersions(projections, database) : projections;
    return new Rebuild(due, sources, database, options).run();
  });
}

async function ofOtherVersions(projections: readonly Projection[], database: Database): Promise<readonly Projection[]> {
  const states = await Promise.all(projections.map((projection) => stateOf(database.read, projection)));
  return projections.filter(({ version }, index) => states[index]?.version !== version);
}

/** One projection on its way into its shadow tables. */
class Shadow {
  readonly parked: ParkedEvent[] = [];
  private readonly parkedStreams: ReadonlyMap<LogName, Set<string>>;

  constructor(readonly projection: Projection) {
    this.parkedStreams = new Map(projection.logs.map((log) => [log, new Set<string>()]));
  }

  fold(log: LogName, events: readonly ReadEvent[], now: Instant, changes: FoldedChanges): void {
    const streams = this.parkedStreams.get(log);
    if (streams === undefined) return;
    this.parked.push(...foldBatch(this.projection, log, events, streams, now, changes).parked);
  }
}

class Rebuild {
  private readonly logs: readonly LogName[];
  private readonly shadows: readonly Shadow[];
  private readonly positions = new Map<LogName, Position>();
  private done = 0;

  constructor(
    private readonly projections: readonly Projection[],
    private readonly sources: ReadonlyMap<LogName, EventSource>,
    private readonly database: Database,
    private readonly options: RebuildOptions,
  ) {
    this.logs = [...new Set(projections.flatMap((projection) => projection.logs))];
    this.shadows = projections.map((projection) => new Shadow(projection));
  }

  async run(): Promise<RebuildResult> {
    const { database, projections } = this;
    await database.transaction('rebuildable', async (session) => {
      for (const projection of projections) {
        await dropShadows(session, projection);
        await createTables(session, projection, shadowName);
      }
    });
    failPoint('rebuild.after-shadows');
    await this.fill();
    for (const projection of projections) await this.index(projection);
    failPoint('rebuild.after-indexes');
    await this.fill();
    await database.transaction('rebuildable', (session) => this.complete(session));
    failPoint('rebuild.after-complete');
    for (const projection of projections) await finishSwitch(database, projection);
    const parked = this.shadows.reduce((sum, shadow) => sum + shadow.parked.length, 0);
    return { events: this.done, parked, positions: this.positions };
  }

  private async index(projection: Projection): Promise<void> {
    const generation = await this.nextGeneration(this.database.read, projection);
    await this.database.transaction('rebuildable', (session) => createIndexes(session, projection, shadowName, generation));
  }

  private async nextGeneration(session: SqlSession, projection: Projection): Promise<number> {
    return ((await stateOf(session, projection))?.generation ?? 0) + 1;
  }

  /** Reads on until every log is nearly at its head. */
  private async fill(): Promise<void> {
    for (const log of this.logs) {
      const source = this.source(log);
      while ((await source.head()) - this.position(log) > NEARLY_THERE) {
        this.options.signal?.throwIfAborted();
        await this.database.transaction('rebuildable', (session) => this.step(session, log));
        failPoint('rebuild.after-batch');
        await this.reportProgress();
        await new Promise((resume) => setImmediate(resume));
      }
    }
  }

  /** One batch of one log into the shadow tables. @returns how many events it held */
  private async step(session: SqlSession, log: LogName): Promise<number> {
    const concerned = this.shadows.filter(({ projection }) => projection.logs.includes(log));
    const folded = concerned.map((shadow) => ({ shadow, changes: new FoldedChanges(shadow.projection.tables) }));
    let read = 0;
    while (read < BATCH) {
      const events = await this.source(log).readAfter(this.position(log), READ_AT_ONCE);
      const last = events.at(-1);
      if (last === undefined) break;
      for (const { shadow, changes } of folded) shadow.fold(log, events, this.options.now(), changes);
      this.positions.set(log, last.position);
      read += events.length;
    }
    for (const { changes } of folded) await writeChanges(session, this.database.dialect, changes, shadowName);
    this.done += read;
    return read;
  }

  /** The last rows, what is parked, and the beginning of every switch: from here on the switches are only finished. */
  private async complete(session: SqlSession): Promise<void> {
    // First of all: runners then wait, so that the end of the log is read while nobody moves the live rows on.
    for (const projection of this.projections) await fence(session, projection.name);
    for (const log of this.logs) {
      while ((await this.step(session, log)) > 0) failPoint('rebuild.last-batch');
    }
    for (const { projection, parked } of this.shadows) {
      await session.run('DELETE FROM parked_event WHERE projection = ?', [projection.name]);
      if (parked.length > 0) await park(session, parked);
    }
    failPoint('rebuild.before-switch');
    for (const projection of this.projections) {
      const { name, version } = projection;
      const generation = await this.nextGeneration(session, projection);
      await beginSwitch(session, { projection: name, version, generation, positions: this.positionsFor(projection) });
    }
  }

  private positionsFor(projection: Projection): ReadonlyMap<LogName, Position> {
    return new Map(projection.logs.map((log) => [log, this.position(log)]));
  }

  private async reportProgress(): Promise<void> {
    if (this.options.onProgress === undefined) return;
    let of = 0;
    for (const log of this.logs) of += await this.source(log).head();
    this.options.onProgress({ projections: this.projections.map(({ name }) => name), done: this.done, of });
  }

  private position(log: LogName): Position {
    return this.positions.get(log) ?? 0;
  }

  private source(log: LogName): EventSource {
    const source = this.sources.get(log);
    if (source === undefined) throw new Error(`the rebuild has no source for log ${log}`);
    return source;
  }
}
