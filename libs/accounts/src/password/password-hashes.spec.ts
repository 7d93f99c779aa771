import { hash } from '@node-rs/argon2';
import { passwordProblems, ProblemError } from '#platform';
import { PasswordHashes, randomPassword } from './password-hashes.js';

const codeOf = (error: unknown): unknown => (error instanceof ProblemError ? error.problems[0]?.code : error);

describe('password hashes', () => {
  const hashes = new PasswordHashes(2);

  it('are argon2id of the cost the design asks for, and never alike', async () => {
    const [one, other] = [await hashes.make('猕猴桃 𠮷'), await hashes.make('猕猴桃 𠮷')];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
    expect(one).not.toBe(other);
    expect([await hashes.isOf('猕猴桃 𠮷', one), await hashes.isOf('猕猴桃', one)]).toEqual([true, false]);
  });

  it('made with other parameters are told apart, to be made anew', async () => {
    expect(hashes.isOutdated(await hashes.make('x'))).toBe(false);
    expect(hashes.isOutdated(await hash('x', { memoryCost: 19_456, timeCost: 2, parallelism: 1 }))).toBe(true);
  });

  it('are made for so many at once, and whoever comes then is told to come back; afterwards there is room again', async () => {
    const asked = Array.from({ length: 40 }, () => hashes.isOfNobody('x').then(String, codeOf));
    const answers = await Promise.all(asked);
    expect(answers.filter((answer) => answer === 'AUTH.BUSY')).toHaveLength(40 - 34);
    expect(answers.filter((answer) => answer === 'false')).toHaveLength(34);
    expect(await hashes.isOfNobody('x')).toBe(false);
  });
});

test('a random password fits either profile and is never the same', () => {
  const some = Array.from({ length: 200 }, randomPassword);
  expect(new Set(some).size).toBe(200);
  expect(some.flatMap((password) => passwordProblems('mlps', 'admin', password, ''))).toEqual([]);
});
