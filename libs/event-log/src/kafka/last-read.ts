import type { LogName, Position } from '#contracts';
import type { Stranger } from '../transport/topic-error.js';
import type { PartitionOffset } from '../transport/event-subscriber.js';
import { type PartitionRef, type PlacedMessage, WireReadEvent } from '../transport/wire-event.js';

/**
 * Looks whether a topic is the one that was read before. A topic that was deleted and made anew may be longer than the offset
 * from which a reader goes on; it would then leave out what lies before that. So reading begins one message earlier: what was
 * read last there cannot be further in the log than the reader is.
 */
export class LastRead {
  private readonly expected = new Map<string, { readonly offset: number; readonly read: Position }>();

  /** @param low first offset there is @returns the offset to read from */
  beginAt({ log, partition, offset, position }: PartitionOffset, low: number): number {
    const key = keyOf({ log, partition });
    this.expected.delete(key);
    if (position === undefined || offset <= low) return offset;
    this.expected.set(key, { offset: offset - 1, read: position });
    return offset - 1;
  }

  /** @returns the messages without the one that was read before, or what lies in its place */
  withoutIt(at: PartitionRef, messages: readonly PlacedMessage[]): readonly PlacedMessage[] | Stranger {
    const key = keyOf(at);
    const expected = this.expected.get(key);
    const [first] = messages;
    this.expected.delete(key);
    if (expected === undefined || first?.offset !== expected.offset) return messages;
    const { placed, position } = new WireReadEvent(at, first);
    return placed && position > expected.read ? { ...expected, found: position } : messages.slice(1);
  }
}

function keyOf({ log, partition }: { readonly log: LogName; readonly partition: number }): string {
  return `${log}/${partition}`;
}
