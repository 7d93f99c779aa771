import type { Instant } from '#contracts';
import type { LogHead } from './event-store.js';
import { type ChainName, chainHash, type StoredEvent } from './stored-event.js';

/** What an entry says, before it has its place. */
export type Unchained = Omit<StoredEvent, 'position' | 'recorded_at' | 'previous_hash' | 'hash'>;

/** Gives an entry its place behind a head. @returns the row to store and the head after it */
export function linked(
  chain: ChainName,
  head: LogHead,
  now: Instant,
  entry: Unchained,
): { readonly row: StoredEvent; readonly head: LogHead } {
  const row = {
    position: head.position + 1,
    stream_id: entry.stream_id,
    stream_version: entry.stream_version,
    type: entry.type,
    schema_version: entry.schema_version,
    occurred_on: entry.occurred_on,
    // A clock that steps back must not put an entry before one that is already known (knownAt = a prefix of the log).
    recorded_at: now > head.recorded_at ? now : head.recorded_at,
    data: entry.data,
    meta: entry.meta,
    previous_hash: head.hash,
    hash: '',
  };
  row.hash = chainHash(chain, row);
  return { row, head: { position: row.position, hash: row.hash, recorded_at: row.recorded_at } };
}
