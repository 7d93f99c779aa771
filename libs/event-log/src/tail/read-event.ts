import type { Envelope, LogName, Position } from '#contracts';
import { toEnvelope, type StoredEvent } from '../store/stored-event.js';

/** An event as a projection meets it: where it stands is always readable, what it says perhaps not. */
export interface ReadEvent {
  readonly position: Position;
  readonly streamId: string;
  readonly type: string;
  /** @throws for an event this release cannot read (poison) */
  envelope(): Envelope;
}

/** A row of the log, decoded once and only when somebody wants it. */
export class StoredReadEvent implements ReadEvent {
  private decoded: Envelope | undefined;

  constructor(
    private readonly log: LogName,
    private readonly row: StoredEvent,
  ) {}

  get position(): Position {
    return this.row.position;
  }

  get streamId(): string {
    return this.row.stream_id;
  }

  get type(): string {
    return this.row.type;
  }

  envelope(): Envelope {
    this.decoded ??= toEnvelope(this.log, this.row);
    return this.decoded;
  }
}

/** An event that was just appended by this process. */
export class FreshEvent implements ReadEvent {
  readonly position: Position;
  readonly streamId: string;
  readonly type: string;

  constructor(private readonly event: Envelope) {
    this.position = event.position;
    this.streamId = event.streamId;
    this.type = event.type;
  }

  envelope(): Envelope {
    return this.event;
  }
}
