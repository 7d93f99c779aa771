import { ConfigurationError } from '#platform';
import { LedgerFileError } from '#persistence';
import { FindingError } from './finding-error.js';

/** Ends a process that could not start: with the sentence alone where a person can act on it, else with the fault. */
export function endWith(error: unknown): never {
  const expected = error instanceof ConfigurationError || error instanceof LedgerFileError || error instanceof FindingError;
  console.error(expected ? error.message : error);
  process.exit(1);
}
