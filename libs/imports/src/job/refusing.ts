import type { ProblemItem } from '#contracts';
import { ProblemError } from '#platform';
import { FileRefusedError } from '../file/file-refused.js';

/** What is wrong with the file is said to whoever asked. */
export async function refusing<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FileRefusedError) throw new ProblemError([{ ...error.problem, path: 'file' }], { cause: error });
    throw error;
  }
}

/** What an import says of an error that it has stopped at: of a fault, only where it is found in the log. */
export function problemOf(error: unknown, correlationId: string): ProblemItem {
  const [problem] = error instanceof ProblemError ? error.problems : [];
  return error instanceof FileRefusedError ? error.problem : (problem ?? { code: 'IMPORT.FAULT', params: { correlationId } });
}

/** Waits for an opening as long as somebody waits for the answer; one that fails later is seen by whoever waits for it. */
export async function refusedWithin(forMs: number, opening: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, forMs)));
  try {
    await refusing(() => Promise.race([opening, patience]));
  } finally {
    clearTimeout(timer);
  }
}
