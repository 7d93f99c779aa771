import type { Database, SqlSession } from '#persistence';
import { type KeyedContent, keyReused } from '#platform';
import type { PasswordHashes } from '../password/password-hashes.js';
import { ACCOUNT_RECEIPT } from '../tables.js';
import type { Account } from './account.js';

/** What an account was added under: the key of its command, and the hash of the first password that came with it. */
export interface KeptAddition {
  readonly key: KeyedContent;
  readonly passwordHash: string;
}

interface ReceiptRow {
  readonly fingerprint: string;
  readonly password_hash: string;
  readonly answer: string;
}

/**
 * 回执 of accounts that were added under a key: no log has their commands. A password is no part of the fingerprint, from which
 * it could be guessed fast; its hash tells whether it is the same.
 */
export class AccountReceipts {
  constructor(
    private readonly database: Database,
    private readonly hashes: PasswordHashes,
  ) {}

  /** The first answer to a key, `undefined` where it is new. @throws ProblemError COMMAND.KEY_REUSED */
  async firstAnswer({ commandId, fingerprint }: KeyedContent, password: string): Promise<Account | undefined> {
    const [row] = await this.database.read.all<ReceiptRow>(
      'SELECT fingerprint, password_hash, answer FROM account_receipt WHERE command_id = ?',
      [commandId],
    );
    if (row === undefined) return undefined;
    if (row.fingerprint !== fingerprint || !(await this.hashes.isOf(password, row.password_hash))) throw keyReused();
    return JSON.parse(row.answer) as Account;
  }
}

/** Writes a receipt in the transaction that adds its account: there is never one without the other. */
export async function keepReceipt(session: SqlSession, { key, passwordHash }: KeptAddition, answer: Account): Promise<void> {
  await session.insert(
    'INSERT INTO account_receipt',
    ACCOUNT_RECEIPT.columns.map(({ name }) => name),
    [[key.commandId, key.fingerprint, passwordHash, JSON.stringify(answer)]],
  );
}
