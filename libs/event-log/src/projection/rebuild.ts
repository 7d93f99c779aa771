import type { LogName, Position } from '#contracts';
import type { Database, HeldLock, SqlSession } from '#persistence';
import { failPoint } from '#platform';
import type { TopicReplay } from '../feed/topic-replay.js';
import { watermarks } from '../feed/watermark.js';
import { type Settled, settled } from '../loop/settled.js';
import type { EventSource } from '../tail/log-tail.js';
import { stateOf } from './checkpoint.js';
import { type SetAside, setAsideOf } from './parked-decisions.js';
import { park } from './parked-events.js';
import type { Projection } from './projection.js';
import type { RebuildOptions, RebuildResult } from './rebuild-options.js';
import { LogReplay, type Replay, type ReplayPart } from './replay.js';
import { Shadow } from './shadow.js';
import { createIndexes, createTables, dropShadows, shadowName } from './shadow-tables.js';
import { beginSwitch, changingTables, finishSwitch } from './switch.js';
import { writeChanges, writeRows, writeSums } from './write-changes.js';

/** Events per transaction while the shadow tables are filled: rows that live longer are copied by every collection of memory. */
const BATCH = 1_000;
/**
 * Sums are kept until a table has so many (72 bytes each in the roll-up), and each is written once for all events that fall
 * on it: batch by batch, the sums of units and days would touch most pages of their table in every batch.
 */
const MOST_SUMS = 600_000;
/** Sums per transaction, so that nobody else waits long for a turn. */
const SUMS_AT_ONCE = 10_000;
/** Events in memory at a time: decoded events that outlive a young collection are what a rebuild would spend its time on. */
const READ_AT_ONCE = 500;
/** When fewer events than this are missing, the rest is read in the transaction that switches. */
const NEARLY_THERE = 500;

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
  return changingTables(database, async (lock) => {
    for (const projection of projections) await finishSwitch(database, projection);
    const due = options.onlyOtherVersions === true ? await ofOtherVersions(projections, database) : projections;
    const setAside = options.setAside ?? (await setAsideOf(database.read));
    return new Rebuild(due, sources, database, lock, { ...options, setAside }).run();
  });
}

async function ofOtherVersions(projections: readonly Projection[], database: Database): Promise<readonly Projection[]> {
  const states = await Promise.all(projections.map((projection) => stateOf(database.read, projection)));
  return projections.filter(({ version }, index) => states[index]?.version !== version);
}

class Rebuild {
  private readonly own: LogReplay;
  private readonly topics: TopicReplay | undefined;
  private readonly replays: readonly Replay[];
  private readonly shadows: readonly Shadow[];
  /** Rows that the database is taking while the next events are read and folded; what went wrong with them, if anything. */
  private writing: Promise<Settled<void>> | undefined;

  constructor(
    private readonly projections: readonly Projection[],
    sources: ReadonlyMap<LogName, EventSource>,
    private readonly database: Database,
    private readonly lock: HeldLock,
    private readonly options: RebuildOptions & { readonly setAside: SetAside },
  ) {
    const logs = [...new Set(projections.flatMap((projection) => projection.logs))];
    const fed = options.topics === undefined ? [] : logs.filter((log) => !sources.has(log));
    const own = logs.filter((log) => !fed.includes(log));
    this.own = new LogReplay(own, sources);
    this.topics = fed.length === 0 ? undefined : options.topics?.(fed, options.setAside);
    this.replays = [...(own.length === 0 ? [] : [this.own]), ...(this.topics === undefined ? [] : [this.topics])];
    this.shadows = projections.map((projection) => new Shadow(projection, options.setAside));
  }

  async run(): Promise<RebuildResult> {
    try {
      return await this.build();
    } finally {
      await this.writing;
      for (const replay of this.replays) await replay.close();
    }
  }

  private async build(): Promise<RebuildResult> {
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
    for await (const parts of this.topics?.untilWhole(READ_AT_ONCE) ?? []) this.fold(parts);
    await this.write((session) => this.complete(session));
    failPoint('rebuild.after-complete');
    for (const projection of projections) await finishSwitch(database, projection);
    const parked = this.shadows.reduce((sum, shadow) => sum + shadow.waiting, 0);
    const events = this.replays.reduce((sum, replay) => sum + replay.events, 0);
    return { events, parked, positions: this.positions() };
  }

  private async index(projection: Projection): Promise<void> {
    const generation = await this.nextGeneration(this.database.read, projection);
    await this.write((session) => createIndexes(session, projection, shadowName, generation));
  }

