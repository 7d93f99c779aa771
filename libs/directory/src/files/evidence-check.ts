import { open, readFile } from 'node:fs/promises';
import type { ProblemCode, ProblemParams } from '#contracts';
import { type ArchiveFault, type IncomingFile, judgeArchive, ProblemError } from '#platform';
import { archiveTypeOf, claimsOf, isProgram, mediaTypeOf } from './media-type.js';
import { isWholePicture } from './picture.js';

/** What its sender says of it. */
export interface Claim {
  readonly name: string;
  readonly mediaType: string;
}

const ARCHIVE = 'application/zip';
const LONGEST_NAME_BYTES = 255;
/** An end record of 22 bytes and a comment of at most 65,535. */
const LONGEST_END_BYTES = 65_557;

const CODES: Readonly<Record<Exclude<ArchiveFault, 'damaged'>, ProblemCode>> = {
  bomb: 'FILE.BOMB',
  'unsafe-name': 'FILE.UNSAFE_NAME',
  encrypted: 'FILE.ENCRYPTED',
  dtd: 'FILE.DTD',
  nested: 'FILE.NESTED',
};

/**
 * What a file is by its own bytes, which is all that is believed. A format we know must be whole, one format alone and what its
 * sender says; bytes of no such format are kept as bytes, and prose as text, whatever they are called: neither can pass for
 * anything when it is handed out. @throws ProblemError FILE.…, one code for each reason
 */
export async function judgeEvidence(file: IncomingFile, claim: Claim): Promise<string> {
  const found = mediaTypeOf(file.head.subarray(0, 512));
  if (isProgram(file.head.subarray(0, 512))) throw refused('FILE.EXECUTABLE');
  const mediaType = found === ARCHIVE ? await archiveType(file.path) : found;
  const denied = claimsOf(claim.name, claim.mediaType).find((claimed) => !agrees(claimed, mediaType) && isDisguise(mediaType, file.head));
  if (denied !== undefined) throw refused('FILE.TYPE_MISMATCH', { claimed: denied, found: mediaType });
  if (found !== 'application/pdf' && file.head.subarray(0, 1_024).includes('%PDF-')) {
    throw refused('FILE.POLYGLOT', { first: mediaType, second: 'application/pdf' });
  }
  if (found !== ARCHIVE && (await endsAsArchive(file))) throw refused('FILE.POLYGLOT', { first: mediaType, second: ARCHIVE });
  if (found.startsWith('image/') && !isWholePicture(found, await readFile(file.path))) throw refused('FILE.DAMAGED', { mediaType });
  return mediaType;
}

/** @throws ProblemError where the name could not be a file's on somebody's machine, or leads elsewhere on it */
export function judgeName(name: string): void {
  const isPath = /[/\\]/.test(name) || name === '.' || name === '..';
  const isWritable = !/\p{Cc}/u.test(name) && Buffer.byteLength(name) <= LONGEST_NAME_BYTES;
  if (isPath || !isWritable) throw refused('FILE.NAME_UNUSABLE');
}

/** Another format in a name's clothes is no mistake to live with; least of all a page or a script. */
function isDisguise(mediaType: string, head: Buffer): boolean {
  if (mediaType === 'application/octet-stream') return false;
  return mediaType !== 'text/plain' || /^\uFEFF?\s*<|<(script|html|svg|body|iframe|\?)/i.test(head.toString());
}

/** A document of an office is an archive as well, and may be called one. */
function agrees(claimed: string, mediaType: string): boolean {
  return claimed === mediaType || (claimed === ARCHIVE && /openxmlformats|ofd/.test(mediaType));
}

async function archiveType(path: string): Promise<string> {
  const judged = await judgeArchive(path);
  if (judged.kind === 'sound') return archiveTypeOf(judged.names);
  throw judged.fault === 'damaged' ? refused('FILE.DAMAGED', { mediaType: ARCHIVE }) : refused(CODES[judged.fault]);
}

/** Archives are read from their end: an end record there makes one of any file. */
async function endsAsArchive({ path, bytes }: IncomingFile): Promise<boolean> {
  const length = Math.min(bytes, LONGEST_END_BYTES);
  const end = Buffer.alloc(length);
  const handle = await open(path, 'r');
  try {
    await handle.read(end, 0, length, bytes - length);
  } finally {
    await handle.close();
  }
  for (let at = end.indexOf('PK\x05\x06', 0, 'latin1'); at >= 0; at = end.indexOf('PK\x05\x06', at + 1, 'latin1')) {
    // Four bytes can be chance; a directory that lies before them is none.
    if (at + 22 <= length && end.readUInt32LE(at + 12) + end.readUInt32LE(at + 16) <= bytes - length + at) return true;
  }
  return false;
}

function refused(code: ProblemCode, params?: ProblemParams): ProblemError {
  return new ProblemError([{ code, path: 'file', ...(params === undefined ? {} : { params }) }]);
}
