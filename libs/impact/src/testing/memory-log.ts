import { type Counted, eventId, type Envelope, type Instant, type LogName } from '#contracts';
import type { EventSource, ReadEvent } from '#event-log';

/** An event as a scenario states it. */
export interface Stated {
  readonly log: LogName;
  readonly type: string;
  readonly streamId: string;
  readonly occurredOn: string;
  readonly data: object & Counted;
  readonly demo?: boolean;
}

/** A log in memory: what a projection reads, without the store beneath it. */
export class MemoryLog implements EventSource {
  readonly events: Envelope[] = [];

  constructor(readonly log: LogName) {}

  add(stated: Stated, recordedAt: Instant): Envelope {
    const position = this.events.length + 1;
    const event: Envelope = {
      id: eventId(this.log, position),
      log: this.log,
      position,
      type: stated.type,
      schemaVersion: 1,
      streamId: stated.streamId,
      streamVersion: position,
      occurredOn: stated.occurredOn,
      recordedAt,
      data: stated.data,
      meta: {
        commandId: `${this.log}-${position}`,
        correlationId: 'spec',
        actor: { account: 'admin', roles: ['admin'], unitId: null },
        source: stated.demo === true ? 'demo' : 'manual',
      },
      hash: '',
      previousHash: '',
    };
    this.events.push(event);
    return event;
  }

  readAfter(after: number, limit: number): Promise<readonly ReadEvent[]> {
    const events = this.events.slice(after, after + limit);
    return Promise.resolve(
      events.map((event) => ({ position: event.position, streamId: event.streamId, type: event.type, envelope: () => event })),
    );
  }

  head(): Promise<number> {
    return Promise.resolve(this.events.length);
  }
}
