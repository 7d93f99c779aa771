import { createHash } from 'node:crypto';
import { eventId, upcast, type Envelope, type EventMeta, type LogName } from '#contracts';

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

/** The hash before the first event. */
export const GENESIS_HASH = '0'.repeat(64);

const LEAF = Buffer.from([0]);

/** SHA-256(0x00 ‖ previous hash ‖ canonical event), in hex (design §6). The stored texts go in as they are. */
export function chainHash(log: LogName, row: Omit<StoredEvent, 'hash'>): string {
  return createHash('sha256').update(LEAF).update(row.previous_hash, 'hex').update(canonicalEvent(log, row)).digest('hex');
}

function canonicalEvent(log: LogName, row: Omit<StoredEvent, 'hash'>): string {
  return (
    `{"data":${row.data},"id":"${eventId(log, row.position)}","log":"${log}","meta":${row.meta},` +
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
