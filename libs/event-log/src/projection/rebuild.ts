import type { Instant, LogName, Position } from '#contracts';
import type { Database, SqlSession } from '#persistence';
import { failPoint } from '#platform';
import type { EventSource } from '../tail/log-tail.js';
import { placeCheckpoints, stateOf } from './checkpoint.js';
import { foldBatch } from './fold-batch.js';
import { park, type ParkedEvent } from './parked-events.js';
import type { Projection } from './projection.js';
import { createIndexes, createTables, dropShadows, shadowName, switchTables } from './shadow-tables.js';
import { writeChanges } from './write-changes.js';

/** Events per transaction while the shadow tables are filled. */
const BATCH = 5_000;
/** When fewer events than this are missing, the rest is read in the transaction that switches. */
const NEARLY_THERE = 500;

export interface RebuildProgress {
  readonly projection: string;
  readonly done: number;
  readonly of: number;
}

export interface RebuildOptions {
  readonly now: () => Instant;
  readonly onProgress?: (progress: RebuildProgress) => void;
  /** Aborting leaves the live tables as they were. */
  readonly signal?: AbortSignal;
}

export interface RebuildResult {
  readonly events: number;
  readonly parked: number;
  readonly positions: ReadonlyMap<LogName, Position>;
}

/**
 * Folds a projection anew from the logs into shadow tables beside the live ones, then switches in one transaction.
 * Readers see the old rows until then; indexes are made last. A process that dies on the way leaves shadows that the
 * next rebuild drops.
 */
export async function rebuild(
  projection: Projection,
  sources: ReadonlyMap<LogName, EventSource>,
  database: Database,
  options: RebuildOptions,
): Promise<RebuildResult> {
  const work = new Rebuild(projection, sources, database, options);
  return work.run();
}

class Rebuild {
  private readonly positions: Map<LogName, Position>;
  private readonly parkedStreams = new Map<LogName, Set<string>>();
  private readonly parked: ParkedEvent[] = [];
  private done = 0;

  constructor(
    private readonly projection: Projection,
    private readonly sources: ReadonlyMap<LogName, EventSource>,
    private readonly database: Database,
    private readonly options: RebuildOptions,
  ) {
    this.positions = new Map(projection.logs.map((log) => [log, 0]));
    for (const log of projection.logs) this.parkedStreams.set(log, new Set());
  }

  async run(): Promise<RebuildResult> {
    const { database, projection } = this;
    await database.transaction('rebuildable', async (session) => {
      await dropShadows(session, projection);
      await createTables(session, database.dialect, projection, shadowName);
    });
    failPoint('rebuild.after-shadows');
    await this.fill();
    const generation = ((await stateOf(database.read, projection))?.generation ?? 0) + 1;
    await database.transaction('rebuildable', (session) => createIndexes(session, database.dialect, projection, shadowName, generation));
    failPoint('rebuild.after-indexes');
    await this.fill();
    await database.transaction('rebuildable', (session) => this.switch(session, generation));
    failPoint('rebuild.after-switch');
    return { events: this.done, parked: this.parked.length, positions: this.positions };
  }

  /** Reads on until every log is nearly at its head. */
  private async fill(): Promise<void> {
    for (const log of this.projection.logs) {
      const source = this.source(log);
      while ((await source.head()) - this.position(log) > NEARLY_THERE) {
        this.options.signal?.throwIfAborted();
        await this.database.transaction('rebuildable', (session) => this.step(session, log, BATCH));
        failPoint('rebuild.after-batch');
        await this.reportProgress();
        await new Promise((resume) => setImmediate(resume));
      }
    }
  }

  private async step(session: SqlSession, log: LogName, limit: number): Promise<number> {
    const events = await this.source(log).readAfter(this.position(log), limit);
    const batch = foldBatch(this.projection, log, events, this.parkedStreams.get(log) ?? new Set(), this.options.now());
    await writeChanges(session, this.database.dialect, batch.changes, shadowName);
    this.parked.push(...batch.parked);
    this.positions.set(log, events.at(-1)?.position ?? this.position(log));
    this.done += events.length;
    return events.length;
  }

  private async switch(session: SqlSession, generation: number): Promise<void> {
    for (const log of this.projection.logs) {
      while ((await this.step(session, log, BATCH)) > 0) failPoint('rebuild.last-batch');
    }
    await session.run('DELETE FROM parked_event WHERE projection = ?', [this.projection.name]);
    if (this.parked.length > 0) await park(session, this.parked);
    failPoint('rebuild.before-switch');
    await switchTables(session, this.database.dialect, this.projection);
    await placeCheckpoints(session, this.projection, this.positions, generation);
    failPoint('rebuild.before-commit');
  }

  private async reportProgress(): Promise<void> {
    if (this.options.onProgress === undefined) return;
    let of = 0;
    for (const log of this.projection.logs) of += await this.source(log).head();
    this.options.onProgress({ projection: this.projection.name, done: this.done, of });
  }

  private position(log: LogName): Position {
    return this.positions.get(log) ?? 0;
  }

  private source(log: LogName): EventSource {
    const source = this.sources.get(log);
    if (source === undefined) throw new Error(`projection ${this.projection.name} has no source for log ${log}`);
    return source;
  }
}
