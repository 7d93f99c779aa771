import { Rest } from '../loop/rest.js';
import type { Delivery } from '../transport/event-subscriber.js';
import { type PartitionRef, WireReadEvent } from '../transport/wire-event.js';
import { cursorKey } from './partition-checkpoint.js';

/** A message that waits to be folded. */
export interface Waiting extends PartitionRef {
  /** The partition's {@link cursorKey}. */
  readonly key: string;
  readonly offset: number;
  /** When it was published, ms since 1970. */
  readonly timestamp: number;
  readonly event: WireReadEvent;
  readonly bytes: number;
}

/** What a message costs in memory beside its texts. */
const MESSAGE_OVERHEAD = 500;

/** The messages of one delivery, their places read and their content left as it came. */
export function waitingOf(delivery: Delivery): Waiting[] {
  const { log, partition } = delivery;
  const key = cursorKey(delivery);
  return delivery.messages.map((message) => ({
    key,
    log,
    partition,
    offset: message.offset,
    timestamp: message.timestamp,
    event: new WireReadEvent(delivery, message),
    bytes: (message.value?.length ?? 0) + (message.key?.length ?? 0) + MESSAGE_OVERHEAD,
  }));
}

/** Messages between the subscriber and the writer, bounded in number and in bytes. */
export class FeedQueue {
  private waiting: Waiting[] = [];
  private taken = 0;
  private bytes = 0;
  private readonly room = new Rest();

  constructor(
    private readonly mostEvents: number,
    private readonly mostBytes: number,
  ) {}

  get length(): number {
    return this.waiting.length - this.taken;
  }

  /** When the oldest one was published, ms since 1970. */
  get oldest(): number | undefined {
    return this.waiting[this.taken]?.timestamp;
  }

  get isFull(): boolean {
    return this.length >= this.mostEvents || this.bytes >= this.mostBytes;
  }

  /** Resolves when there is room, the queue was cleared, or after `forMs`. */
  async roomWithin(forMs: number): Promise<void> {
    if (this.isFull) await this.room.pause(forMs);
  }

  push(items: readonly Waiting[]): void {
    for (const item of items) {
      this.waiting.push(item);
      this.bytes += item.bytes;
    }
  }

  /** The oldest, at most `most`. */
  take(most: number): Waiting[] {
    const items = this.waiting.slice(this.taken, this.taken + most);
    this.taken += items.length;
    for (const item of items) this.bytes -= item.bytes;
    if (this.taken === this.waiting.length) {
      this.waiting = [];
      this.taken = 0;
    } else if (this.taken > this.mostEvents) {
      this.waiting = this.waiting.slice(this.taken);
      this.taken = 0;
    }
    if (!this.isFull) this.room.wake();
    return items;
  }

  clear(): void {
    this.waiting = [];
    this.taken = 0;
    this.bytes = 0;
    this.room.wake();
  }
}
