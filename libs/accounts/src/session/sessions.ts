import type { Logger } from 'pino';
import type { Instant, Role } from '#contracts';
import type { Database } from '#persistence';
import { type Clock, newId, PASSWORD_LIFE_MS, type PasswordProfile } from '#platform';
import { rolesOf } from '../account/account.js';
import { type HeldSession, type SessionRow, SessionStore } from './session-store.js';
import { newToken, tokenHash } from './token.js';

/** A session that nobody uses ends after this (design §6). */
export const IDLE_MS = 30 * 60_000;
/** Every session ends after this. */
export const LONGEST_MS = 12 * 3_600_000;
/** How old what is known of a session may be: a session ended by another instance is refused within this time. */
const FRESH_MS = 500;
/** Use is written down this often, so an idle session ends at most this much early. */
const SEEN_MS = 60_000;
/** Ended sessions are kept this long: a call that still carries one is told apart from one that carries nothing. */
const KEPT_MS = 24 * 3_600_000;
const PURGE_EVERY_MS = 60_000;
/** More sessions than this are not remembered between calls. */
const MOST_KNOWN = 10_000;

/** Whose a session is, and what its holder may do. */
export interface Session {
  readonly sessionId: string;
  readonly account: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly unitId: string | null;
  readonly villageCode: string | null;
  readonly mustChangePassword: boolean;
  readonly totp: boolean;
}

/** A session as its own holder sees it. */
export interface OwnSession {
  readonly id: string;
  readonly address: string;
  readonly createdAt: Instant;
  readonly lastSeenAt: Instant;
  readonly endsAt: Instant;
  readonly current: boolean;
}

/** What a token stands for: a session that runs, one that has ended (and whose it was), or nothing. */
export type Found =
  | { readonly state: 'open'; readonly session: Session }
  | { readonly state: 'ended'; readonly account: string }
  | { readonly state: 'unknown' };

/** A session as it was looked up, with what every call asks of it, worked out once. */
interface LookedUp {
  readonly row: HeldSession;
  readonly session: Session;
  /** When it ends unless it is used. */
  readonly idleAt: Instant;
  /** From when on a use is written down. */
  readonly seenDueAt: Instant;
}

interface Known {
  readonly found: LookedUp | undefined;
  readonly atMs: number;
}

/** 会话: begun by a login, found by a token, ended by their holder, by time or with the account. */
export class Sessions {
  private readonly store: SessionStore;
  private readonly known = new Map<string, Known>();
  private readonly endings = new Set<() => void>();
  private purgeDueAt: Instant = '';

