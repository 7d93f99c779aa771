import type { LogName } from './envelope.js';

/** One released event type: its log, its present version and the steps that lift older payloads to it. */
export interface EventDefinition {
  /** The log it lives in; `every` for the one type that all logs share. */
  readonly log: LogName | 'every';
  readonly version: number;
  /** `upcasters[n]` turns the payload of version n into that of n + 1: pure, total, no I/O. */
  readonly upcasters?: Readonly<Record<number, (data: unknown) => unknown>>;
}
