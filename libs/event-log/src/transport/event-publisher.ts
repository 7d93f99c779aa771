import type { LogName } from '#contracts';
import type { StoredEvent } from '../store/stored-event.js';

/** Carries the events of a log to those who project them. Kafka in production; memory in the simulator. */
export interface EventPublisher {
  /** A call of {@link publish} has settled after this many milliseconds, whatever the network does. */
  readonly longestPublishMs: number;
  /**
   * Sends events of one log in their order and resolves when every one is kept by all replicas that must keep it.
   * Per stream the order of the log is the order of delivery. Events may be delivered more than once, also after a
   * failure and also late; whoever reads drops what it has seen by position. Calls must not overlap.
   * @throws where it is not certain that all are kept: the same events must be sent again before any later one
   */
  publish(log: LogName, events: readonly StoredEvent[]): Promise<void>;
  /** Gives connections back; later calls of {@link publish} throw. */
  close(): Promise<void>;
}
