import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LOG_NAMES, type LogName } from '#contracts';
import { type EventSource, hashProjection, LogTail, type Projection, projectionSteps } from '#event-log';
import { type Database, SqliteDatabase } from '#persistence';

/** The logs of a database, from their tables. */
export function tails(database: Database): ReadonlyMap<LogName, EventSource> {
  return new Map(LOG_NAMES.map((log): [LogName, EventSource] => [log, new LogTail(log, database)]));
}

/** What the live rows of each projection come to. */
export async function hashes(database: Database, projections: readonly Projection[]): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const projection of projections) found[projection.name] = await hashProjection(database.read, projection, (table) => table);
  return found;
}

/** Works with an empty database of read models, in a folder that is gone afterwards. */
export async function inScratch(work: (scratch: SqliteDatabase) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bangfu-scratch-'));
  const scratch = await SqliteDatabase.open({ file: join(folder, 'scratch.sqlite'), steps: projectionSteps });
  try {
    await work(scratch);
  } finally {
    await scratch.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
