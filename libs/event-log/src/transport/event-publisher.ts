import type { LogName } from '#contracts';
import type { StoredEvent } from '../store/stored-event.js';
import type { LastEvent } from './last-event.js';

/** Carries the events of a log to those who project them. Kafka in production; memory in the simulator. */
export interface EventPublisher {
  /** A call of {@link publish} or {@link lastEvents} has settled after this many milliseconds, whatever the network does. */
  readonly longestPublishMs: number;
  /**
   * Sends events of one log in their order and resolves when every one is kept by all replicas that must keep it.
   * Per stream the order of the log is the order of delivery. Events may be delivered more than once, also after a
   * failure and also late; whoever reads drops what it has seen by position. Calls must not overlap.
   * @throws where it is not certain that all are kept: the same events must be sent again before any later one
   */
  publish(log: LogName, events: readonly StoredEvent[]): Promise<void>;
  /**
   * The last event of every partition of a log's topic, in their order. An empty partition has none, and one that ends in many messages which
   * are no events may be left out.
   * @throws TopicError where the topic is not as it must be; else what the broker says, and a new attempt may succeed
   */
  lastEvents(log: LogName): Promise<readonly LastEvent[]>;
  /** Gives connections back; later calls throw. */
  close(): Promise<void>;
}
