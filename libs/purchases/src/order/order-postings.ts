import { DIMENSION_NAMES, type BusinessDay, type Counted, type Dimensions, type Measure, type Posting } from '#contracts';

/**
 * A posting with nothing left to be taken from its event: day, all dimensions and 约. A correction may change what an
 * order counts under, and the reversal must still name the old dimensions.
 */
export interface FullPosting {
  readonly measure: Measure;
  readonly delta: number;
  readonly day: BusinessDay;
  readonly under: Dimensions;
  readonly approximate: boolean;
}

/** Adds postings to a net list: one per measure, day, dimensions and 约; what has become 0 drops out. */
export function addUp(posted: readonly FullPosting[], more: readonly FullPosting[]): FullPosting[] {
  const net = new Map(posted.map((posting) => [keyOf(posting), posting]));
  for (const posting of more) {
    const key = keyOf(posting);
    net.set(key, { ...posting, delta: posting.delta + (net.get(key)?.delta ?? 0) });
  }
  return [...net.values()].filter((posting) => posting.delta !== 0);
}

/** Adds what a recorded event posted. */
export function addPosted(posted: readonly FullPosting[], occurredOn: BusinessDay, counted: Counted): FullPosting[] {
  const { under, postings = [], approximate = false } = counted;
  const full = postings.map((posting): FullPosting => ({
    measure: posting.measure,
    delta: posting.delta,
    day: posting.day ?? occurredOn,
    under: { ...under, ...posting.under },
    approximate: posting.approximate ?? approximate,
  }));
  return addUp(posted, full);
}

export function negated(postings: readonly FullPosting[]): FullPosting[] {
  return postings.map((posting) => ({ ...posting, delta: -posting.delta }));
}

/** What has to be posted so that `posted` becomes `target`, net. */
export function difference(target: readonly FullPosting[], posted: readonly FullPosting[]): FullPosting[] {
  return addUp(addUp([], target), negated(posted));
}

/** The same, with reversal and new entry both to be seen (contract §3, correction). What stays as it is does not appear. */
export function reversalAndNewEntry(target: readonly FullPosting[], posted: readonly FullPosting[]): FullPosting[] {
  const changed = new Set(difference(target, posted).map(keyOf));
  const touched = (postings: readonly FullPosting[]): FullPosting[] => postings.filter((posting) => changed.has(keyOf(posting)));
  return [...negated(touched(posted)), ...touched(addUp([], target))];
}

/** Postings as an event states them: what all share once in `under`, and nothing that the event itself says. */
export function compact(
  postings: readonly FullPosting[],
  event: { readonly occurredOn: BusinessDay; readonly approximate: boolean },
): { under?: Dimensions; postings?: Posting[] } {
  const [first, ...others] = postings;
  if (first === undefined) return {};
  const shared = DIMENSION_NAMES.filter((name) => others.every(({ under }) => under[name] === first.under[name]));
  return {
    under: pick(first.under, shared),
    postings: postings.map((posting) => {
      const own = pick(
        posting.under,
        DIMENSION_NAMES.filter((name) => !shared.includes(name)),
      );
      return {
        measure: posting.measure,
        delta: posting.delta,
        ...(posting.day === event.occurredOn ? {} : { day: posting.day }),
        ...(Object.keys(own).length === 0 ? {} : { under: own }),
        ...(posting.approximate === event.approximate ? {} : { approximate: posting.approximate }),
      };
    }),
  };
}

function pick(under: Dimensions, names: readonly (keyof Dimensions)[]): Dimensions {
  return Object.fromEntries(names.flatMap((name) => (under[name] === undefined ? [] : [[name, under[name]]])));
}

function keyOf({ measure, day, under, approximate }: FullPosting): string {
  return JSON.stringify([measure, day, approximate, DIMENSION_NAMES.map((name) => under[name] ?? null)]);
}