  /** @param profile decides how long a password may be used */
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly profile: PasswordProfile,
    private readonly logger: Logger,
  ) {
    this.store = new SessionStore(database);
  }

  /** @returns the token for the holder's cookie; it is kept nowhere */
  async begin(account: string, address: string): Promise<string> {
    const token = newToken();
    const now = this.clock.now();
    await this.purge(now);
    await this.store.add({
      token_hash: tokenHash(token),
      session_id: newId(),
      account,
      address,
      created_at: now,
      last_seen_at: now,
      ends_at: later(now, LONGEST_MS),
    });
    return token;
  }

  /** In the way of one login a minute at most: it looks at every session there is. */
  private async purge(now: Instant): Promise<void> {
    if (now < this.purgeDueAt) return;
    this.purgeDueAt = later(now, PURGE_EVERY_MS);
    await this.store.purge(later(now, -KEPT_MS));
  }

  /** Finds a session and counts this as its use. */
  async find(token: string): Promise<Found> {
    const key = tokenHash(token);
    const found = await this.lookUp(key);
    if (found === undefined) return { state: 'unknown' };
    const now = this.clock.now();
    const { row, session, idleAt, seenDueAt } = found;
    if (isEnded(row) || now >= row.ends_at || now >= idleAt) return { state: 'ended', account: row.account };
    if (now >= seenDueAt) {
      this.known.delete(key);
      await this.writeSeen(key, now);
    }
    return { state: 'open', session };
  }

  /** Which of these hashes of tokens stand for sessions that run; asks the database, and counts as no use. */
  async openAmong(tokenHashes: readonly string[]): Promise<ReadonlySet<string>> {
    const now = this.clock.now();
    const rows = await this.store.held(tokenHashes);
    return new Set(rows.filter((row) => isOpen(row, now)).map((row) => row.token_hash));
  }

  async listOf(account: string, currentId: string): Promise<OwnSession[]> {
    const now = this.clock.now();
    return (await this.store.of(account)).filter((row) => isRunning(row, now)).map((row) => ownOf(row, currentId));
  }

  /** Ends one session of an account. @returns whether there was one */
  async end(account: string, sessionId: string): Promise<boolean> {
    return (await this.ending(this.store.end(account, this.clock.now(), { only: sessionId }))) > 0;
  }

  /** Ends every session of an account. @param but this one goes on */
  async endAllOf(account: string, but?: string): Promise<void> {
    await this.ending(this.store.end(account, this.clock.now(), but === undefined ? {} : { but }));
  }

  /** Forgets what it knows of sessions: something about an account has changed. */
  forget(): void {
    this.known.clear();
    for (const told of this.endings) told();
  }

  /** @param told called whenever sessions of this process may have ended @returns ends the listening */
  listen(told: () => void): () => void {
    this.endings.add(told);
    return () => this.endings.delete(told);
  }

  /** A use that cannot be written down lets the session end sooner; it must not keep its holder from reading. */
  private async writeSeen(key: string, now: Instant): Promise<void> {
    try {
      await this.store.seen(key, now);
    } catch (error) {
      const { dialect } = this.database;
      if (!dialect.isUnavailable(error) && !dialect.isTransient(error)) throw error;
      this.logger.warn({ err: error }, 'the use of a session could not be written down');
    }
  }

  private async ending(work: Promise<number>): Promise<number> {
    const ended = await work;
    this.forget();
    return ended;
  }

  private async lookUp(key: string): Promise<LookedUp | undefined> {
    const atMs = performance.now();
    const known = this.known.get(key);
    if (known !== undefined && atMs - known.atMs < FRESH_MS) return known.found;
    const [row] = await this.store.held([key]);
    const found = row === undefined ? undefined : this.lookedUp(row);
    if (this.known.size >= MOST_KNOWN) this.known.clear();
    this.known.set(key, { found, atMs });
    return found;
  }

  private lookedUp(row: HeldSession): LookedUp {
    const { last_seen_at: seen } = row;
    return { row, session: this.sessionOf(row, this.clock.now()), idleAt: later(seen, IDLE_MS), seenDueAt: later(seen, SEEN_MS) };
  }

  private sessionOf(row: HeldSession, now: Instant): Session {
    const lifeMs = PASSWORD_LIFE_MS[this.profile];
    const isStale = lifeMs !== undefined && later(row.password_changed_at, lifeMs) <= now;
    return {
      sessionId: row.session_id,
      account: row.account,
      name: row.name,
      roles: rolesOf(row),
      unitId: row.unit_id,
      villageCode: row.village_code,
      mustChangePassword: row.must_change === 1 || isStale,
      totp: row.totp_secret !== null,
    };
  }
}

function isOpen(row: HeldSession, now: Instant): boolean {
  return !isEnded(row) && isRunning(row, now);
}

function isEnded(row: HeldSession): boolean {
  return row.ended_at !== null || row.disabled_at !== null;
}

function isRunning(row: SessionRow, now: Instant): boolean {
  return now < row.ends_at && now < later(row.last_seen_at, IDLE_MS);
}

function ownOf(row: SessionRow, currentId: string): OwnSession {
  return {
    id: row.session_id,
    address: row.address,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    endsAt: row.ends_at,
    current: row.session_id === currentId,
  };
}

function later(instant: Instant, ms: number): Instant {
  return new Date(Date.parse(instant) + ms).toISOString();
}
