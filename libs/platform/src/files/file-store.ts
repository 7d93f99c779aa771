import { createHash } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instant } from '#contracts';
import { newId } from '../ids.js';

/** Largest file that is taken, in bytes (contract §3: 20 MB). */
export const MOST_FILE_BYTES = 20 * 1024 * 1024;

/** Of a file's beginning, to tell what it is. */
const HEAD_BYTES = 1_024;

/** A file that has arrived and has no name of ours yet. */
export interface IncomingFile {
  /** Where it lies meanwhile. */
  readonly path: string;
  readonly bytes: number;
  /** Its first bytes, at least 1024 where it has as many. */
  readonly head: Buffer;
}

/** What is known of a stored file from its bytes. */
export interface StoredFile {
  readonly sha256: string;
  readonly bytes: number;
  readonly mediaType: string;
}

/** Files on disk, named by their content: the same bytes are kept once, and a name cannot lead outside the folder. */
export class FileStore {
  constructor(private readonly folder: string) {}

  /**
   * Writes a stream to its end, flushes it and only then gives it its name, so that a file that is answered for is there.
   * @param judge tells what it is; throws where it may not be kept, and nothing is left of it then
   */
  async store(chunks: AsyncIterable<Buffer>, judge: (file: IncomingFile) => Promise<string>): Promise<StoredFile> {
    await mkdir(this.folder, { recursive: true });
    const temporary = join(this.folder, `.incoming-${newId()}`);
    try {
      const { sha256, bytes, head } = await write(temporary, chunks);
      const mediaType = await judge({ path: temporary, bytes, head });
      await rename(temporary, this.pathOf(sha256));
      await flush(this.folder);
      return { sha256, bytes, mediaType };
    } finally {
      await rm(temporary, { force: true });
    }
  }

  read(sha256: string): ReadStream {
    return createReadStream(this.pathOf(sha256));
  }

  /** The whole of a small one. */
  bytes(sha256: string): Promise<Buffer> {
    return readFile(this.pathOf(sha256));
  }

  /** Once removed it is gone for all who named it. */
  async remove(sha256: string): Promise<void> {
    await rm(this.pathOf(sha256), { force: true });
  }

  async has(sha256: string): Promise<boolean> {
    return (await stat(this.pathOf(sha256)).catch(missing)) !== undefined;
  }

  /** What has lain here unchanged since before a moment: files by their hash, and what a death has left of one that was arriving. */
  async unchangedSince(before: Instant): Promise<readonly string[]> {
    const names = (await readdir(this.folder).catch(missing)) ?? [];
    const old: string[] = [];
    for (const name of names) {
      const found = await stat(this.pathOf(name)).catch(missing);
      if (found?.isFile() === true && found.mtimeMs < Date.parse(before)) old.push(name);
    }
    return old;
  }

  private pathOf(sha256: string): string {
    return join(this.folder, sha256);
  }
}

function missing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}

/** Makes a folder's new names survive a power cut. */
async function flush(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

interface Written extends Omit<IncomingFile, 'path'> {
  readonly sha256: string;
}

async function write(path: string, chunks: AsyncIterable<Buffer>): Promise<Written> {
  const hash = createHash('sha256');
  const head: Buffer[] = [];
  let bytes = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of chunks) {
      if (bytes < HEAD_BYTES) head.push(chunk);
      bytes += chunk.length;
      hash.update(chunk);
      // Not `write`, which may take less than it was given and say so only in its answer.
      await file.appendFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: hash.digest('hex'), bytes, head: Buffer.concat(head).subarray(0, HEAD_BYTES) };
}
