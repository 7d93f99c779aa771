import type { Caller } from '#contracts';

/** What an account may do, and where. */
export type Rights = Pick<Caller['actor'], 'roles' | 'unitId'> & Pick<Caller, 'villageCode'>;

/** What accounts may do at this moment; asked before each page that an import enters or takes back. */
export abstract class StandingRights {
  /** @returns `undefined` where the account is disabled, or there is none any more */
  abstract of(account: string): Promise<Rights | undefined>;
}

/**
 * Whether somebody may still do what they committed or took back (ADR 7): every role they had is still theirs, at the same
 * place. Of another place the plan would say something else; whoever retries goes on with the rights they have then.
 */
export function rightsStand({ actor, villageCode }: Caller, now: Rights | undefined): boolean {
  if (now === undefined) return false;
  return actor.roles.every((role) => now.roles.includes(role)) && now.unitId === actor.unitId && now.villageCode === villageCode;
}
