import { ProblemError, type RimRequest } from '#platform';
import type { LogInBody } from '#contracts/commands';
import type { AccessJournal } from '../access/access-journal.js';
import { factsOf } from '../access/request-access.js';
import type { Accounts } from '../account/accounts.js';
import type { Sessions } from './sessions.js';

/** 登录: the one way to a session. Whatever was wrong is told in one wording, and recorded. */
export class LogIns {
  constructor(
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
    private readonly journal: AccessJournal,
  ) {}

  /** @returns the token of a new session @throws ProblemError AUTH.WRONG_CREDENTIALS, AUTH.BUSY, ACCESS_LOG.UNAVAILABLE */
  async logIn({ account, password }: LogInBody, request: RimRequest): Promise<string> {
    const row = await this.accounts.verified(account, password);
    if (row === undefined) throw await this.failed(account, request);
    await this.journal.write(factsOf(request, row.account, { kind: 'login' }));
    return this.sessions.begin(row.account, request.ip);
  }

  private async failed(typed: string, request: RimRequest): Promise<ProblemError> {
    // A name that no account has may be a password in the wrong field, so it is not kept.
    const known = (await this.accounts.store.find(typed))?.account ?? null;
    await this.journal.write(factsOf(request, known, { kind: 'login-failed' }));
    return new ProblemError([{ code: 'AUTH.WRONG_CREDENTIALS' }]);
  }
}
