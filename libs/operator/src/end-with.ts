import { TopicError, TopicsSilentError } from '#event-log';
import { ConfigurationError } from '#platform';
import { LedgerFileError } from '#persistence';
import { FindingError } from './finding-error.js';

const EXPECTED = [ConfigurationError, LedgerFileError, FindingError, TopicError, TopicsSilentError];

/** What ended a process or a command, for a person: the sentence alone where they can act on it, else the fault. */
export function saidOf(error: unknown): unknown {
  return error instanceof Error && EXPECTED.some((expected) => error instanceof expected) ? error.message : error;
}

/** Ends a process that could not start. */
export function endWith(error: unknown): never {
  console.error(saidOf(error));
  process.exit(1);
}
