import { TopicError, TopicsSilentError, TopicsUnreachableError } from '#event-log';
import { LedgerFileError } from '#persistence';
import { ConfigurationError } from '#platform';
import { FindingError } from './finding-error.js';

const EXPECTED = [ConfigurationError, LedgerFileError, FindingError, TopicError, TopicsSilentError, TopicsUnreachableError];

/** What ended a process or a command, for a person: the sentence alone where they can act on it, else the fault. */
export function saidOf(error: unknown): unknown {
  return error instanceof Error && EXPECTED.some((expected) => error instanceof expected) ? error.message : error;
}

/** Ends a process that could not start. */
export function endWith(error: unknown): never {
  console.error(saidOf(error));
  process.exit(1);
}

/**
 * Calls `stop` at the first SIGTERM or SIGINT and ends with 0 behind it; more of them change nothing. A stop that fails says
 * why and ends with 1. What is still on its way then, a start that was interrupted or a client of a silent broker, holds nothing up.
 * @returns whether it has been called
 */
export function stopOnSignal(stop: () => Promise<void>): () => boolean {
  let stopping = false;
  const once = (): void => {
    if (stopping) return;
    stopping = true;
    stop().then(() => process.exit(0), endWith);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, once);
  return () => stopping;
}
