import { type BusinessDay, type Envelope, type EventMeta, type LogName, type Position, upcast } from '#contracts';
import { toEnvelope, type StoredEvent } from '../store/stored-event.js';

/** An event as a projection meets it: where it stands is always readable, what it says perhaps not. */
export interface ReadEvent {
  readonly position: Position;
  readonly streamId: string;
  readonly type: string;
  /** @throws for an event this release cannot read (poison) */
  envelope(): Envelope;
}

/** An event that was looked for: of many it is asked for its day or its payload only. */
export interface FoundEvent extends ReadEvent {
  readonly occurredOn: BusinessDay;
  /** The payload in its present shape, read without the rest. @throws for an event this release cannot read */
  data(): unknown;
}

/** The `meta` of a row; the events of one command say the same, so it is read once for all of them. */
export class SharedMeta {
  private read: EventMeta | undefined;

  constructor(private readonly text: string) {}

  /** @param before that of the row before */
  static of(text: string, before: SharedMeta | undefined): SharedMeta {
    return before?.text === text ? before : new SharedMeta(text);
  }

  /** @throws SyntaxError */
  get value(): EventMeta {
    this.read ??= JSON.parse(this.text) as EventMeta;
    return this.read;
  }
}

/**
 * A row of the log, decoded once and only when somebody wants it. What was just appended is read in this way too: from
 * what is stored, not from the decision, so live readers and a replay see the very same value.
 */
export class StoredReadEvent implements FoundEvent {
  private decoded: Envelope | undefined;

  constructor(
    private readonly log: LogName,
    private readonly row: StoredEvent,
    private readonly meta = new SharedMeta(row.meta),
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

  get occurredOn(): BusinessDay {
    return this.row.occurred_on;
  }

  data(): unknown {
    return this.decoded === undefined ? upcast(this.type, this.row.schema_version, JSON.parse(this.row.data)) : this.decoded.data;
  }

  envelope(): Envelope {
    this.decoded ??= toEnvelope(this.log, this.row, this.meta.value);
    return this.decoded;
  }
}
