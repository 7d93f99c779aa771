import { request } from 'node:http';
import { addAndSignIn } from '../support/sign-in.js';

const PASSWORD = 'quinces of the guessing facts';
/** Contract of the door: no minute lets more tries of one account through to its password. */
const MOST_PER_MINUTE = 10;
const ADDRESSES = 30;
const ROUNDS = 4;

/** Somebody guesses one account's password from many addresses while its owner works. */
export function guessingFacts(url: () => string): void {
  /** @param from a loopback address, as that of another machine @returns the status of the answer */
  function logIn(from: string, account: string, password: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json' };
      const asked = request(new URL('/api/session', url()), { method: 'POST', localAddress: from, headers, agent: false }, (answer) => {
        answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
      });
      asked.once('error', reject);
      asked.end(JSON.stringify({ account, password }));
    });
  }

  it('lets few of the tries through to the password, and the owner in all the while', async () => {
    const account = 'guessed';
    const owner = await addAndSignIn(url(), { account, password: PASSWORD, roles: ['auditor'] });
    const started = performance.now();
    const statuses: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const guesses = Array.from({ length: ADDRESSES }, (_, index) =>
        logIn(`127.1.${round % 2}.${index + 1}`, account, `guess ${round} ${index}`),
      );
      // At home: from where the account has logged in before. In the midst of the guessing, with the right password at once.
      const [own, ...others] = await Promise.all([logIn('127.0.0.1', account, PASSWORD), ...guesses]);
      expect([round, own]).toEqual([round, 204]);
      statuses.push(...others);
    }
    expect(performance.now() - started).toBeLessThan(60_000);
    const through = statuses.filter((status) => status === 401).length;
    expect(statuses.filter((status) => status === 429)).toHaveLength(ADDRESSES * ROUNDS - through);
    expect(through).toBeGreaterThan(0);
    expect(through).toBeLessThanOrEqual(MOST_PER_MINUTE);
    const { count } = (await (await owner.fetch(`/api/access-log?kind=login-failed&account=${account}`)).json()) as { count: number };
    expect(count).toBe(through);
  }, 90_000);
}
