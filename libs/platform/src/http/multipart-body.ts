import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { ProblemCode } from '#contracts';
import { MOST_FILE_BYTES } from '../files/file-store.js';
import { ProblemError } from './problem-error.js';
import type { RimRequest } from './commanded.js';

/** Nothing that is said beside a file is longer, in bytes. */
const MOST_FIELD_BYTES = 1_000;
/** The second file is looked at only to be refused with the first. */
const LIMITS = { fileSize: MOST_FILE_BYTES, files: 2, fields: 20, fieldSize: MOST_FIELD_BYTES };

const CUT_SHORT = 'unexpected end of multipart data';

/** The file of a multipart body, on its way in. */
export interface ArrivingFile {
  /** As its sender calls it, with its path where one is given: it is judged, not tidied up. */
  readonly name: string;
  readonly mediaType: string;
  /**
   * Its bytes, and behind them what else the body holds: a second file is refused with the first, since somebody would believe
   * that it is kept. @throws ProblemError FILE.TOO_BIG, FILE.ONE_AT_A_TIME, BODY.MALFORMED
   */
  readonly chunks: AsyncIterable<Buffer>;
}

/** A body of one file and of what is said beside it. A broken one is told apart from a broken disk: only the first is the sender's. */
export class MultipartBody {
  /** What has been said so far; all of it behind the last of the file's chunks. */
  readonly fields = new Map<string, string>();

  private constructor(private readonly parts: AsyncIterator<Multipart>) {}

  /** @throws ProblemError FILE.MISSING where the body is of another kind, BODY.MALFORMED */
  static of(request: RimRequest): MultipartBody {
    if (!request.isMultipart()) throw fileRefused('FILE.MISSING');
    return new MultipartBody(request.parts({ preservePath: true, limits: LIMITS }));
  }

  /** @returns undefined where it holds none @throws ProblemError BODY.MALFORMED */
  async file(): Promise<ArrivingFile | undefined> {
    const part = await this.nextFile();
    if (part === undefined) return undefined;
    return { name: part.filename, mediaType: part.mimetype, chunks: this.chunksOf(part.file) };
  }

  private async *chunksOf(file: MultipartFile['file']): AsyncGenerator<Buffer> {
    try {
      yield* file;
    } catch (error) {
      malformed(error);
    }
    const second = await this.nextFile();
    second?.file.resume();
    if (file.truncated) throw fileRefused('FILE.TOO_BIG');
    if (second !== undefined) throw fileRefused('FILE.ONE_AT_A_TIME');
  }

  private async nextFile(): Promise<MultipartFile | undefined> {
    for (;;) {
      const next = await this.parts.next().catch(malformed);
      if (next.done === true) return undefined;
      if (next.value.type === 'file') return next.value;
      this.fields.set(next.value.fieldname, String(next.value.value));
    }
  }
}

/** A refusal of the file of a body, at its place. */
export function fileRefused(code: ProblemCode): ProblemError {
  return new ProblemError([{ code, path: 'file', params: { mostBytes: MOST_FILE_BYTES, limit: '20 MB' } }]);
}

/** The reader throws its own errors for what a sender got wrong, some with a status that would be told in other words. */
function malformed(error: unknown): never {
  if (!(error instanceof Error)) throw error;
  // Whether the file or the body is first found to be cut short is chance.
  const reason = /unexpected end of multipart data/i.test(error.message) ? CUT_SHORT : error.message.slice(0, 120);
  throw new ProblemError([{ code: 'BODY.MALFORMED', params: { reason } }]);
}
