import { SMALL_GROUP } from '#contracts';

/** 小数量抑制: a list of fewer households than may be told apart. */
export interface WithheldList {
  readonly items: readonly never[];
  readonly nextCursor: null;
  readonly count: null;
  readonly sums: Readonly<Record<string, never>>;
  readonly reason: typeof SMALL_GROUP;
}

export const WITHHELD: WithheldList = { items: [], nextCursor: null, count: null, sums: {}, reason: SMALL_GROUP };
