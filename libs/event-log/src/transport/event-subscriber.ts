import type { Position } from '#contracts';
import type { PartitionRef, PlacedMessage } from './wire-event.js';

/** A partition and the offset of the next message that is wanted of it. */
export interface PartitionOffset extends PartitionRef {
  readonly offset: number;
  /** The highest position that was read before it, where somebody knows: by it a topic that was made anew is told. */
  readonly position?: Position;
}

/** Messages of one partition in the order of their offsets, without a hole. Never empty. */
export interface Delivery extends PartitionRef {
  readonly messages: readonly PlacedMessage[];
}

/** What a subscriber calls. */
export interface DeliveryHandler {
  /**
   * Told at every assignment, before anything of it is delivered; what was delivered before belongs to the past.
   * May fail: it is then asked again after a pause, and nothing is delivered meanwhile.
   * @returns where to begin in each of these partitions
   */
  assigned(partitions: readonly PartitionRef[]): Promise<readonly PartitionOffset[]>;
  /**
   * Takes messages; nothing more is delivered until it resolves (backpressure), and the membership in the group is kept
   * alive meanwhile. It may still be pending when a new assignment comes: the messages then belong to the past.
   * Must not throw: a throw is reported and the partitions are positioned anew.
   */
  deliver(delivery: Delivery): Promise<void>;
}

/** Says why a subscriber cannot go on: configuration or program, nothing that passes by itself. */
export type SubscriberEnded = (error: Error) => void;

/**
 * Reads the topics of several logs as one member of a group: each partition is read by one living member at a time, and
 * by two for a moment while membership changes, so whoever writes needs a fence of its own.
 */
export interface EventSubscriber {
  /** Milliseconds since it last asked for messages: how a watcher sees a reader that is dead but silent. */
  readonly idleMs: number;
  /**
   * Joins and reads until {@link close}. Resolves at once; a broker that is away is retried for ever and reported.
   * @param ended called once, when the subscriber has stopped and will not come back; the process should end
   */
  start(handler: DeliveryHandler, ended: SubscriberEnded): void;
  /** Positions every assigned partition anew by asking {@link DeliveryHandler.assigned}; older deliveries are forgotten. */
  rewind(): void;
  /** Tells outside lag tools how far the reader is. Only a hint: nobody reads it back. */
  hint(offsets: readonly PartitionOffset[]): void;
  /** How many messages lie behind each of these offsets, in their order. */
  remaining(offsets: readonly PartitionOffset[]): Promise<readonly number[]>;
  /** Leaves the group. No delivery begins afterwards. */
  close(): Promise<void>;
}
