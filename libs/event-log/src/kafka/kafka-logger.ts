import kafkajs, { type logCreator, type LogEntry } from 'kafkajs';

/** The part of a pino logger that this folder writes to. */
export interface TransportLogger {
  error(details: object, message: string): void;
  warn(details: object, message: string): void;
  info(details: object, message: string): void;
  debug(details: object, message: string): void;
}

/**
 * What kafkajs logs as errors although a healthy group meets it: a coordinator that is being elected, a rebalance seen by
 * a heartbeat, a connection that was closed and is opened again. What does not pass ends in a failing turn that is reported.
 */
const NORMAL =
  /rebalanc|coordinator is (loading|not available|not aware)|not the correct coordinator|does not host this topic-partition|leadership election|Connection (error|timeout|closed)|Closed connection|Failed to connect|Restarting the consumer|disconnected before secure|ECONNREFUSED|generation id|member id/i;

/** True for an error that a healthy group meets now and then. */
export function isNormal(error: unknown): boolean {
  return error instanceof Error && NORMAL.test(error.message);
}

/** Writes kafkajs's lines to our logger, one level down where they are normal. */
export function kafkaLog(logger: TransportLogger): logCreator {
  return () =>
    ({ level, namespace, log }: LogEntry): void => {
      const { message, timestamp: _at, logger: _source, ...rest } = log as LogEntry['log'] & { readonly logger?: string };
      const details = { ...rest, kafka: namespace };
      if (level === kafkajs.logLevel.ERROR && !NORMAL.test(`${message} ${String(rest['error'])}`)) logger.error(details, message);
      else logger.debug(details, message);
    };
}

/**
 * What kafkajs gives up for good although a broker that comes back mends it: attempts that were used up, a coordinator that was
 * asked for while the broker went away or could not lay the groups' topic yet, a connection that was waited for.
 */
const GIVEN_UP = ['KafkaJSNumberOfRetriesExceeded', 'KafkaJSGroupCoordinatorNotFound', 'KafkaJSLockTimeout', 'KafkaJSTimeout'];

/** kafkajs marks what a new attempt may mend; a program's fault (TypeError) or a refusal is not. */
export function mayPass(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (GIVEN_UP.includes(error.name)) return true;
  if (error.cause instanceof Error) return mayPass(error.cause);
  return 'retriable' in error && error.retriable === true;
}
