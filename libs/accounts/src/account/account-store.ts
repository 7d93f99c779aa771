import type { Instant } from '#contracts';
import type { Database } from '#persistence';
import type { KeyedContent } from '#platform';
import { type Account, type AccountFacts, accountOf, type AccountOrigin, type AccountRow } from './account.js';
import { keepReceipt } from './account-receipts.js';

/** Columns that change after an account was made. */
type Changes = Partial<Omit<AccountRow, 'account' | 'created_at'>>;

/** The password an account begins with. */
interface FirstSecret {
  readonly hash: string;
  readonly mustChange: boolean;
}

/** How an account comes to be. */
interface Addition {
  readonly origin: AccountOrigin;
  readonly now: Instant;
  readonly key?: KeyedContent | undefined;
}

/** Of an account that nobody has used yet. */
const UNUSED = { disabled_at: null, totp_secret: null, totp_pending: null, totp_step: 0, recovery_hashes: null } as const;

/** The rows of accounts. */
export class AccountStore {
  constructor(private readonly database: Database) {}

  async find(account: string): Promise<AccountRow | undefined> {
    const [row] = await this.database.read.all<AccountRow>('SELECT * FROM account WHERE account = ?', [account]);
    return row;
  }

  /** By name of the account, behind `after`. */
  page(after: string, limit: number): Promise<AccountRow[]> {
    return this.database.read.all<AccountRow>(`SELECT * FROM account WHERE account > ? ORDER BY account LIMIT ${limit}`, [after]);
  }

  async count(): Promise<number> {
    const [row] = await this.database.read.all<{ accounts: number }>('SELECT COUNT(*) AS accounts FROM account');
    return row?.accounts ?? 0;
  }

  ofOrigin(origin: AccountOrigin): Promise<AccountRow[]> {
    return this.database.read.all<AccountRow>('SELECT * FROM account WHERE origin = ? ORDER BY account', [origin]);
  }

  /** @param key of the command that adds it, if it has one @returns it; undefined where there is an account of this name, or of this key */
  async add(facts: AccountFacts, secret: FirstSecret, { origin, now, key }: Addition): Promise<Account | undefined> {
    const row = {
      account: facts.account,
      name: facts.name,
      roles: JSON.stringify(facts.roles),
      unit_id: facts.unitId ?? null,
      village_code: facts.villageCode ?? null,
      password_hash: secret.hash,
      must_change: secret.mustChange ? 1 : 0,
      password_changed_at: now,
      created_at: now,
      origin,
    };
    const added = accountOf({ ...row, ...UNUSED });
    try {
      await this.database.transaction('durable', async (session) => {
        await session.insert('INSERT INTO account', Object.keys(row), [Object.values(row)]);
        if (key !== undefined) await keepReceipt(session, { key, passwordHash: secret.hash }, added);
      });
      return added;
    } catch (error) {
      if (!this.database.dialect.isDuplicateKey(error)) throw error;
      return undefined;
    }
  }

  /**
   * Changes one account. @param onlyIf columns that must still be as they were read: of two who change, one does
   * @returns whether it did
   */
  async change(account: string, changes: Changes, onlyIf: Changes = {}): Promise<boolean> {
    const columns = Object.keys(changes);
    const conditions = Object.entries(onlyIf);
    const where = ['account = ?', ...conditions.map(([column, value]) => (value === null ? `${column} IS NULL` : `${column} = ?`))];
    const params = [...Object.values(changes), account, ...conditions.map(([, value]) => value).filter((value) => value !== null)];
    const changed = await this.database.transaction('durable', (session) =>
      session.run(`UPDATE account SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE ${where.join(' AND ')}`, params),
    );
    return changed === 1;
  }
}
