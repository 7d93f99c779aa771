import type { Needs } from './ledger-of-needs.js';

/** What to enter so that the units of a sample are there: the bodies of `POST /api/units`, those above first. */
export function neededUnits(units: Needs['units'], occurredOn: string): readonly object[] {
  const idOf = new Map(units.map(({ id, name }) => [name, id]));
  return units.map(({ parent, ...unit }) => {
    const parentId = parent === null ? undefined : idOf.get(parent);
    return { ...unit, ...(parentId === undefined ? {} : { parentId }), occurredOn };
  });
}
