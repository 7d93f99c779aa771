import { hash, parseOptions, verify } from '@node-rs/argon2';
import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { ProblemError } from '#platform';

/** argon2id (the default of the library), m = 64 MiB, t = 3, p = 1 (design §6). */
const PARAMETERS = { memoryCost: 65_536, timeCost: 3, parallelism: 1 };
/** Each holds 64 MiB and a thread of the pool, and a core for some 65 ms: one core is left to the event loop, where there is more than one. */
const MOST_AT_ONCE = Math.min(2, Math.max(1, availableParallelism() - 1));
/** About two seconds of waiting; more are told to come back. */
const MOST_WAITING = 32;

/** Makes and checks password hashes off the event loop, a few at a time. */
export class PasswordHashes {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private dummy: Promise<string> | undefined;

  constructor(private readonly mostAtOnce = MOST_AT_ONCE) {}

  /** @throws ProblemError AUTH.BUSY where too many wait */
  make(password: string): Promise<string> {
    return this.inTurn(() => hash(password, PARAMETERS));
  }

  /** Whether a password is the one that was hashed. @throws ProblemError AUTH.BUSY */
  isOf(password: string, hashed: string): Promise<boolean> {
    return this.inTurn(() => verify(hashed, password));
  }

  /** Costs what {@link isOf} costs: an unknown account must not answer sooner than a known one. @throws ProblemError AUTH.BUSY */
  async isOfNobody(password: string): Promise<false> {
    this.dummy ??= hash(randomBytes(32), PARAMETERS);
    const dummy = await this.dummy;
    await this.inTurn(() => verify(dummy, password));
    return false;
  }

  /** Whether a hash was made with other parameters than today's. */
  isOutdated(hashed: string): boolean {
    const { memoryCost, timeCost, parallelism } = parseOptions(hashed);
    return memoryCost !== PARAMETERS.memoryCost || timeCost !== PARAMETERS.timeCost || parallelism !== PARAMETERS.parallelism;
  }

  private async inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.running >= this.mostAtOnce) {
      if (this.waiting.length >= MOST_WAITING) throw new ProblemError([{ code: 'AUTH.BUSY' }]);
      // Whoever ends hands its place on, so nobody slips in between.
      await new Promise<void>((resume) => this.waiting.push(resume));
    } else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.running -= 1;
      else next();
    }
  }
}

/** A random password of 20 letters and digits (about 103 bits), without those that look alike; three classes for 等保. */
export function randomPassword(): string {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789';
  const pick = (): string => {
    for (;;) {
      const [byte = 255] = randomBytes(1);
      // Above the last whole multiple a letter would be likelier than another.
      if (byte < 256 - (256 % letters.length)) return letters[byte % letters.length] ?? '';
    }
  };
  for (;;) {
    const password = Array.from({ length: 20 }, pick).join('');
    if (/[A-Z]/.test(password) && /[a-z]/.test(password) && /\d/.test(password)) return password;
  }
}
