import type { Position } from '#contracts';
import { MessageFormatError, type PartitionRef, type PlacedMessage, WireReadEvent } from './wire-event.js';

/** The last event that lies in one partition of a log's topic. */
export interface LastEvent extends PartitionRef {
  /** As the broker knows it. */
  readonly topic: string;
  readonly offset: number;
  readonly position: Position;
  /** What the event says is its hash in the chain of its log. */
  readonly hash: string;
}

/**
 * The last event among some messages of one partition. What is no event says nothing of a log: somebody else wrote it, readers
 * park it, and what lies before it is as good.
 * @param messages in the order of their offsets
 */
export function lastEventOf(topic: string, at: PartitionRef, messages: readonly PlacedMessage[]): LastEvent | undefined {
  for (const message of messages.toReversed()) {
    const event = new WireReadEvent(at, message);
    const hash = hashOf(event);
    if (hash !== undefined) return { topic, log: at.log, partition: at.partition, offset: message.offset, position: event.position, hash };
  }
  return undefined;
}

function hashOf(event: WireReadEvent): string | undefined {
  try {
    return event.hash();
  } catch (error) {
    if (error instanceof MessageFormatError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
