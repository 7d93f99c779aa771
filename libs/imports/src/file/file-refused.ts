import type { ProblemCode, ProblemItem, ProblemParams } from '#contracts';

/** A file that cannot be read as a sheet. Thrown while reading and caught once, where the file was opened. */
export class FileRefusedError extends Error {
  readonly problem: ProblemItem;

  constructor(code: Extract<ProblemCode, `FILE.${string}`>, params?: ProblemParams, cause?: unknown) {
    super(code, cause === undefined ? undefined : { cause });
    this.name = 'FileRefusedError';
    this.problem = { code, ...(params === undefined ? {} : { params }) };
  }
}

/** More than the limit. @param limit what may be there at most, in both languages */
export function tooBig(limit: string): FileRefusedError {
  return new FileRefusedError('FILE.TOO_BIG', { limit });
}

/** The file is damaged or is something else. */
export function notATable(cause?: unknown): FileRefusedError {
  return new FileRefusedError('FILE.NOT_A_TABLE', undefined, cause);
}
