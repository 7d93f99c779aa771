/** A unit's place in the tree from a day on; rows of one unit in the order of their days. */
export interface UnitParent {
  readonly unitId: string;
  readonly fromDay: number;
  readonly parentId: string | null;
}

/**
 * A unit and all below it on a day. Before its first known day a unit stands where it was first registered: an office that
 * is entered today existed before.
 */
export function unitsBelow(parents: readonly UnitParent[], unitId: string, day: number): string[] {
  const parentOf = new Map<string, string | null>();
  for (const { unitId: unit, fromDay, parentId } of parents) {
    if (!parentOf.has(unit) || fromDay <= day) parentOf.set(unit, parentId);
  }
  const children = new Map<string, string[]>();
  for (const [unit, parent] of parentOf) {
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), unit]);
  }
  const found = new Set([unitId]);
  for (const unit of found) for (const child of children.get(unit) ?? []) found.add(child);
  return [...found];
}

/** A span of days on which a unit was below another, both ends included; absent = open to that side. */
export interface Stay {
  readonly fromDay?: number;
  readonly toDay?: number;
}

/** Which units were ever a unit's own part of the tree, itself included, and when: the same tree as {@link unitsBelow}, day by day. */
export function staysBelow(parents: readonly UnitParent[], unitId: string): ReadonlyMap<string, readonly Stay[]> {
  const stays = new Map<string, Stay[]>();
  for (const span of spansWithoutMove(parents)) {
    const day = span.fromDay ?? span.toDay ?? 0;
    for (const unit of unitsBelow(parents, unitId, day)) stays.set(unit, withStay(stays.get(unit) ?? [], span));
  }
  return stays;
}

/** The days cut where a unit is moved; a first registration moves nothing. */
function spansWithoutMove(parents: readonly UnitParent[]): Stay[] {
  const known = new Set<string>();
  const moves = new Set<number>();
  for (const { unitId, fromDay } of parents) {
    if (known.has(unitId)) moves.add(fromDay);
    known.add(unitId);
  }
  const cuts = [...moves].sort((one, other) => one - other);
  return [undefined, ...cuts].map((fromDay, index) => {
    const next = cuts[index];
    return { ...(fromDay === undefined ? {} : { fromDay }), ...(next === undefined ? {} : { toDay: next - 1 }) };
  });
}

/** Spans that follow each other without a gap are one. */
function withStay(stays: readonly Stay[], span: Stay): Stay[] {
  const last = stays.at(-1);
  if (last?.toDay === undefined || span.fromDay !== last.toDay + 1) return [...stays, span];
  const { toDay: _ended, ...open } = last;
  return [...stays.slice(0, -1), { ...open, ...(span.toDay === undefined ? {} : { toDay: span.toDay }) }];
}
