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

/**
 * A row of the log, decoded once and only when somebody wants it. What was just appended is read in this way too: from
 * what is stored, not from the decision, so live readers and a replay see the very same value.
 */
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

  get streamVersion(): number {
    return this.row.stream_version;
  }

  get type(): string {
    return this.row.type;
  }

  envelope(): Envelope {
    this.decoded ??= toEnvelope(this.log, this.row);
    return this.decoded;
  }
}
