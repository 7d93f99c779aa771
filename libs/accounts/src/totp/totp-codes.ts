import { createHash, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { type Clock, openText, ProblemError, sealText } from '#platform';
import type { AccountRow } from '../account/account.js';
import type { Accounts, Recording } from '../account/accounts.js';
import type { Sessions } from '../session/sessions.js';

const ISSUER = 'bangfu';
const PERIOD_S = 30;
/** Clocks of people's telephones: one step early or late. */
const WINDOW = 1;
const SECRET_BYTES = 20;
const RECOVERY_CODES = 10;

/** A key to be put into an authenticator; nothing changes until its first code has come back. */
export interface BegunEnrolment {
  readonly secret: string;
  /** `otpauth://totp/…`, for a QR code. */
  readonly uri: string;
}

/** 动态验证码 (RFC 6238): each code once; ten recovery codes, each once, for a lost telephone. */
export class TotpCodes {
  constructor(
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
    private readonly masterKey: () => Buffer,
    private readonly clock: Clock,
  ) {}

  /** Makes a key. One that is in force stays so until the new one is confirmed. @throws ProblemError RECORD.NOT_FOUND */
  async begin(account: string): Promise<BegunEnrolment> {
    const secret = new Secret({ size: SECRET_BYTES });
    await this.accounts.store.change(account, { totp_pending: sealText(this.masterKey(), Buffer.from(secret.base32), account) });
    return { secret: secret.base32, uri: totpOf(secret.base32, account).toString() };
  }

  /**
   * Puts the key in force.
   * @param record called when nothing stands against it any more: what cannot be recorded is not done
   * @returns the recovery codes, this once @throws ProblemError TOTP.NOT_BEGUN, TOTP.CODE_WRONG
   */
  async confirm(account: string, code: string, record: Recording): Promise<readonly string[]> {
    const { totp_pending: pending } = await this.accounts.existing(account);
    if (pending === null) throw new ProblemError([{ code: 'TOTP.NOT_BEGUN' }]);
    const step = this.stepOf(pending, account, code);
    if (step === undefined) throw new ProblemError([{ code: 'TOTP.CODE_WRONG', path: 'code' }]);
    await record();
    const recovery = Array.from({ length: RECOVERY_CODES }, recoveryCode);
    await this.accounts.store.change(account, {
      totp_secret: pending,
      totp_pending: null,
      totp_step: step,
      recovery_hashes: JSON.stringify(recovery.map(digest)),
    });
    this.sessions.forget();
    return recovery;
  }

  /** Logging in needs no code any more. */
  async remove(account: string): Promise<void> {
    await this.accounts.store.change(account, { totp_secret: null, totp_pending: null, recovery_hashes: null });
    this.sessions.forget();
  }

  /** Whether a code is good for this account now. It is used up by that: of two who send it at once, one gets in. */
  async spend(row: AccountRow, code: string): Promise<boolean> {
    const { account, totp_secret: secret, totp_step: lastStep } = row;
    if (secret === null) return true;
    const step = /^\d{6}$/.test(code) ? this.stepOf(secret, account, code) : undefined;
    if (step === undefined) return this.spendRecovery(row, code);
    return step > lastStep && this.accounts.store.change(account, { totp_step: step }, { totp_step: lastStep });
  }

  private async spendRecovery({ account, recovery_hashes: hashes }: AccountRow, code: string): Promise<boolean> {
    const known = hashes === null ? [] : (JSON.parse(hashes) as string[]);
    const used = digest(code.trim().toUpperCase());
    if (!known.includes(used)) return false;
    const left = JSON.stringify(known.filter((hash) => hash !== used));
    return this.accounts.store.change(account, { recovery_hashes: left }, { recovery_hashes: hashes });
  }

  /** The step a code belongs to, counted from 1970; `undefined` where it is no code of now. */
  private stepOf(sealed: string, account: string, code: string): number | undefined {
    const totp = totpOf(openText(this.masterKey(), sealed, account).toString(), account);
    const timestamp = Date.parse(this.clock.now());
    const delta = totp.validate({ token: code, timestamp, window: WINDOW });
    return delta === null ? undefined : Math.floor(timestamp / 1_000 / PERIOD_S) + delta;
  }
}

function totpOf(secret: string, account: string): TOTP {
  return new TOTP({ issuer: ISSUER, label: account, secret: Secret.fromBase32(secret), period: PERIOD_S });
}

/** 80 random bits as `XXXX-XXXX-XXXX-XXXX`: enough that a plain hash of it cannot be turned round. */
function recoveryCode(): string {
  return new Secret({ buffer: new Uint8Array(randomBytes(10)).buffer }).base32.match(/.{4}/g)?.join('-') ?? '';
}

function digest(code: string): string {
  return createHash('sha256').update(code).digest('hex');
}
