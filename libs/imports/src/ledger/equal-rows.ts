import type { AnsweredList, EndedByHand, Standing } from '#contracts';
import { recordId } from '../plan/identity.js';
import type { KnownRows } from '../plan/known.js';

/** How many further ids of a key are looked for at once, where there was a first. */
const FURTHER = 8;

/** A key whose last id looked for was there. */
interface Counted {
  readonly key: string;
  live: number;
  ever: number;
  ended?: EndedByHand[];
}

/** What the ledger says of some ids. */
export interface AskedIds {
  /** Those that have ever begun, and whether they stand. */
  readonly standing: AnsweredList<Standing>;
  /** Those that somebody has ended by hand; absent of records that nobody ends so. */
  readonly ended?: AnsweredList<EndedByHand>;
}

/**
 * How many equal rows the ledger has of each key, found by the ids they would have: the first that is missing ends them.
 * Most keys are new, so each is first asked for one id.
 * @param ask what the ledger says of ids
 */
export async function countEqual(
  keys: readonly string[],
  ask: (ids: readonly string[]) => Promise<AskedIds>,
): Promise<ReadonlyMap<string, KnownRows>> {
  const rows = new Map<string, KnownRows>();
  let open = keys.map((key): Counted => ({ key, live: 0, ever: 0 }));
  for (let width = 1; open.length > 0; width = FURTHER) {
    const idsOf = ({ key, ever }: Counted): string[] => Array.from({ length: width }, (_, at) => recordId(key, ever + at));
    const asked = open.map((counted) => ({ counted, ids: idsOf(counted) }));
    const answers = await ask(asked.flatMap(({ ids }) => ids));
    const standing = new Map(answers.standing);
    const ended = new Map(answers.ended);
    open = asked.flatMap(({ counted, ids }) => {
      const begun = ids.findIndex((id) => !standing.has(id));
      const there = begun === -1 ? ids : ids.slice(0, begun);
      counted.ever += there.length;
      counted.live += there.filter((id) => standing.get(id) === true).length;
      const byHand = there.flatMap((id) => ended.get(id) ?? []);
      if (byHand.length > 0) counted.ended = [...(counted.ended ?? []), ...byHand];
      if (counted.ever > 0) rows.set(counted.key, counted);
      return begun === -1 ? [counted] : [];
    });
  }
  return rows;
}
