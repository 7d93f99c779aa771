import { isRefusal, type CommandResult, type ProblemItem } from '#contracts';

/** Carries problems out of a query or a pipe to the one place that answers problem+json. Commands return refusals instead. */
export class ProblemError extends Error {
  constructor(
    readonly problems: readonly ProblemItem[],
    options?: ErrorOptions,
  ) {
    super(problems.map((problem) => problem.code).join(', '), options);
    this.name = 'ProblemError';
  }
}

/**
 * RECORD.NOT_FOUND of something that is there, but not for whoever asks: the answer is that of what does not exist, the
 * access log says who asked.
 */
export class OutOfSightError extends ProblemError {
  constructor(readonly subject: string) {
    super([{ code: 'RECORD.NOT_FOUND', params: { id: subject } }]);
    this.name = 'OutOfSightError';
  }
}

/** Whether a handler has answered a command, accepted or refused, rather than a question. */
export function isCommandResult(value: unknown): value is CommandResult {
  return typeof value === 'object' && value !== null && (isRefusal(value) || ('kind' in value && value.kind === 'accepted'));
}
