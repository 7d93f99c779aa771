import type { DatabaseRule } from './database-suite.js';
import { LOCK_RULES } from './locks.contract.js';
import { MIGRATION_RULES } from './migrations.contract.js';
import { TRANSACTION_RULES } from './transactions.contract.js';
import { VALUE_RULES } from './values.contract.js';
import { WRITE_RULES } from './writes.contract.js';

/** What every engine must give behind the `Database` port: a suite of data, run on each of them. */
export const DATABASE_RULES: readonly DatabaseRule[] = [
  ...TRANSACTION_RULES,
  ...LOCK_RULES,
  ...WRITE_RULES,
  ...VALUE_RULES,
  ...MIGRATION_RULES,
];
