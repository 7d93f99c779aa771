import { ProblemError } from '#platform';

/** Records a denial, which stands whether it could be recorded or not; the journal has logged why, and refuses every change from now on. */
export async function unlessUnavailable(writing: Promise<void>): Promise<void> {
  try {
    await writing;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
  }
}
