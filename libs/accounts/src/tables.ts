import { accessLogSteps } from '#event-log';
import type { ColumnSpec, MigrationStep, TableSpec } from '#persistence';

const id = (name: string): ColumnSpec => ({ name, type: 'id' });
const optional = (name: string, type: 'id' | 'text'): ColumnSpec => ({ name, type, default: null });
const whole = (name: string): ColumnSpec => ({ name, type: 'integer', default: 0 });

/** One row per account, for ever: events name accounts, so none is deleted. Names of people stand here and nowhere else. */
const ACCOUNT: TableSpec = {
  name: 'account',
  columns: [
    id('account'),
    { name: 'name', type: 'text' },
    { name: 'roles', type: 'text' },
    optional('unit_id', 'id'),
    optional('village_code', 'id'),
    { name: 'password_hash', type: 'text' },
    whole('must_change'),
    id('password_changed_at'),
    id('created_at'),
    id('origin'),
    optional('disabled_at', 'id'),
    optional('totp_secret', 'text'),
    optional('totp_pending', 'text'),
    whole('totp_step'),
    optional('recovery_hashes', 'text'),
  ],
  primaryKey: ['account'],
};

/** One row per session, by the SHA-256 of its token: whoever reads the table cannot act for anybody. */
const SESSION: TableSpec = {
  name: 'account_session',
  columns: [
    id('token_hash'),
    id('session_id'),
    id('account'),
    id('address'),
    id('created_at'),
    id('last_seen_at'),
    id('ends_at'),
    optional('ended_at', 'id'),
  ],
  primaryKey: ['token_hash'],
};

/** One row per account that was added under a key: the answer that a repeat gets. */
export const ACCOUNT_RECEIPT: TableSpec = {
  name: 'account_receipt',
  columns: [id('command_id'), id('fingerprint'), { name: 'password_hash', type: 'text' }, { name: 'answer', type: 'text' }],
  primaryKey: ['command_id'],
};

/** The tables of accounts, sessions and the access log, in the schema of the public door. */
export const accountSteps: readonly MigrationStep[] = [
  { name: 'CreateAccount1764000000401', statement: (dialect) => dialect.createTable(ACCOUNT) },
  { name: 'CreateAccountSession1764000000402', statement: (dialect) => dialect.createTable(SESSION) },
  {
    name: 'IndexAccountSession1764000000403',
    statement: (dialect) => dialect.createIndex(SESSION.name, { name: 'account_session_account', columns: ['account'] }),
  },
  ...accessLogSteps,
  { name: 'CreateAccountReceipt1764000000404', statement: (dialect) => dialect.createTable(ACCOUNT_RECEIPT) },
];
