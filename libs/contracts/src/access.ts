import { type Caller, type Role, ROLES } from './envelope.js';

/**
 * How far a role reaches (contract §2). `own-and-below`: the caller's own unit and the units below it; `below`: the units
 * below it, not itself; `village`: the village the caller acts for; `everything`: the whole ledger.
 */
export type Reach = 'own-and-below' | 'below' | 'village' | 'everything';

/** 权限: which roles may do a thing, and how far each of them reaches in doing it. */
export type Grants = Readonly<Partial<Record<Role, Reach>>>;

/** 视野: what a caller reaches under some grants, over all its roles. Nothing where neither a unit nor a village is named. */
export interface Sight {
  readonly everything: boolean;
  /** The unit whose part of the tree is in reach; `own`: with the unit itself. */
  readonly unit: { readonly id: string; readonly own: boolean } | null;
  readonly village: string | null;
}

/** Whether any of a caller's roles is among those that may. */
export function mayAtAll({ actor }: Pick<Caller, 'actor'>, grants: Grants): boolean {
  return actor.roles.some((role) => grants[role] !== undefined);
}

/**
 * What a caller reaches: the union over its roles. An account that is bound to no unit and no village is one of the whole
 * office: its roles reach everything. One that is bound to the other kind of place reaches nothing in this one.
 */
export function sightOf({ actor, villageCode }: Pick<Caller, 'actor' | 'villageCode'>, grants: Grants): Sight {
  const reaches = new Set(actor.roles.flatMap((role) => grants[role] ?? []));
  const officeWide = reaches.size > 0 && actor.unitId === null && villageCode === undefined;
  const own = reaches.has('own-and-below');
  const inTree = own || reaches.has('below');
  return {
    everything: reaches.has('everything') || officeWide,
    unit: inTree && actor.unitId !== null ? { id: actor.unitId, own } : null,
    village: reaches.has('village') && villageCode !== undefined ? villageCode : null,
  };
}

/** Whether a caller reaches the records of a village. `null`: those of no village, which only the whole office reaches. */
export function reachesVillage(sight: Sight, villageCode: string | null): boolean {
  return sight.everything || (villageCode !== null && sight.village === villageCode);
}

/** The roles of some grants, in the order of the contract. */
export function rolesOf(grants: Grants): readonly Role[] {
  return ROLES.filter((role) => grants[role] !== undefined);
}
