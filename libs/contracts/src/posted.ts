import { type Counted, DIMENSION_NAMES, type Posting } from './postings.js';
import type { BusinessDay } from './units.js';

/** What a record has added to the figures so far: one net posting per measure, day and dimensions, none of them 0. */
export type Posted = readonly Posting[];

/** What makes two postings one: all of them but the amount. Each is expected to name its day. */
export function postingKey({ measure, day, under, member, approximate }: Posting): string {
  return JSON.stringify([measure, day, DIMENSION_NAMES.map((name) => under?.[name] ?? null), member ?? null, approximate ?? false]);
}

/** Adds postings to a net list; what has become 0 drops out. */
export function addUp<Each extends Posting>(posted: readonly Each[], more: readonly Each[]): Each[] {
  const net = new Map(posted.map((posting) => [postingKey(posting), posting]));
  for (const posting of more) {
    const key = postingKey(posting);
    net.set(key, { ...posting, delta: posting.delta + (net.get(key)?.delta ?? 0) });
  }
  return [...net.values()].filter((posting) => posting.delta !== 0);
}

/**
 * Adds an event's postings to what was posted before. Every posting gets its day, so that a reversal can name it;
 * dimensions stay relative to the record's own `under`, which all its events share.
 */
export function withPosted(posted: Posted, occurredOn: BusinessDay, counted: Counted): Posted {
  const dated = (counted.postings ?? []).map((posting): Posting => ({
    ...posting,
    day: posting.day ?? occurredOn,
    approximate: posting.approximate ?? counted.approximate ?? false,
  }));
  return addUp(posted, dated);
}

/** The postings that take all of it back, each on its original day. */
export function negated<Each extends Posting>(posted: readonly Each[]): Each[] {
  return posted.map((posting) => ({ ...posting, delta: -posting.delta }));
}
