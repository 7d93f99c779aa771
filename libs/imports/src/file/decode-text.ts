import { notATable } from './file-refused.js';

const MARKS: readonly [mark: readonly number[], encoding: string][] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];
const SAMPLE_BYTES = 4_096;
const CLEARLY = 4;

/** A text, and how it was written. */
export interface DecodedText {
  readonly text: string;
  /** A label of the WHATWG standard. */
  readonly encoding: string;
}

/**
 * Text in the encodings in which Chinese offices save it: by its byte order mark; else UTF-8 if every byte is; else UTF-16,
 * which shows in its zeros; else GB18030, which is what "CSV（逗号分隔）" of Excel and WPS means.
 * @throws FileRefusedError where no encoding fits: a wrong one would enter 乱码
 */
export function decodeText(bytes: Buffer): DecodedText {
  for (const [mark, encoding] of MARKS) {
    if (mark.every((byte, at) => bytes[at] === byte)) return decodedOrRefused(bytes.subarray(mark.length), encoding);
  }
  const unmarked = utf16Of(bytes);
  if (unmarked !== undefined) return decodedOrRefused(bytes, unmarked);
  const text = decoded(bytes, 'utf-8');
  return text === undefined ? decodedOrRefused(bytes, 'gb18030') : { text, encoding: 'utf-8' };
}

/** UTF-16 without a mark: digits and commas leave zeros, nearly all of them on one side. */
function utf16Of(bytes: Buffer): string | undefined {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  let [even, odd] = [0, 0];
  sample.forEach((byte, at) => {
    if (byte !== 0) return;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  });
  // Some Chinese characters have a zero of their own: 一 is 4E 00.
  if (odd > even * CLEARLY) return 'utf-16le';
  return even > odd * CLEARLY ? 'utf-16be' : undefined;
}

function decodedOrRefused(bytes: Buffer, encoding: string): DecodedText {
  const text = decoded(bytes, encoding);
  if (text === undefined || text.includes('\0')) throw notATable();
  return { text, encoding };
}

/** @returns undefined where a byte does not belong to the encoding */
function decoded(bytes: Buffer, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return undefined;
    throw error;
  }
}
