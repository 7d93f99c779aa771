import { StillBehindError } from './api-problem';
import { read } from './client';

/** Whether what was recorded stands in what is read. */
export interface Counted {
  readonly isCounted: boolean;
  /** Why nobody knows; it is recorded all the same. Nothing where it is only slow. */
  readonly why?: unknown;
}

/**
 * Waits until a read model has what was just recorded. It never fails: what is recorded stays so, whatever becomes of the look.
 * @param after where the record stands: `<log>:<position>`
 */
export async function countedIn(path: string, after: string): Promise<Counted> {
  try {
    await read(path, { after });
    return { isCounted: true };
  } catch (why) {
    return why instanceof StillBehindError ? { isCounted: false } : { isCounted: false, why };
  }
}
