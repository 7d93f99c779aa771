import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Instant, LogName, Position } from '#contracts';
import {
  type ChainName,
  type ChainReport,
  type Cursor,
  cursorsOf,
  type EventSource,
  feedSteps,
  type TopicReplay,
  hashProjection,
  LogTail,
  type Projection,
  projectionSteps,
  rebuild,
  type SetAside,
  setAsideOf,
  stateOf,
  positionsOf,
  verifyChain,
} from '#event-log';
import { type Database, SqliteDatabase, type SqlSession } from '#persistence';

/** Whether a read model is what its events say. */
export interface ReplayReport {
  readonly projection: string;
  readonly ok: boolean;
  readonly liveHash: string;
  readonly replayedHash: string;
  readonly events: number;
}

export interface VerifyReport {
  readonly chains: readonly ChainReport[];
  readonly replays: readonly ReplayReport[];
  readonly ok: boolean;
}

export interface VerifyOptions {
  readonly database: Database;
  readonly logs: readonly LogName[];
  /** Chains that are no logs. */
  readonly chains?: readonly ChainName[];
  readonly projections: readonly Projection[];
  readonly now: () => Instant;
  /** Reads the topics of the logs that are not among {@link logs} up to these cursors; absent = every log is there. */
  readonly topics?: (logs: readonly LogName[], until: readonly Cursor[], setAside: SetAside) => TopicReplay;
  readonly onStep?: (sentence: string) => void;
}

/** Walks every chain, then folds every read model anew in a scratch database and compares the rows with the live ones. */
export async function verify(options: VerifyOptions): Promise<VerifyReport> {
  const chains: ChainReport[] = [];
  for (const log of [...options.logs, ...(options.chains ?? [])]) {
    options.onStep?.(`log ${log}`);
    chains.push(await verifyChain(log, options.database));
  }
  const replays: ReplayReport[] = [];
  // Over a broken chain a replay would only repeat the break.
  if (chains.every((chain) => chain.ok)) {
    for (const projection of options.projections) {
      options.onStep?.(`projection ${projection.name}`);
      replays.push(await replay(projection, options));
    }
  }
  return { chains, replays, ok: chains.every((chain) => chain.ok) && replays.every((one) => one.ok) };
}

async function replay(projection: Projection, { database, logs, now, topics }: VerifyOptions): Promise<ReplayReport> {
  const folder = await mkdtemp(join(tmpdir(), 'bangfu-verify-'));
  const scratch = await SqliteDatabase.open({ file: join(folder, 'scratch.sqlite'), steps: [...projectionSteps, ...feedSteps] });
  try {
    return await database.snapshot(async (session) => {
      const live = await stateOf(session, projection);
      if (live?.version !== projection.version)
        return { projection: projection.name, ok: false, liveHash: '', replayedHash: '', events: 0 };
      const own = projection.logs.filter((log) => topics === undefined || logs.includes(log));
      const positions = await positionsOf(session, { ...projection, logs: own });
      const sources = new Map(own.map((log) => [log, sourceUntil(new LogTail(log, database), positions.get(log) ?? 0, session)]));
      const cursors = own.length === projection.logs.length ? [] : await cursorsOf(session, projection);
      const setAside = await setAsideOf(session);
      const fed = topics === undefined ? {} : { topics: (asked: readonly LogName[]) => topics(asked, cursors, setAside) };
      const { events } = await rebuild([projection], sources, scratch, { now, setAside, ...fed });
      const liveHash = await hashProjection(session, projection, (table) => table);
      const replayedHash = await hashProjection(scratch.read, projection, (table) => table);
      return { projection: projection.name, ok: liveHash === replayedHash, liveHash, replayedHash, events };
    });
  } finally {
    await scratch.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A log as the live rows have read it. */
function sourceUntil(tail: LogTail, until: Position, session: SqlSession): EventSource {
  return {
    log: tail.log,
    head: () => Promise.resolve(until),
    readAfter: (after, limit) => tail.readAfter(after, Math.max(0, Math.min(limit, until - after)), session),
  };
}
