import type { Caller } from '#contracts';
import type { ImportKind } from '../kind/column.js';
import { KIND_ENTRY } from './import-access.js';

/** What an account may do, and where. */
export type Rights = Pick<Caller['actor'], 'roles' | 'unitId'> & Pick<Caller, 'villageCode'>;

/** What accounts may do at this moment; asked before each page that an import enters or takes back. */
export abstract class StandingRights {
  /** @returns `undefined` where the account is disabled, or there is none any more */
  abstract of(account: string): Promise<Rights | undefined>;
}

/**
 * Whether somebody may still do what they committed (ADR 7): the roles that enter the kind are still theirs, at the same
 * place. Of another place the plan would say something else; whoever retries goes on with the rights they have then.
 */
export function rightsStand(kind: ImportKind, { actor, villageCode }: Caller, now: Rights | undefined): boolean {
  if (now === undefined) return false;
  const needed = actor.roles.filter((role) => KIND_ENTRY[kind][role] !== undefined);
  return needed.every((role) => now.roles.includes(role)) && now.unitId === actor.unitId && now.villageCode === villageCode;
}
