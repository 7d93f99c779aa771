import { withPosted, type BusinessDay, type Counted, type Dimensions, type Posted, type Posting } from '#contracts';

/**
 * Adds an event's postings to what its record has posted, each with all its dimensions written out: a correction may
 * change what the record counts under, and the reversal must still name the old ones.
 */
export function posting(posted: Posted, occurredOn: BusinessDay, counted: Counted): Posted {
  const { under, postings = [], approximate = false } = counted;
  const whole = postings.map((one) => ({ ...one, under: { ...under, ...one.under } }));
  return withPosted(posted, occurredOn, { postings: whole, approximate });
}

/** The same postings as an event carries them: what all share is said once. @param approximate the event's own 约 */
export function compact(postings: readonly Posting[], approximate: boolean): Required<Pick<Counted, 'under' | 'postings'>> {
  const [first, ...others] = postings.map((one) => one.under ?? {});
  const shared = Object.entries(first ?? {}).filter(([name, value]) => others.every((under) => valueOf(under, name) === value));
  const under: Dimensions = Object.fromEntries(shared);
  return { under, postings: postings.map((one) => withoutShared(one, under, approximate)) };
}

/** Those of `postings` that are not, exactly so, among `others`. */
export function without(postings: readonly Posting[], others: readonly Posting[]): Posting[] {
  const known = new Set(others.map(wordOf));
  return postings.filter((one) => !known.has(wordOf(one)));
}

function withoutShared({ under = {}, approximate, ...posting }: Posting, shared: Dimensions, eventApproximate: boolean): Posting {
  const own = Object.entries(under).filter(([name]) => valueOf(shared, name) === undefined);
  return {
    ...posting,
    ...(own.length === 0 ? {} : { under: Object.fromEntries(own) }),
    ...(approximate === undefined || approximate === eventApproximate ? {} : { approximate }),
  };
}

function valueOf(under: Dimensions, name: string): unknown {
  return new Map<string, unknown>(Object.entries(under)).get(name);
}

function wordOf({ measure, delta, day, under = {}, member, approximate }: Posting): string {
  const dimensions = Object.entries(under).sort(([left], [right]) => (left < right ? -1 : 1));
  return JSON.stringify([measure, delta, day, dimensions, member ?? null, approximate ?? false]);
}
