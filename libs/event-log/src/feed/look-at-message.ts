import type { Delivery, DeliveryHandler, EventSubscriber, PartitionOffset } from '../transport/event-subscriber.js';
import { type PartitionRef, WireReadEvent } from '../transport/wire-event.js';
import { TopicNews } from './topic-news.js';

/** Longest silence of a broker that has the message: longer than the founding of a group takes. */
const PATIENCE_MS = 60_000;

/** What lies at one offset of a topic. */
export interface LookedAt {
  /** As this release reads it; absent where nothing lies there any more. */
  readonly message: WireReadEvent | undefined;
  /** Offset of the first event of the log behind it in its partition; absent where none is. */
  readonly eventBehind: number | undefined;
}

/**
 * Reads one message from its topic, and on until an event of the log or the end of the partition.
 * @param subscriber alone in its group; closed at the end
 * @param cursors of every partition of the log: where nothing is wanted, reading begins there
 * @throws TopicsSilentError, or what ended the subscriber
 */
export async function lookAtMessage(
  subscriber: EventSubscriber,
  wanted: PartitionOffset,
  cursors: readonly PartitionOffset[],
  patienceMs = PATIENCE_MS,
): Promise<LookedAt> {
  const look = new Look(wanted, cursors);
  subscriber.start(look, (error) => look.news.end(error));
  try {
    await look.news.until(() => look.isAssigned, patienceMs);
    const [left = 0] = await subscriber.remaining([wanted]);
    await look.news.until(() => look.eventBehind !== undefined || look.next >= wanted.offset + left, patienceMs);
    return { message: look.message, eventBehind: look.eventBehind };
  } finally {
    await subscriber.close();
  }
}

class Look implements DeliveryHandler {
  isAssigned = false;
  message: WireReadEvent | undefined;
  eventBehind: number | undefined;
  /** The offset that is read next in the partition of the message. */
  next: number;
  readonly news: TopicNews;

  constructor(
    private readonly wanted: PartitionOffset,
    private readonly cursors: readonly PartitionOffset[],
  ) {
    this.next = wanted.offset;
    this.news = new TopicNews([wanted.log]);
  }

  assigned(partitions: readonly PartitionRef[]): Promise<readonly PartitionOffset[]> {
    this.isAssigned = true;
    this.news.wake();
    return Promise.resolve(partitions.map((at) => this.beginAt(at)));
  }

  deliver({ log, partition, messages }: Delivery): Promise<void> {
    if (partition !== this.wanted.partition) return Promise.resolve();
    for (const message of messages) {
      const event = new WireReadEvent({ log, partition }, message);
      if (message.offset === this.wanted.offset) this.message = event;
      else if (event.placed) this.eventBehind ??= message.offset;
      this.next = Math.max(this.next, message.offset + 1);
    }
    this.news.wake();
    return Promise.resolve();
  }

  /** Without a position: the message read before is not what is looked for. */
  private beginAt({ log, partition }: PartitionRef): PartitionOffset {
    if (partition === this.wanted.partition) return this.wanted;
    const offset = this.cursors.find((cursor) => cursor.log === log && cursor.partition === partition)?.offset ?? 0;
    return { log, partition, offset };
  }
}
