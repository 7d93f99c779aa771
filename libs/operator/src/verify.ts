import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Instant, LogName } from '#contracts';
import {
  type ChainReport,
  hashProjection,
  LogTail,
  type Projection,
  ProjectionRunner,
  projectionSteps,
  stateOf,
  positionsOf,
  verifyChain,
} from '#event-log';
import { type Database, SqliteDatabase } from '#persistence';

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
  readonly projections: readonly Projection[];
  readonly now: () => Instant;
  readonly onStep?: (sentence: string) => void;
}

/** Walks every chain, then folds every read model anew in a scratch database and compares the rows with the live ones. */
export async function verify(options: VerifyOptions): Promise<VerifyReport> {
  const chains: ChainReport[] = [];
  for (const log of options.logs) {
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

async function replay(projection: Projection, { database, now }: VerifyOptions): Promise<ReplayReport> {
  const folder = await mkdtemp(join(tmpdir(), 'bangfu-verify-'));
  const scratch = await SqliteDatabase.open({ file: join(folder, 'scratch.sqlite'), steps: projectionSteps });
  try {
    return await database.snapshot(async (session) => {
      const live = await stateOf(session, projection);
      if (live === undefined) return { projection: projection.name, ok: false, liveHash: '', replayedHash: '', events: 0 };
      const until = await positionsOf(session, projection);
      const tails = projection.logs.map((log) => new LogTail(log, database));
      const sources = new Map(
        tails.map((tail) => [
          tail.log,
          {
            log: tail.log,
            head: () => Promise.resolve(until.get(tail.log) ?? 0),
            readAfter: async (after: number, limit: number) =>
              tail.readAfter(after, Math.max(0, Math.min(limit, (until.get(tail.log) ?? 0) - after)), session),
          },
        ]),
      );
      const runner = new ProjectionRunner(projection, sources, scratch, now);
      await runner.prepare();
      while (await runner.runOnce());
      const liveHash = await hashProjection(session, projection, (table) => table);
      const replayedHash = await hashProjection(scratch.read, projection, (table) => table);
      const events = [...until.values()].reduce((sum, position) => sum + position, 0);
      return { projection: projection.name, ok: liveHash === replayedHash, liveHash, replayedHash, events };
    });
  } finally {
    await scratch.close();
    await rm(folder, { recursive: true, force: true });
  }
}
