import { eventId, upcast, type Envelope, type EventMeta, type LogName, type Position } from '#contracts';
import type { StoredEvent } from '../store/stored-event.js';
import type { ReadEvent } from '../tail/read-event.js';

/** A message as it crosses between processes (contract §5): key = stream, value = the envelope as JSON, headers as text. */
export interface WireMessage {
  readonly key: string | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** The headers that a reader of this release reads; a subscriber may leave out the others. */
export const READ_HEADERS = ['type', 'event-id', 'position'] as const;

/** A message where it lies: one of the partitions of its log's topic, at an offset that only grows. */
export interface PlacedMessage extends WireMessage {
  readonly offset: number;
  /** When it was published, ms since 1970, by the publisher's clock. */
  readonly timestamp: number;
}

/** The parts of a topic that are read independently of each other; order is promised within one only. */
export interface PartitionRef {
  readonly log: LogName;
  readonly partition: number;
}

/** A message that is not an event of its log: it says what is wrong, never what it holds. */
export class MessageFormatError extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'MessageFormatError';
  }
}

/** Type under which a message is parked whose own type cannot be trusted. */
const UNREADABLE = 'unreadable-message';
/** Longest text an `id` column takes. */
const LONGEST_ID = 190;
/** More partitions than any topic of ours may have: keeps synthetic places apart. */
const PARTITIONS_PER_OFFSET = 1_000;

/**
 * Writes an event for the wire exactly as it is stored: its payload keeps its schema version, so that each reader lifts
 * it by the upcasters of its own release. The stored texts go in as they are; nothing is parsed.
 */
export function encodeEvent(log: LogName, row: StoredEvent): WireMessage {
  const value =
    `{"id":"${eventId(log, row.position)}","log":"${log}","position":${row.position},"type":${JSON.stringify(row.type)},` +
    `"schemaVersion":${row.schema_version},"streamId":${JSON.stringify(row.stream_id)},"streamVersion":${row.stream_version},` +
    `"occurredOn":${JSON.stringify(row.occurred_on)},"recordedAt":${JSON.stringify(row.recorded_at)},` +
    `"data":${row.data},"meta":${row.meta},"hash":"${row.hash}","previousHash":"${row.previous_hash}"}`;
  return {
    key: row.stream_id,
    value: Buffer.from(value),
    headers: {
      type: row.type,
      'schema-version': String(row.schema_version),
      'event-id': eventId(log, row.position),
      position: String(row.position),
    },
  };
}

/**
 * The place of a message that does not say its position: negative, unique in its log, and reversible
 * (`-place - 1` = offset × 1000 + partition), so that an operator can find the message in the topic.
 */
export function syntheticPlace(partition: number, offset: number): Position {
  return -(offset * PARTITIONS_PER_OFFSET + partition) - 1;
}

/** Where in its topic the message at a {@link syntheticPlace} lies. */
export function messageAt(place: Position): { readonly partition: number; readonly offset: number } {
  const number = -place - 1;
  return { partition: number % PARTITIONS_PER_OFFSET, offset: Math.floor(number / PARTITIONS_PER_OFFSET) };
}

/** An event that came over the wire: its place is read from key and headers, its content only when somebody wants it. */
export class WireReadEvent implements ReadEvent {
  readonly position: Position;
  readonly streamId: string;
  readonly type: string;
  /** False where the message does not say a position: it is poison, and stands at {@link syntheticPlace}. */
  readonly placed: boolean;
  private readonly key: string | null;
  private readonly value: Buffer | null;

  /** Keeps of the message what is still to be read: thousands wait at a time. */
  constructor(
    private readonly at: PartitionRef,
    { key, value, headers, offset }: PlacedMessage,
  ) {
    const position = positionOf(at.log, headers);
    this.placed = position !== undefined;
    this.position = position ?? syntheticPlace(at.partition, offset);
    this.key = key;
    this.value = value;
    this.streamId = isId(key) ? key : `${at.log}/${at.partition}/${offset}`;
    const type = headers['type'];
    this.type = this.placed && isId(type) ? type : UNREADABLE;
  }

  /** @throws MessageFormatError, SyntaxError, UnknownEventError */
  envelope(): Envelope {
    const said = this.said();
    const data = upcast(said.type, said.schemaVersion, said.data);
    // Nearly always of the present version; the text was parsed for this call alone.
    return data === said.data ? said : { ...said, data };
  }

  /** What the event says is its hash, also where this release does not know its type. @throws MessageFormatError, SyntaxError */
  hash(): string {
    const { hash } = this.said() as { readonly hash: unknown };
    if (typeof hash !== 'string') throw new MessageFormatError('the message names no hash');
    return hash;
  }

  /** As it was written, in the version of then. */
  private said(): Envelope {
    if (!this.placed) throw new MessageFormatError('the headers event-id and position do not name an event of this log');
    if (this.value === null) throw new MessageFormatError('the message is empty');
    const said = JSON.parse(this.value.toString()) as unknown;
    if (!this.isSaid(said)) throw new MessageFormatError('the message does not hold the event its headers name');
    return said;
  }

  private isSaid(said: unknown): said is Envelope {
    if (typeof said !== 'object' || said === null) return false;
    const { id, log, position, type, streamId, schemaVersion, data, meta } = said as Record<string, unknown>;
    return (
      log === this.at.log &&
      position === this.position &&
      id === eventId(this.at.log, this.position) &&
      type === this.type &&
      streamId === this.key &&
      Number.isInteger(schemaVersion) &&
      typeof data === 'object' &&
      isMeta(meta)
    );
  }
}

function isMeta(meta: unknown): meta is EventMeta {
  return typeof meta === 'object' && meta !== null && 'actor' in meta && 'source' in meta;
}

function isId(text: string | null | undefined): text is string {
  return typeof text === 'string' && text !== '' && text.length <= LONGEST_ID;
}

/** Both headers must agree: a single damaged number must not make everything behind it look like a repetition. */
function positionOf(log: LogName, headers: WireMessage['headers']): Position | undefined {
  const text = headers['position'];
  if (text === undefined || !/^[1-9]\d{0,14}$/.test(text)) return undefined;
  const position = Number(text);
  return headers['event-id'] === eventId(log, position) ? position : undefined;
}
