import { getFileNameLowLevel, openPromise, validateFileName, type Entry, type ZipFile } from 'yauzl';

/** What an archive may hold: an office's documents stay far below. */
export const ARCHIVE_LIMITS = {
  entries: 200,
  unpackedBytes: 100 * 1024 * 1024,
  /** Unpacked to packed; text of this kind of length packs well whatever it says. */
  ratio: 100,
  harmlessBytes: 1024 * 1024,
} as const;

/** Why an archive is not taken. */
export type ArchiveFault =
  /** More entries, more bytes or a higher ratio than {@link ARCHIVE_LIMITS}, or more bytes than it says of itself. */
  | 'bomb'
  /** The name of an entry leads out of the folder it would be unpacked to, or cannot be written. */
  | 'unsafe-name'
  | 'encrypted'
  /** XML with a document type: by it a reader can be made to fetch addresses and files, or to swell (XXE). No office format has one. */
  | 'dtd'
  /** An archive in an archive, other than what a document embeds. */
  | 'nested'
  | 'damaged';

/** What a zip file was found to be; `names` are its entries. */
export type JudgedArchive =
  { readonly kind: 'sound'; readonly names: ReadonlySet<string> } | { readonly kind: 'unsound'; readonly fault: ArchiveFault };

/**
 * Judges a zip file by its directory before anything is unpacked, then by what really comes out, keeping none of it.
 * @param path of a file on disk; memory does not grow with it
 */
export async function judgeArchive(path: string): Promise<JudgedArchive> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false, decodeStrings: false }).catch(damage);
  if (zip === undefined) return unsound('damaged');
  try {
    return await judged(zip);
  } catch (error) {
    damage(error);
    return unsound('damaged');
  } finally {
    zip.close();
  }
}

async function judged(zip: ZipFile): Promise<JudgedArchive> {
  if (zip.entryCount > ARCHIVE_LIMITS.entries) return unsound('bomb');
  const entries = new Map<string, Entry>();
  let bytes = 0;
  for await (const entry of zip.eachEntry()) {
    const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
    bytes += entry.uncompressedSize;
    const fault = bytes > ARCHIVE_LIMITS.unpackedBytes ? 'bomb' : faultOf(entry, name);
    if (fault !== undefined) return unsound(fault);
    entries.set(name, entry);
  }
  if (bytes > ARCHIVE_LIMITS.harmlessBytes && bytes > zip.fileSize * ARCHIVE_LIMITS.ratio) return unsound('bomb');
  return unpacked(zip, entries);
}

function faultOf(entry: Entry, name: string): ArchiveFault | undefined {
  if (validateFileName(name) !== null || /\p{Cc}/u.test(name)) return 'unsafe-name';
  if (entry.isEncrypted()) return 'encrypted';
  return entry.canDecodeFileData() ? undefined : 'damaged';
}

async function unpacked(zip: ZipFile, entries: ReadonlyMap<string, Entry>): Promise<JudgedArchive> {
  for (const [name, entry] of entries) {
    const fault = name.endsWith('/') ? undefined : await faultInside(zip, name, entry);
    if (fault !== undefined) return unsound(fault);
  }
  return { kind: 'sound', names: new Set(entries.keys()) };
}

/** The marks of a document type, as UTF-8 and UTF-16 of either order write them. */
const DOCUMENT_TYPES = ['<!DOCTYPE', '<!ENTITY'].flatMap((mark) => {
  const little = Buffer.from(mark, 'utf16le');
  return [Buffer.from(mark), little, Buffer.from(little).swap16()];
});
const LONGEST_MARK = Math.max(...DOCUMENT_TYPES.map(({ length }) => length));
const XML_NAME = /\.(xml|rels|vml)$/i;
/** Where Word, Excel and PowerPoint keep the documents they embed. */
const EMBEDDED_NAME = /^(word|xl|ppt)\/embeddings\//;
const LOCAL_HEADER = Buffer.from('PK\x03\x04', 'latin1');

async function faultInside(zip: ZipFile, name: string, entry: Entry): Promise<ArchiveFault | undefined> {
  let bytes = 0;
  let tail = Buffer.alloc(0);
  const isXml = XML_NAME.test(name);
  // yauzl itself breaks off an entry that is longer or shorter than the directory says, which is `damaged`.
  for await (const piece of await zip.openReadStreamPromise(entry)) {
    const chunk = piece as Buffer;
    if (bytes === 0 && chunk.subarray(0, 4).equals(LOCAL_HEADER) && !EMBEDDED_NAME.test(name)) return 'nested';
    bytes += chunk.length;
    if (!isXml) continue;
    const seen = Buffer.concat([tail, chunk]);
    if (DOCUMENT_TYPES.some((mark) => seen.includes(mark))) return 'dtd';
    tail = seen.subarray(-LONGEST_MARK);
  }
  return undefined;
}

function unsound(fault: ArchiveFault): JudgedArchive {
  return { kind: 'unsound', fault };
}

/** Whatever yauzl and zlib say of an archive is damage; what the disk says is not. */
function damage(error: unknown): undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (code !== '' && !code.startsWith('Z_') && !code.startsWith('ERR_')) throw error;
  return undefined;
}
