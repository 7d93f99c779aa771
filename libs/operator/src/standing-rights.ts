import type { Accounts } from '#accounts';
import { type Rights, StandingRights } from '#imports';
import { OPERATOR } from './import-cli.js';

/** Rights as the accounts of a public door have them; whoever may use the machine keeps theirs. */
class AccountRights extends StandingRights {
  constructor(private readonly accounts: Accounts) {
    super();
  }

  async of(account: string): Promise<Rights | undefined> {
    return (await this.accounts.standing(account)) ?? (account === OPERATOR.actor.account ? OPERATOR.actor : undefined);
  }
}

export function standingRights(accounts: Accounts): StandingRights {
  return new AccountRights(accounts);
}
