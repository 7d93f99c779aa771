import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { ProblemCode } from '#contracts';
import { type FileStore, MOST_FILE_BYTES, ProblemError, type RimRequest, type StoredFile } from '#platform';
import { judgeEvidence, judgeName } from './evidence-check.js';

/** Reads the one file of a multipart request into the store. @throws ProblemError FILE.…, BODY.MALFORMED */
export async function receiveFile(request: RimRequest, store: FileStore): Promise<StoredFile> {
  if (!request.isMultipart()) throw refused('FILE.MISSING');
  // With its path, where a sender gives one: it is refused, not tidied up.
  const parts = request.parts({ preservePath: true, limits: { fileSize: MOST_FILE_BYTES, files: 2 } });
  const part = await nextFile(parts).catch(malformed);
  if (part === undefined) throw refused('FILE.MISSING');
  const { file, filename, mimetype } = part;
  return store.store(onlyFile(file, parts), (incoming) => {
    if (file.truncated) throw refused('FILE.TOO_BIG');
    if (incoming.bytes === 0) throw refused('FILE.EMPTY');
    judgeName(filename);
    return judgeEvidence(incoming, { name: filename, mediaType: mimetype });
  });
}

/** What is said beside a file means nothing here. */
async function nextFile(parts: AsyncIterator<Multipart>): Promise<MultipartFile | undefined> {
  for (;;) {
    const next = await parts.next();
    if (next.done === true) return undefined;
    if (next.value.type === 'file') return next.value;
  }
}

/**
 * What arrives, with a broken body told apart from a broken disk: only the first is the sender's. A second file behind it is
 * refused with the first; left out without a word, it would be evidence that somebody believes to be kept.
 */
async function* onlyFile(file: AsyncIterable<Buffer>, parts: AsyncIterator<Multipart>): AsyncGenerator<Buffer> {
  try {
    yield* file;
    const second = await nextFile(parts);
    if (second === undefined) return;
    second.file.resume();
    throw refused('FILE.ONE_AT_A_TIME');
  } catch (error) {
    malformed(error);
  }
}

/** The multipart reader throws plain errors for what a sender got wrong; without this they would count as our fault. */
function malformed(error: unknown): never {
  if (!(error instanceof Error) || error instanceof ProblemError || 'statusCode' in error) throw error;
  throw new ProblemError([{ code: 'BODY.MALFORMED', params: { reason: error.message.slice(0, 120) } }]);
}

function refused(code: ProblemCode): ProblemError {
  return new ProblemError([{ code, path: 'file', params: { mostBytes: MOST_FILE_BYTES, limit: '20 MB' } }]);
}
