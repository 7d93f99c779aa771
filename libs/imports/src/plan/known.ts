import type {
  BusinessDay,
  DeclaredReserve,
  EndedByHand,
  Fen,
  Instant,
  KnownLocks,
  PolicyRuleSet,
  RecordedHousehold,
  RecordedOrder,
  Stay,
  UnitKind,
} from '#contracts';

/** A unit as the planner needs it. */
export interface KnownUnit {
  readonly id: string;
  readonly name: string;
  /** Names it had before; past years keep the old name. */
  readonly formerNames?: readonly string[];
  readonly kind: UnitKind;
  readonly parentId: string | null;
  readonly regionCode: string | null;
  readonly closedOn: BusinessDay | null;
  /** Whether the caller may enter or adjust for it, on some day at least. */
  readonly inScope: boolean;
  /** On which days the caller may enter, where that is not always: a unit that moved is another's on its earlier days. */
  readonly stays?: readonly Stay[];
  /** On which days the caller may adjust what is locked; absent: on none. */
  readonly adjusted?: readonly Stay[];
}

/** A village as names in a file are looked up. */
export interface KnownVillage {
  readonly code: string;
  readonly name: string;
  /** Whether the caller may enter or adjust what was sold there. */
  readonly inScope: boolean;
  /** The caller may adjust what is locked of it, and enter nothing. */
  readonly onlyAdjusted?: true;
}

/** What names in a file are looked up in. */
export interface Directory {
  readonly units: readonly KnownUnit[];
  /** Ids that were given to units and are not given again. */
  readonly withdrawnUnitIds?: readonly string[];
  readonly villages: readonly KnownVillage[];
  /** Set last, first in the list, as for a declaration. */
  readonly policyRules: readonly PolicyRuleSet[];
  /** Every lock, with the tree it stands in; absent: nothing is locked. */
  readonly locks?: KnownLocks;
}

/** An order of the ledger that is neither cancelled nor void. */
export interface KnownOrder {
  readonly id: string;
  readonly platformOrderNo: string | null;
  readonly occurredOn: BusinessDay;
  readonly recordedBy: string;
  readonly recordedAt: Instant;
  /** The caller does not see it, by none of the units that it ever counted under: that it is there is said, and nothing of it. */
  readonly isOfOthers?: true;
  /** One key for each of its lines, of `lineKey`. */
  readonly lines: readonly string[];
  /** What else it says; only of an order that was asked for by its number, and only to who sees it. */
  readonly recorded?: RecordedOrder;
}

/** What the ledger knows of one 832 number. */
export interface KnownNumber {
  readonly live?: KnownOrder;
  /** The last order that held it, where somebody has ended it by hand. */
  readonly ended?: EndedByHand;
  /** How many orders have ever held it: a number that an undone import gave back is taken by a new order. */
  readonly ever: number;
}

/** How many equal rows the ledger has. */
export interface KnownRows {
  /** Standing: neither void nor withdrawn. */
  readonly live: number;
  readonly ever: number;
  /** Those that somebody has ended by hand, in the order they were entered. */
  readonly ended?: readonly EndedByHand[];
}

/** What somebody has decided in an earlier import about an order of a sheet and a recorded one: two orders, or the same. */
export interface KeptDecision {
  readonly decision: 'two' | 'same';
  /** The account, and when. */
  readonly decidedBy: string;
  readonly decidedAt: Instant;
  readonly importId: string;
}

/** What a {@link KeptDecision} is found by. @param rowKey of a `Comparison` */
export function pairKey(rowKey: string, otherId: string): string {
  return `${rowKey} ${otherId}`;
}

/** Which orders an order may be the same as. */
export interface LikenessQuestion {
  /** Of `likenessKey`: it begins with the `likeness` of the ledger. */
  readonly key: string;
  /** The number of the only order that asks: where the ledger has that, what is like it does not matter. */
  readonly number?: string;
}

/** What a plan must know of the ledger; asked once, all together. */
export interface Questions {
  readonly orderNumbers: readonly string[];
  /** Of `rowKey`. */
  readonly rowKeys: readonly string[];
  readonly likenesses: readonly LikenessQuestion[];
  readonly products: readonly string[];
  readonly householdIds: readonly string[];
  /** `<unitId>:<year>` */
  readonly reserves: readonly string[];
}

/** What the ledger knows of what it was asked, by the question. */
export interface Answers {
  readonly orderNumbers: ReadonlyMap<string, KnownNumber>;
  readonly rowKeys: ReadonlyMap<string, KnownRows>;
  /** Of each kind of number, one more than `MOST_ALIKE` at most. */
  readonly likenessKeys: ReadonlyMap<string, readonly KnownOrder[]>;
  /** The newest about each pair of what is alike, by {@link pairKey}. */
  readonly decided: ReadonlyMap<string, KeptDecision>;
  /** What a kilogram usually costs. */
  readonly usualFenPerKg: ReadonlyMap<string, Fen>;
  /** Each household that stands. */
  readonly households: ReadonlyMap<string, RecordedHousehold>;
  /** Those that are declared already. */
  readonly reserves: ReadonlyMap<string, DeclaredReserve>;
}

/** The ledger as an import sees it: how it is asked is its own affair. */
export interface LedgerPort {
  directory(): Promise<Directory>;
  /** Answers what it knows; what is missing in an answer does not exist. */
  answer(questions: Questions): Promise<Answers>;
}

/** Of a sheet that must know nothing of the ledger. */
export const NO_QUESTIONS: Questions = { orderNumbers: [], rowKeys: [], likenesses: [], products: [], householdIds: [], reserves: [] };

/** An empty ledger. */
export const NOTHING_KNOWN: Answers = {
  orderNumbers: new Map(),
  rowKeys: new Map(),
  likenessKeys: new Map(),
  decided: new Map(),
  usualFenPerKg: new Map(),
  households: new Map(),
  reserves: new Map(),
};
