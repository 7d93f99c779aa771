import type { ProblemCode } from '#contracts';
import { type FileStore, MOST_FILE_BYTES, ProblemError, type RimRequest, type StoredFile } from '#platform';
import { judgeEvidence, judgeName } from './evidence-check.js';

/** Reads the one file of a multipart request into the store. @throws ProblemError FILE.…, BODY.MALFORMED */
export async function receiveFile(request: RimRequest, store: FileStore): Promise<StoredFile> {
  if (!request.isMultipart()) throw refused('FILE.MISSING');
  // With its path, where a sender gives one: it is refused, not tidied up.
  const part = await request.file({ preservePath: true, limits: { fileSize: MOST_FILE_BYTES, files: 1 } }).catch(malformed);
  if (part === undefined) throw refused('FILE.MISSING');
  const { file, filename, mimetype } = part;
  return store.store(chunksOf(file), (incoming) => {
    if (file.truncated) throw refused('FILE.TOO_BIG');
    if (incoming.bytes === 0) throw refused('FILE.EMPTY');
    judgeName(filename);
    return judgeEvidence(incoming, { name: filename, mediaType: mimetype });
  });
}

/** What arrives, with a broken body told apart from a broken disk: only the first is the sender's. */
async function* chunksOf(file: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* file;
  } catch (error) {
    malformed(error);
  }
}

/** The multipart reader throws plain errors for what a sender got wrong; without this they would count as our fault. */
function malformed(error: unknown): never {
  if (!(error instanceof Error) || 'statusCode' in error) throw error;
  throw new ProblemError([{ code: 'BODY.MALFORMED', params: { reason: error.message.slice(0, 120) } }]);
}

function refused(code: ProblemCode): ProblemError {
  return new ProblemError([{ code, path: 'file', params: { mostBytes: MOST_FILE_BYTES, limit: '20 MB' } }]);
}
