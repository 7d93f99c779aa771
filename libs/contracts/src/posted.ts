import type { Counted, Posting } from './postings.js';
import type { BusinessDay } from './units.js';

/** What a record has added to the figures so far: one net posting per measure, day and dimensions, none of them 0. */
export type Posted = readonly Posting[];

/**
 * Adds an event's postings to what was posted before. Every posting gets its day, so that a reversal can name it;
 * dimensions stay relative to the record's own `under`, which all its events share.
 */
export function withPosted(posted: Posted, occurredOn: BusinessDay, counted: Counted): Posted {
  const net = new Map(posted.map((posting) => [keyOf(posting), posting]));
  for (const posting of counted.postings ?? []) {
    const approximate = posting.approximate ?? counted.approximate ?? false;
    const dated: Posting = { ...posting, day: posting.day ?? occurredOn, approximate };
    const key = keyOf(dated);
    net.set(key, { ...dated, delta: dated.delta + (net.get(key)?.delta ?? 0) });
  }
  return [...net.values()].filter((posting) => posting.delta !== 0);
}

/** The postings that take all of it back, each on its original day. */
export function negated(posted: Posted): Posting[] {
  return posted.map((posting) => ({ ...posting, delta: -posting.delta }));
}

function keyOf({ measure, day, under, member, approximate }: Posting): string {
  const dimensions = Object.entries(under ?? {}).sort(([left], [right]) => (left < right ? -1 : 1));
  return JSON.stringify([measure, day, dimensions, member ?? null, approximate ?? false]);
}
