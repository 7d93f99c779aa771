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
