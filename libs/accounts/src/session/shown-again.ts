import { addressOf, type LoginBrake, ProblemError, type RimRequest } from '#platform';
import type { AccessJournal } from '../access/access-journal.js';
import { factsOf } from '../access/request-access.js';

/** 再次验证密码: within a session a password is guessed no faster than at the door, and a wrong one is recorded (ASVS 6.3.1, 16.3.1). */
export class ShownAgain {
  constructor(
    private readonly brake: LoginBrake,
    private readonly journal: AccessJournal,
  ) {}

  /**
   * Runs what looks at the password of a session's holder.
   * @param look refuses with PASSWORD.CURRENT_WRONG where it is another one
   * @throws ProblemError RATE.LIMITED, and whatever `look` throws
   */
  async guarding<Result>(request: RimRequest, account: string, look: () => Promise<Result>): Promise<Result> {
    const attempt = this.brake.ask(addressOf(request), account);
    if (attempt.kind === 'wait') throw new ProblemError([{ code: 'RATE.LIMITED', params: { waitSeconds: attempt.seconds } }]);
    try {
      const result = await look();
      attempt.guessedNothing();
      return result;
    } catch (error) {
      if (isWrongGuess(error)) await this.journal.write(factsOf(request, account, { kind: 'login-failed' }));
      else attempt.guessedNothing();
      throw error;
    }
  }
}

function isWrongGuess(error: unknown): boolean {
  return error instanceof ProblemError && error.problems.some(({ code }) => code === 'PASSWORD.CURRENT_WRONG');
}
