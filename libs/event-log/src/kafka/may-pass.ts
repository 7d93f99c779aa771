/** kafkajs marks what a new attempt may mend; a program's fault (TypeError) or a refusal is not. */
export function mayPass(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'KafkaJSNumberOfRetriesExceeded') return true;
  if (error.cause instanceof Error) return mayPass(error.cause);
  return 'retriable' in error && error.retriable === true;
}
