import { isIPv6 } from 'node:net';
import { Buckets } from './buckets.js';
import { TokenBucket } from './token-bucket.js';

const SECOND_MS = 1_000;

/** Tries of one account from one address that wait for nothing: people mistype. */
const FREE_TRIES = 3;
const LONGEST_DELAY_MS = 300 * SECOND_MS;
/** Without a try for this long, an address counts as new to an account again. */
const FORGET_MS = 3_600 * SECOND_MS;
const MOST_PAIRS = 50_000;

/**
 * What an account's tries share, by who makes them: together 10 in no matter which minute. Addresses that have failed use
 * only the first; one that has not, and one the account has logged in from, have a part of their own that no attacker from
 * elsewhere can use up. So the owner is never locked out, however long others guess.
 */
const ACCOUNT_SHARES = {
  anybody: { atOnce: 3, perMinute: 3 },
  newcomer: { atOnce: 1, perMinute: 1 },
  athome: { atOnce: 1, perMinute: 1 },
} as const;
type Share = keyof typeof ACCOUNT_SHARES;

/** A whole office may come from one address. */
const ADDRESS = { atOnce: 20, perMinute: 20 };
/** What hashing passwords may cost this process; those at home have their own, so that guessing cannot keep them out. */
const WHOLE = { atOnce: 60, perMinute: 480 };
const WHOLE_AT_HOME = { atOnce: 30, perMinute: 120 };

/** A try that may be made. It counts as a wrong guess until one of these is told. */
export interface LoginTry {
  readonly kind: 'allowed';
  /** The password was right and a session begins. */
  readonly succeeded: () => void;
  /** The password was right, only its one-time code is missing: nothing was guessed, and nothing begins. */
  readonly guessedNothing: () => void;
}

/** Whether a password may be tried now, else in how many seconds. */
export type LoginAnswer = LoginTry | { readonly kind: 'wait'; readonly seconds: number };

/** One account as tried from one address. */
interface Pair {
  tries: number;
  lastAt: number;
  /** It has logged in from there. */
  home: boolean;
}

/**
 * Slows the guessing of passwords: per address, per account and as a whole, with a delay that grows for each account and
 * address, and never a lock. In memory: each instance of a gateway counts for itself, and a start forgets.
 */
export class LoginBrake {
  private readonly addresses = new Buckets(ADDRESS);
  private readonly accounts: Readonly<Record<Share, Buckets>> = {
    anybody: new Buckets(ACCOUNT_SHARES.anybody),
    newcomer: new Buckets(ACCOUNT_SHARES.newcomer),
    athome: new Buckets(ACCOUNT_SHARES.athome),
  };
  private readonly whole: Readonly<Record<'elsewhere' | 'athome', TokenBucket>>;
  private readonly pairs = new Map<string, Pair>();

  /** @param nowMs a clock that never goes back */
  constructor(private readonly nowMs: () => number = () => performance.now()) {
    const now = nowMs();
    this.whole = { elsewhere: new TokenBucket(WHOLE, now), athome: new TokenBucket(WHOLE_AT_HOME, now) };
  }

  /**
   * Whether a password may be looked at now. What is allowed counts as a failed try until the try is told
   * otherwise: a hundred tries at one moment must not all pass because none has failed yet. Knows nothing of which accounts
   * exist, so its answer tells nothing about that.
   * @param address as `addressOf` gives it @param typed the account as it was typed
   */
  ask(address: string, typed: string): LoginAnswer {
    const now = this.nowMs();
    const [place, account] = [placeOf(address), accountOf(typed)];
    const pair = this.pairOf(place, account, now);
    const buckets = [this.wholeFor(pair), ...this.ofAddress(place, pair, now), this.ofAccount(account, pair, now)];
    const waitMs = Math.max(delayOf(pair, now), ...buckets.map((bucket) => bucket.waitMs(now)));
    if (waitMs > 0) return { kind: 'wait', seconds: Math.ceil(waitMs / SECOND_MS) };
    for (const bucket of buckets) bucket.take(now);
    this.remember(place, account, { tries: (pair?.tries ?? 0) + 1, lastAt: now, home: pair?.home ?? false });
    return {
      kind: 'allowed',
      succeeded: () => this.takeBack(place, account, buckets, () => ({ tries: 0, home: true })),
      guessedNothing: () => this.takeBack(place, account, buckets, ({ tries, home }) => ({ tries: Math.max(0, tries - 1), home })),
    };
  }

  /** A try that was no wrong guess uses nothing up. */
  private takeBack(place: string, account: string, buckets: readonly TokenBucket[], become: (pair: Pair) => Omit<Pair, 'lastAt'>): void {
    const now = this.nowMs();
    for (const bucket of buckets) bucket.giveBack(now);
    const pair = this.pairOf(place, account, now) ?? { tries: 0, lastAt: now, home: false };
    this.remember(place, account, { ...become(pair), lastAt: now });
  }

  private wholeFor(pair: Pair | undefined): TokenBucket {
    return this.whole[pair?.home === true ? 'athome' : 'elsewhere'];
  }

  /** Where an account is at home the tries of its neighbours behind the same address are not held against it. */
  private ofAddress(place: string, pair: Pair | undefined, now: number): readonly TokenBucket[] {
    return pair?.home === true ? [] : [this.addresses.of(place, now)];
  }

  private ofAccount(account: string, pair: Pair | undefined, now: number): TokenBucket {
    const shared = this.accounts.anybody.of(account, now);
    if (shared.waitMs(now) === 0) return shared;
    if (pair?.home === true) return this.accounts.athome.of(account, now);
    return pair === undefined ? this.accounts.newcomer.of(account, now) : shared;
  }

  private pairOf(place: string, account: string, now: number): Pair | undefined {
    const pair = this.pairs.get(nameOf(place, account));
    return pair !== undefined && (pair.home || now - pair.lastAt <= FORGET_MS) ? pair : undefined;
  }

  /** The one that was used last stands last, so that those unused for longest are forgotten first. */
  private remember(place: string, account: string, pair: Pair): void {
    const name = nameOf(place, account);
    this.pairs.delete(name);
    this.pairs.set(name, pair);
    const [longestUnused] = this.pairs.keys();
    if (this.pairs.size > MOST_PAIRS && longestUnused !== undefined) this.pairs.delete(longestUnused);
  }
}

function delayOf(pair: Pair | undefined, now: number): number {
  if (pair === undefined || pair.tries < FREE_TRIES) return 0;
  const delayMs = Math.min(2 ** (pair.tries - FREE_TRIES + 1) * SECOND_MS, LONGEST_DELAY_MS);
  return Math.max(0, pair.lastAt + delayMs - now);
}

/** An IPv6 client has a whole /64 to itself. */
function placeOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('::');
  const parts = head.split(':').filter((part) => part !== '');
  const rest = tail === undefined ? [] : tail.split(':').filter((part) => part !== '');
  const filled = tail === undefined ? parts : [...parts, ...Array<string>(8 - parts.length - rest.length).fill('0'), ...rest];
  return filled
    .slice(0, 4)
    .map((part) => parseInt(part, 16).toString(16))
    .join(':');
}

/** Spellings that might lead to one account are counted as one. */
function accountOf(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase().slice(0, 128);
}

function nameOf(place: string, account: string): string {
  return `${place} ${account}`;
}
