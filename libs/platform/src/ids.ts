import { randomFillSync } from 'node:crypto';

const TAIL_BYTES = 8;
/** Random bytes are asked for in bulk: one call for each id was a twentieth of a request. */
const pool = Buffer.alloc(512 * TAIL_BYTES);
let used = pool.length;

let lastMs = 0;
let sequence = 0;

/**
 * A UUIDv7 (RFC 9562): sorts by time; ids of one process and one millisecond keep their order through a 12-bit
 * counter, so rows of one batch lie together in every index.
 */
export function newId(): string {
  const ms = Math.max(Date.now(), lastMs);
  sequence = ms === lastMs ? sequence + 1 : 0;
  lastMs = sequence > 0xfff ? ms + 1 : ms;
  if (sequence > 0xfff) sequence = 0;
  const time = lastMs.toString(16).padStart(12, '0');
  const tail = randomTail();
  return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence.toString(16).padStart(3, '0')}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}

/** When an id of {@link newId} was made, in ms since the epoch. */
export function madeAtMs(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
}

/** 62 random bits behind the variant of RFC 9562, in hex. No byte of the pool is used twice. */
function randomTail(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  pool[used] = ((pool[used] ?? 0) & 0x3f) | 0x80;
  used += TAIL_BYTES;
  return pool.toString('hex', used - TAIL_BYTES, used);
}
