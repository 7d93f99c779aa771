import type { EndedByHand } from '#contracts';
import { recordId } from './identity.js';
import type { KnownRows } from './known.js';

/** What becomes of a row: it is in the ledger, or it is a new record. */
export type Placed = { readonly isNew: false; readonly ever: number } | NewPlace;

interface NewPlace {
  readonly isNew: true;
  readonly id: string;
  /** An equal record that somebody has ended by hand. */
  readonly ended: EndedByHand | undefined;
  /** It is entered although the ledger has one like it. */
  readonly isRepeat: boolean;
}

interface Count {
  before: number;
  made: number;
  repeated: number;
}

/** The n-th equal row is the ledger's n-th: three equal ones imported twice stay three. What is decided to be entered again is one more. */
export class EqualRows {
  private readonly counts = new Map<string, Count>();

  /** @param known of each key @param repeats as of `RowDecisions` */
  constructor(
    private readonly known: Pick<ReadonlyMap<string, KnownRows>, 'get'>,
    private readonly repeats: ReadonlyMap<number, number>,
  ) {}

  place(key: string, row: number): Placed {
    const count = this.counts.get(key) ?? { before: 0, made: 0, repeated: 0 };
    this.counts.set(key, count);
    const { live, ever, ended = [] } = this.known.get(key) ?? { live: 0, ever: 0 };
    const from = this.repeats.get(row);
    const isRepeat = from !== undefined;
    const isThere = isRepeat ? from + count.repeated < ever : count.before < live;
    count[isRepeat ? 'repeated' : 'before'] += 1;
    if (isThere) return { isNew: false, ever };
    const at = count.made;
    count.made += 1;
    return { isNew: true, id: recordId(key, ever + at), ended: isRepeat ? undefined : ended[at], isRepeat };
  }
}
