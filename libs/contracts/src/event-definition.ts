import type { LogName } from './envelope.js';

/** One released event type: its log, its present version and the steps that lift older payloads to it. */
export interface EventDefinition {
  readonly log: LogName;
  readonly version: number;
  /** `upcasters[n]` turns the payload of version n into that of n + 1: pure, total, no I/O. */
  readonly upcasters?: Readonly<Record<number, (data: unknown) => unknown>>;
}
