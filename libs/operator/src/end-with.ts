import { LedgerFileError } from '#persistence';
import { ConfigurationError } from '#platform';
import { FindingError } from './finding-error.js';

/** What to print of an error: its sentence alone where a person can act on it, else the whole fault. */
export function wordsOf(error: unknown): unknown {
  const expected = error instanceof ConfigurationError || error instanceof LedgerFileError || error instanceof FindingError;
  return expected ? error.message : error;
}

/** Ends a process that could not start. */
export function endWith(error: unknown): never {
  console.error(wordsOf(error));
  process.exit(1);
}

/** Calls `stop` at the first SIGTERM or SIGINT; more of them change nothing. */
export function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  const once = (): void => {
    if (stopping) return;
    stopping = true;
    void stop();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, once);
}
