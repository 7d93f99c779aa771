import {
  addUp,
  type BusinessDay,
  type Counted,
  DIMENSION_NAMES,
  type Dimensions,
  type Measure,
  negated,
  type Posting,
  postingKey,
} from '#contracts';

/** A posting with nothing left to be taken from its event: day, all dimensions and the mark 约. */
export interface FullPosting {
  readonly measure: Measure;
  readonly delta: number;
  readonly day: BusinessDay;
  readonly under: Dimensions;
  readonly approximate: boolean;
}

/** Adds what a recorded event posted. */
export function addPosted(posted: readonly FullPosting[], occurredOn: BusinessDay, counted: Counted): FullPosting[] {
  const full = (counted.postings ?? []).map((posting): FullPosting => ({
    measure: posting.measure,
    delta: posting.delta,
    day: posting.day ?? occurredOn,
    under: { ...counted.under, ...posting.under },
    approximate: posting.approximate ?? counted.approximate ?? false,
  }));
  return addUp(posted, full);
}

/** What has to be posted so that `posted` becomes `target`: one net amount per measure, day and dimensions. */
export function difference(target: readonly FullPosting[], posted: readonly FullPosting[]): FullPosting[] {
  return addUp(target, negated(posted));
}

/** The same as reversal and new entry, both visible: for corrections (contract §3). */
export function reversalAndNewEntry(target: readonly FullPosting[], posted: readonly FullPosting[]): FullPosting[] {
  const changed = new Set(difference(target, posted).map(postingKey));
  const isChanged = (posting: FullPosting): boolean => changed.has(postingKey(posting));
  return [...negated(posted.filter(isChanged)), ...target.filter(isChanged)];
}

/** Postings as an event states them: what all share once in `under`, the rest with each, the event's own day left out. */
export function compact(
  postings: readonly FullPosting[],
  occurredOn: BusinessDay,
  approximate: boolean,
): { under: Dimensions; postings: Posting[] } {
  const [first] = postings;
  const shared = DIMENSION_NAMES.filter(
    (name) => first?.under[name] !== undefined && postings.every(({ under }) => under[name] === first.under[name]),
  );
  const under = pick(first?.under ?? {}, shared);
  const own = DIMENSION_NAMES.filter((name) => !shared.includes(name));
  return {
    under,
    postings: postings.map((posting) => {
      const rest = pick(posting.under, own);
      return {
        measure: posting.measure,
        delta: posting.delta,
        ...(posting.day === occurredOn ? {} : { day: posting.day }),
        ...(Object.keys(rest).length === 0 ? {} : { under: rest }),
        ...(posting.approximate === approximate ? {} : { approximate: posting.approximate }),
      };
    }),
  };
}

function pick(under: Dimensions, names: readonly (keyof Dimensions)[]): Dimensions {
  return Object.fromEntries(names.flatMap((name) => (under[name] === undefined ? [] : [[name, under[name]]])));
}