  private async nextGeneration(session: SqlSession, projection: Projection): Promise<number> {
    return ((await stateOf(session, projection))?.generation ?? 0) + 1;
  }

  /** Reads on until every log is nearly at its head. */
  private async fill(): Promise<void> {
    for (const replay of this.replays) {
      while ((await replay.behind()) > NEARLY_THERE) {
        this.options.signal?.throwIfAborted();
        await this.foldBatch(replay);
        await this.writeRows();
        await this.writeSums(this.options.mostSums ?? MOST_SUMS);
        failPoint('rebuild.after-batch');
        await this.reportProgress();
        await new Promise((resume) => setImmediate(resume));
      }
    }
    await this.written();
    await this.writeSums(0);
  }

  private async foldBatch(replay: Replay): Promise<void> {
    const until = replay.events + BATCH;
    while (replay.events < until) {
      const parts = await replay.next(READ_AT_ONCE);
      if (parts.length === 0) return;
      this.fold(parts);
    }
  }

  private fold(parts: readonly ReplayPart[]): void {
    for (const { log, events } of parts) for (const shadow of this.shadows) shadow.fold(log, events, this.options.now());
  }

  /** Begins to write what was folded, once the batch before it is written. */
  private async writeRows(): Promise<void> {
    const { database, shadows } = this;
    await this.written();
    const rows = shadows.flatMap(({ changes }) => changes.takeRows());
    this.writing = settled(this.write((session) => writeRows(session, database.dialect, rows, shadowName)));
  }

  /** Writes into the shadows, unless another process may have made them anew meanwhile. @throws LockLostError */
  private write(work: (session: SqlSession) => Promise<void>): Promise<void> {
    return this.database.transaction('rebuildable', async (session) => {
      await work(session);
      await this.lock.prove(session);
    });
  }

  /** Waits for the rows on their way. @throws what kept them from being written */
  private async written(): Promise<void> {
    const ended = await this.writing;
    this.writing = undefined;
    if (ended !== undefined && 'error' in ended) throw ended.error;
  }

  /** Writes the sums of every table that has more than `most` of them. */
  private async writeSums(most: number): Promise<void> {
    const { dialect } = this.database;
    for (const { spec, sums } of this.shadows.flatMap(({ changes }) => [...changes.tables.values()])) {
      if (sums === undefined || sums.size <= most) continue;
      for (const rows of sums.inOrder(SUMS_AT_ONCE)) {
        this.options.signal?.throwIfAborted();
        await this.write((session) => writeSums(session, dialect, shadowName(spec.name), spec, sums.columns, rows));
      }
      sums.clear();
    }
  }

  /** The last rows, what is parked, and the beginning of every switch: from here on the switches are only finished. */
  private async complete(session: SqlSession): Promise<void> {
    // First of all: runners then wait, so that the end of the log is read while nobody moves the live rows on.
    const names = this.projections.map(({ name }) => name);
    for (const replay of this.replays) for (const name of names) await replay.fence(session, name);
    for (const replay of this.replays) {
      for await (const parts of replay.rest(session, names, READ_AT_ONCE)) this.fold(parts);
    }
    failPoint('rebuild.last-batch');
    for (const { changes } of this.shadows) await writeChanges(session, this.database.dialect, changes, shadowName);
    for (const { projection, parked } of this.shadows) {
      await session.run('DELETE FROM parked_event WHERE projection = ?', [projection.name]);
      if (parked.length > 0) await park(session, parked);
    }
    failPoint('rebuild.before-switch');
    for (const projection of this.projections) {
      const { name, version, logs } = projection;
      const generation = await this.nextGeneration(session, projection);
      const positions = new Map([...this.own.positions].filter(([log]) => logs.includes(log)));
      await beginSwitch(session, { projection: name, version, generation, positions }, this.topics?.cursorsOf(logs) ?? []);
    }
  }

  private async reportProgress(): Promise<void> {
    if (this.options.onProgress === undefined) return;
    let [done, of] = [0, 0];
    for (const replay of this.replays) {
      done += replay.done;
      of += await replay.total();
    }
    this.options.onProgress({ projections: this.projections.map(({ name }) => name), done, of });
  }

  private positions(): ReadonlyMap<LogName, Position> {
    const cursors = this.topics?.cursorsOf(this.projections.flatMap(({ logs }) => logs)) ?? [];
    return new Map([...this.own.positions, ...watermarks([...new Set(cursors.map(({ log }) => log))], cursors)]);
  }
}
