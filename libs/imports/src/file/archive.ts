import { crc32 } from 'node:zlib';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { FileRefusedError, notATable } from './file-refused.js';
import { MOST_ENTRIES, MOST_RATIO, MOST_UNPACKED_BYTES, SURELY_HARMLESS_BYTES } from './file-limits.js';

/** The parts of a workbook. Nothing is unpacked before the directory at its end has been judged. */
export interface Archive {
  has(name: string): boolean;
  /** Unpacks a part, piece by piece. @throws FileRefusedError where it is not what the directory says */
  unpack(name: string): AsyncIterable<Buffer>;
  close(): void;
}

/** @throws FileRefusedError */
export async function openArchive(bytes: Buffer): Promise<Archive> {
  const zip = await opened(bytes);
  const entries = await entriesOf(zip);
  return {
    has: (name) => entries.has(name),
    unpack: (name) => unpacked(zip, entries.get(name)),
    close: () => zip.close(),
  };
}

async function opened(bytes: Buffer): Promise<ZipFile> {
  try {
    // The sizes are judged here, where a lie can be told from damage.
    return await yauzl.fromBufferPromise(bytes, { lazyEntries: true, autoClose: false, validateEntrySizes: false });
  } catch (error) {
    throw notATable(error);
  }
}

async function entriesOf(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  if (zip.entryCount > MOST_ENTRIES) throw new FileRefusedError('FILE.BOMB');
  const entries = new Map<string, Entry>();
  let unpackedBytes = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      unpackedBytes += entry.uncompressedSize;
      if (unpackedBytes > MOST_UNPACKED_BYTES || isSwollen(entry)) throw new FileRefusedError('FILE.BOMB');
      if (entry.isEncrypted()) throw new FileRefusedError('FILE.ENCRYPTED');
      entries.set(entry.fileName, entry);
    }
  } catch (error) {
    throw error instanceof FileRefusedError ? error : notATable(error);
  }
  return entries;
}

function isSwollen({ compressedSize, uncompressedSize }: Entry): boolean {
  return uncompressedSize > SURELY_HARMLESS_BYTES && uncompressedSize > compressedSize * MOST_RATIO;
}

async function* unpacked(zip: ZipFile, entry: Entry | undefined): AsyncGenerator<Buffer> {
  if (entry === undefined) throw notATable();
  let [bytes, checksum] = [0, 0];
  try {
    for await (const piece of await zip.openReadStreamPromise(entry)) {
      const chunk = piece as Buffer;
      bytes += chunk.length;
      // The directory was judged by what it says; more than that is a lie, told to get past it.
      if (bytes > entry.uncompressedSize) throw new FileRefusedError('FILE.BOMB');
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
  } catch (error) {
    throw error instanceof FileRefusedError ? error : notATable(error);
  }
  if (bytes !== entry.uncompressedSize || checksum !== entry.crc32) throw notATable();
}
