import type { Caller, ProblemItem } from '#contracts';
import { type Clock, type KeyedContent, type PasswordProfile, passwordProblems, ProblemError } from '#platform';
import type { PasswordHashes } from '../password/password-hashes.js';
import type { Sessions } from '../session/sessions.js';
import { type Account, type AccountFacts, accountOf, type AccountOrigin, type AccountRow, rolesOf } from './account.js';
import type { AccountStore } from './account-store.js';

/** A password somebody else chose is for the first login only. */
export interface GivenPassword {
  readonly password: string;
  readonly mustChange: boolean;
}

/** Called when nothing stands against a change any more and before it is made: what cannot be recorded is not done. */
export type Recording = () => Promise<void>;

const UNRECORDED: Recording = () => Promise.resolve();

/** 账号: made, disabled, reset and changed; whatever changes one is in force for its sessions within a second everywhere. */
export class Accounts {
  constructor(
    readonly store: AccountStore,
    private readonly sessions: Sessions,
    private readonly hashes: PasswordHashes,
    private readonly clock: Clock,
    private readonly profile: PasswordProfile,
  ) {}

  /**
   * @param key kept with the account: whoever comes with it again is told by {@link AccountReceipts}
   * @throws ProblemError ACCOUNT.EXISTS, PASSWORD.…: all that is wrong at once
   */
  async add(
    facts: AccountFacts,
    { password, mustChange }: GivenPassword,
    origin: AccountOrigin = 'manual',
    record = UNRECORDED,
    key?: KeyedContent,
  ): Promise<Account> {
    const exists = (await this.store.find(facts.account)) !== undefined;
    this.refuse([...(exists ? [taken(facts.account)] : []), ...this.passwordProblems(facts.account, password, 'password')]);
    const hash = await this.hashes.make(password);
    await record();
    const added = await this.store.add(facts, { hash, mustChange }, { origin, now: this.clock.now(), key });
    if (added === undefined) throw new ProblemError([taken(facts.account)]);
    return added;
  }

  /** Ends its sessions. @returns false where it was disabled already @throws ProblemError RECORD.NOT_FOUND */
  async disable(account: string): Promise<boolean> {
    const { disabled_at: before } = await this.existing(account);
    if (before === null) await this.store.change(account, { disabled_at: this.clock.now() });
    await this.sessions.endAllOf(account);
    return before === null;
  }

  /** A new password for the next login; a disabled account is usable again, one-time codes are enrolled anew. @throws ProblemError */
  async reset(account: string, { password, mustChange }: GivenPassword, record = UNRECORDED): Promise<void> {
    await this.existing(account);
    this.refuse(this.passwordProblems(account, password, 'password'));
    const hash = await this.hashes.make(password);
    await record();
    await this.store.change(account, {
      password_hash: hash,
      must_change: mustChange ? 1 : 0,
      password_changed_at: this.clock.now(),
      disabled_at: null,
      totp_secret: null,
      totp_pending: null,
      recovery_hashes: null,
    });
    await this.sessions.endAllOf(account);
  }

  /** Other roles, unit or village, in force for sessions that run. @throws ProblemError RECORD.NOT_FOUND */
  async changeRights({ account, roles, unitId, villageCode }: Omit<AccountFacts, 'name'>): Promise<Account> {
    await this.existing(account);
    await this.store.change(account, { roles: JSON.stringify(roles), unit_id: unitId ?? null, village_code: villageCode ?? null });
    this.sessions.forget();
    return accountOf(await this.existing(account));
  }

  /** The holder's own change; every other session of the account ends. @throws ProblemError PASSWORD.… */
  async changePassword(
    account: string,
    { current, next }: { readonly current: string; readonly next: string },
    sessionId: string,
    record = UNRECORDED,
  ): Promise<void> {
    const row = await this.existing(account);
    const problems = this.passwordProblems(account, next, 'next');
    if (next === current) problems.push({ code: 'PASSWORD.UNCHANGED', path: 'next' });
    if (!(await this.hashes.isOf(current, row.password_hash))) problems.unshift({ code: 'PASSWORD.CURRENT_WRONG', path: 'current' });
    this.refuse(problems);
    const hash = await this.hashes.make(next);
    await record();
    const changes = { password_hash: hash, must_change: 0, password_changed_at: this.clock.now() };
    // Of two who change it at once, one is told that the present password is no longer what it was.
    const changed = await this.store.change(account, changes, { password_hash: row.password_hash });
    if (!changed) throw new ProblemError([{ code: 'PASSWORD.CURRENT_WRONG', path: 'current' }]);
    await this.sessions.endAllOf(account, sessionId);
  }

  /** Whether these are an account's name and password. Costs the same whether there is such an account or not. */
  async verified(account: string, password: string): Promise<AccountRow | undefined> {
    const row = await this.store.find(account);
    const fits = row === undefined ? await this.hashes.isOfNobody(password) : await this.hashes.isOf(password, row.password_hash);
    if (row === undefined || !fits || row.disabled_at !== null) return undefined;
    if (this.hashes.isOutdated(row.password_hash)) {
      const hash = await this.hashes.make(password);
      await this.store.change(account, { password_hash: hash }, { password_hash: row.password_hash });
    }
    return row;
  }

  /** What an account may do now, and where; `undefined` where it is disabled, or there is none. */
  async standing(account: string): Promise<(Omit<Caller['actor'], 'account'> & Pick<Caller, 'villageCode'>) | undefined> {
    const row = await this.store.find(account);
    if (row?.disabled_at !== null) return undefined;
    const village = row.village_code === null ? {} : { villageCode: row.village_code };
    return { roles: rolesOf(row), unitId: row.unit_id, ...village };
  }

  /** @throws ProblemError RECORD.NOT_FOUND */
  async existing(account: string): Promise<AccountRow> {
    const row = await this.store.find(account);
    if (row === undefined) throw new ProblemError([{ code: 'RECORD.NOT_FOUND', params: { id: account } }]);
    return row;
  }

  passwordProblems(account: string, password: string, path: string): ProblemItem[] {
    return passwordProblems(this.profile, account, password, path);
  }

  private refuse(problems: readonly ProblemItem[]): void {
    if (problems.length > 0) throw new ProblemError(problems);
  }
}

function taken(account: string): ProblemItem {
  return { code: 'ACCOUNT.EXISTS', path: 'account', params: { account } };
}
