import type { ImportRequest } from '../desk/desk.js';

/** A file that has arrived. */
export interface Upload extends ImportRequest {
  /** As it came; see `sheetName` for what is kept of it. */
  readonly name: string;
  readonly bytes: Buffer;
  /** Of the bytes, in hex. */
  readonly sha256: string;
}

/** What has come of a file. */
export interface Uploaded {
  readonly importId: string;
  /** Another upload came under its key before: the import is that one's. */
  readonly isAgain: boolean;
}
