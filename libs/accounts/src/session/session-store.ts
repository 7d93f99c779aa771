import type { Instant } from '#contracts';
import { placeholders, type Database } from '#persistence';
import type { AccountRow } from '../account/account.js';

export interface SessionRow {
  readonly token_hash: string;
  readonly session_id: string;
  readonly account: string;
  readonly address: string;
  readonly created_at: Instant;
  readonly last_seen_at: Instant;
  readonly ends_at: Instant;
  readonly ended_at: Instant | null;
}

/** A session with whose it is. */
export type HeldSession = SessionRow &
  Pick<AccountRow, 'name' | 'roles' | 'unit_id' | 'village_code' | 'must_change' | 'password_changed_at' | 'disabled_at' | 'totp_secret'>;

const HELD = `SELECT s.*, a.name, a.roles, a.unit_id, a.village_code, a.must_change, a.password_changed_at, a.disabled_at, a.totp_secret
  FROM account_session s JOIN account a ON a.account = s.account`;

/** The rows of sessions. */
export class SessionStore {
  constructor(private readonly database: Database) {}

  held(tokenHashes: readonly string[]): Promise<HeldSession[]> {
    const list = placeholders(tokenHashes);
    return this.database.read.all<HeldSession>(`${HELD} WHERE s.token_hash IN ${list.sql}`, list.params);
  }

  /** Those of an account that have not been ended, last begun first. */
  of(account: string): Promise<SessionRow[]> {
    return this.database.read.all<SessionRow>(
      'SELECT * FROM account_session WHERE account = ? AND ended_at IS NULL ORDER BY created_at DESC, session_id',
      [account],
    );
  }

  /** A power cut may take it back: then its holder logs in again. */
  async add(row: Omit<SessionRow, 'ended_at'>): Promise<void> {
    await this.database.transaction('rebuildable', (session) =>
      session.insert('INSERT INTO account_session', Object.keys(row), [Object.values(row)]),
    );
  }

  /** A power cut may take it back: then the session ends sooner. */
  async seen(tokenHash: string, now: Instant): Promise<void> {
    await this.database.transaction('rebuildable', (session) =>
      session.run('UPDATE account_session SET last_seen_at = ? WHERE token_hash = ?', [now, tokenHash]),
    );
  }

  /** Ends what an account has open. @param which one session, or all but one @returns how many that were */
  async end(account: string, now: Instant, which: { readonly only?: string; readonly but?: string } = {}): Promise<number> {
    const only = which.only === undefined ? '' : ' AND session_id = ?';
    const but = which.but === undefined ? '' : ' AND session_id <> ?';
    const params = [now, account, ...[which.only, which.but].filter((id) => id !== undefined)];
    return this.database.transaction('durable', (session) =>
      session.run(`UPDATE account_session SET ended_at = ? WHERE account = ? AND ended_at IS NULL${only}${but}`, params),
    );
  }

  /** Removes what ended before `before`, whichever way. */
  async purge(before: Instant): Promise<void> {
    await this.database.transaction('durable', (session) => session.run('DELETE FROM account_session WHERE ends_at < ?', [before]));
  }
}
