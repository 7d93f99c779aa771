import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type FileStored, RECORD_WITHDRAWN } from '#contracts';
import { eventTable, type StoredEvent } from '#event-log';
import type { Database } from '#persistence';
import type { DataFolder } from './data-folder.js';
import type { VerifyReport } from './verify.js';

/** An evidence file that the log `directory` names. */
export type NamedFile = Pick<FileStored, 'fileId' | 'sha256'>;

/** What a look at the evidence came to. */
export interface EvidenceReport {
  /** Files whose content was read. */
  readonly looked: number;
  /** Their names, where the content is not what the name says. */
  readonly damaged: readonly string[];
  /** Files of the log that are not there; absent where the chain of the log is broken, which then names nothing for certain. */
  readonly missing?: readonly NamedFile[];
  /** The folder that ought to be there and is not; nothing was looked at then. */
  readonly noFolder?: string;
}

/** Reads every evidence file, and asks the log which ought to be there. @param database holds the log `directory` @param chains what walking it came to */
export async function checkEvidence(
  database: Database,
  { folder, filesFolder }: DataFolder,
  { chains }: Pick<VerifyReport, 'chains'>,
): Promise<EvidenceReport> {
  const holds = chains.some(({ log, ok }) => log === 'directory' && ok);
  // The log first: a file it names was stored before its event.
  const named = holds ? await namedFiles(database) : [];
  const present = await filesIn(filesFolder);
  // The store makes its folder with the first file; the one above it is there from the first start on.
  const noFolder = present === undefined && (named.length > 0 || (await namesIn(folder)) === undefined);
  if (noFolder) return { looked: 0, damaged: [], noFolder: filesFolder };
  const there = new Set(present);
  const damaged: string[] = [];
  for (const name of there) if ((await hashOf(join(filesFolder, name))) !== name) damaged.push(name);
  const missing = named.filter(({ sha256 }) => !there.has(sha256));
  return { looked: there.size, damaged, ...(holds ? { missing } : {}) };
}

/** Files that are evidence still: a withdrawn one may be gone. */
async function namedFiles({ read }: Database): Promise<NamedFile[]> {
  const rows = await read.all<Pick<StoredEvent, 'stream_id' | 'type' | 'data'>>(
    `SELECT stream_id, type, data FROM ${eventTable('directory')} WHERE type IN (?, ?) ORDER BY position`,
    ['FileStored', RECORD_WITHDRAWN],
  );
  const standing = new Map<string, NamedFile>();
  for (const { stream_id: stream, type, data } of rows) {
    if (type === RECORD_WITHDRAWN) standing.delete(stream);
    else standing.set(stream, JSON.parse(data) as FileStored);
  }
  return [...standing.values()];
}

/** What in a folder has the name of evidence; `undefined` where there is no folder. */
async function filesIn(folder: string): Promise<string[] | undefined> {
  return (await namesIn(folder))?.filter((name) => /^[0-9a-f]{64}$/.test(name));
}

async function namesIn(folder: string): Promise<string[] | undefined> {
  return readdir(folder).catch(missing);
}

function missing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
