import type { EventStore } from '../store/event-store.js';
import type { EventPublisher } from '../transport/event-publisher.js';
import { TopicError } from '../transport/topic-error.js';

/**
 * Refuses a topic that holds what its log does not: the log's database was restored to an earlier moment, or is another one.
 * What it accepts then would take positions that readers have read, and they would drop it. Looked at is the last event of every
 * partition, so whatever lies in a topic of another log that this one has since been published over is found as well, as
 * long as one partition still ends in it.
 * @throws TopicError TOPIC.AHEAD, TOPIC.OTHER_LOG; what the publisher or the database throws
 */
export async function refuseOtherLog(publisher: EventPublisher, store: EventStore): Promise<void> {
  // Before the head: what another instance accepts and publishes meanwhile must not seem to be ahead.
  const lasts = await publisher.lastEvents(store.log);
  if (lasts.length === 0) return;
  const { position: head } = await store.head();
  for (const last of lasts) {
    if (last.position > head) throw TopicError.ahead(last, head);
    const [event] = await store.storedAfter(last.position - 1, 1);
    if (event?.hash !== last.hash) throw TopicError.otherLog(last);
  }
}
