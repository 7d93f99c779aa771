import { hash } from 'node:crypto';
import type { SqlValue } from '#persistence';
import { eventId, upcast, type Envelope, type EventMeta, type LogName } from '#contracts';

/**
 * What is chained in this way: the four logs of the ledger, and the access log, which is none of them: it never leaves its
 * database and no figure is made of it.
 */
export type ChainName = LogName | 'access';

/** A row of `event_<log>`: what the hash chain covers, exactly as stored. `data` and `meta` are canonical JSON texts. */
export interface StoredEvent {
  readonly position: number;
  readonly stream_id: string;
  readonly stream_version: number;
  readonly type: string;
  readonly schema_version: number;
  readonly occurred_on: string;
  readonly recorded_at: string;
  readonly data: string;
  readonly meta: string;
  readonly previous_hash: string;
  readonly hash: string;
}

/** The columns of {@link StoredEvent}, in the order of {@link eventValues}. */
export const EVENT_COLUMNS = [
  'position',
  'stream_id',
  'stream_version',
  'type',
  'schema_version',
  'occurred_on',
  'recorded_at',
  'data',
  'meta',
  'previous_hash',
  'hash',
] as const satisfies readonly (keyof StoredEvent)[];

/** A row's values in the order of {@link EVENT_COLUMNS}. */
export function eventValues(row: StoredEvent): readonly SqlValue[] {
  return [
    row.position,
    row.stream_id,
    row.stream_version,
    row.type,
    row.schema_version,
    row.occurred_on,
    row.recorded_at,
    row.data,
    row.meta,
    row.previous_hash,
    row.hash,
  ];
}

/** The hash before the first event. */
export const GENESIS_HASH = '0'.repeat(64);

const LEAF = 0;
/** UTF-8 takes at most three bytes for one UTF-16 unit. */
const MOST_BYTES_PER_UNIT = 3;

/** What is hashed is put together here: one call of the hash function instead of four. Grows to the longest event. */
let bytes = Buffer.alloc(16_384);

/** SHA-256(0x00 ‖ previous hash ‖ canonical event), in hex (design §6). The stored texts go in as they are. */
export function chainHash(log: ChainName, row: Omit<StoredEvent, 'hash'>): string {
  const text = canonicalEvent(log, row);
  const needed = 1 + row.previous_hash.length + MOST_BYTES_PER_UNIT * text.length;
  if (bytes.length < needed) bytes = Buffer.alloc(needed);
  bytes[0] = LEAF;
  // A previous hash that was tampered with may be of any length: the text begins where it ends.
  const before = 1 + bytes.write(row.previous_hash, 1, 'hex');
  const length = before + bytes.write(text, before, 'utf8');
  return hash('sha256', bytes.subarray(0, length), 'hex');
}

function canonicalEvent(log: ChainName, row: Omit<StoredEvent, 'hash'>): string {
  return (
    `{"data":${row.data},"id":"${log}-${row.position}","log":"${log}","meta":${row.meta},` +
    `"occurredOn":${JSON.stringify(row.occurred_on)},"position":${row.position},` +
    `"recordedAt":${JSON.stringify(row.recorded_at)},"schemaVersion":${row.schema_version},` +
    `"streamId":${JSON.stringify(row.stream_id)},"streamVersion":${row.stream_version},"type":${JSON.stringify(row.type)}}`
  );
}

/**
 * The event as readers see it, lifted to the present shape.
 * @param meta what the row's `meta` says, where it has been read already
 * @throws SyntaxError, UnknownEventError
 */
export function toEnvelope(log: LogName, row: StoredEvent, meta = JSON.parse(row.meta) as EventMeta): Envelope {
  return {
    id: eventId(log, row.position),
    log,
    position: row.position,
    type: row.type,
    schemaVersion: row.schema_version,
    streamId: row.stream_id,
    streamVersion: row.stream_version,
    occurredOn: row.occurred_on,
    recordedAt: row.recorded_at,
    data: upcast(row.type, row.schema_version, JSON.parse(row.data)),
    meta,
    hash: row.hash,
    previousHash: row.previous_hash,
  };
}
