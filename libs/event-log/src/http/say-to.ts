import type { Writable } from 'node:stream';

/** What may wait for one reader of a stream, in bytes. */
export const MOST_WAITING_BYTES = 65_536;

/**
 * Says something to one reader of a stream. One that is further behind than it may be is ended, since what waits for it
 * would grow for ever; it comes back with `Last-Event-ID`.
 * @returns whether it keeps up
 */
export function sayTo(reader: Writable, text: string, mostWaitingBytes = MOST_WAITING_BYTES): boolean {
  if (reader.writableEnded || reader.destroyed) return true;
  reader.write(text);
  if (reader.writableLength <= mostWaitingBytes) return true;
  reader.destroy();
  return false;
}
