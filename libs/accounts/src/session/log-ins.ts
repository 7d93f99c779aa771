import { addressOf, type LoginBrake, ProblemError, type RimRequest } from '#platform';
import type { LogInBody } from '#contracts/commands';
import type { AccessJournal } from '../access/access-journal.js';
import { factsOf } from '../access/request-access.js';
import type { Accounts } from '../account/accounts.js';
import type { TotpCodes } from '../totp/totp-codes.js';
import type { Sessions } from './sessions.js';

/** 登录: the one way to a session. Whatever was wrong is told in one wording, and recorded. */
export class LogIns {
  constructor(
    private readonly accounts: Accounts,
    private readonly codes: TotpCodes,
    private readonly sessions: Sessions,
    private readonly journal: AccessJournal,
    private readonly brake: LoginBrake,
  ) {}

  /** @returns the token of a new session @throws ProblemError AUTH.WRONG_CREDENTIALS, AUTH.CODE_REQUIRED, AUTH.BUSY, RATE.LIMITED, ACCESS_LOG.UNAVAILABLE */
  async logIn({ account, password, code }: LogInBody, request: RimRequest): Promise<string> {
    const address = addressOf(request);
    const attempt = this.brake.ask(address, account);
    if (attempt.kind === 'wait') throw new ProblemError([{ code: 'RATE.LIMITED', params: { waitSeconds: attempt.seconds } }]);
    const row = await this.accounts.verified(account, password);
    if (row === undefined) throw await this.failed(account, request);
    if (row.totp_secret !== null) {
      // Whoever gets here knows the password, so it tells nobody anything new.
      if (code == null) {
        attempt.guessedNothing();
        throw new ProblemError([{ code: 'AUTH.CODE_REQUIRED', path: 'code' }]);
      }
      if (!(await this.codes.spend(row, code))) throw await this.failed(account, request);
    }
    attempt.succeeded();
    await this.journal.write(factsOf(request, row.account, { kind: 'login' }));
    return this.sessions.begin(row.account, address);
  }

  private async failed(typed: string, request: RimRequest): Promise<ProblemError> {
    // A name that no account has may be a password in the wrong field, so it is not kept.
    const known = (await this.accounts.store.find(typed))?.account ?? null;
    await this.journal.write(factsOf(request, known, { kind: 'login-failed' }));
    return new ProblemError([{ code: 'AUTH.WRONG_CREDENTIALS' }]);
  }
}
