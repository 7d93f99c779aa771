import type { MigrationStep, TableSpec } from '#persistence';
import { revealSteps } from './stored-reveals.js';

/** What is personal of a household, as ciphertext. Not folded from the log: rows are destroyed for good. */
export const SEALED_HOUSEHOLD: TableSpec = {
  name: 'sealed_household',
  columns: [
    { name: 'household_id', type: 'id' },
    { name: 'seal_id', type: 'id' },
    { name: 'nonce', type: 'id' },
    { name: 'ciphertext', type: 'text' },
    { name: 'tag', type: 'id' },
  ],
  primaryKey: ['household_id', 'seal_id'],
};

/**
 * The key of each seal, wrapped by the master key. `state` tells what a stopped process may have left half done:
 * `pending` written before its event, `kept` its event is in the log, `doomed` a forgetting has begun.
 */
export const HOUSEHOLD_KEY: TableSpec = {
  name: 'household_key',
  columns: [
    { name: 'household_id', type: 'id' },
    { name: 'seal_id', type: 'id' },
    { name: 'wrapped_key', type: 'id' },
    { name: 'state', type: 'id', default: 'pending' },
  ],
  primaryKey: ['household_id', 'seal_id'],
};

/** The households service's tables that are not folded from the log. */
export const householdSteps: readonly MigrationStep[] = [
  { name: 'CreateSealedHousehold1764000000201', statement: (dialect) => dialect.createTable(SEALED_HOUSEHOLD) },
  { name: 'CreateHouseholdKey1764000000202', statement: (dialect) => dialect.createTable(HOUSEHOLD_KEY) },
  ...revealSteps,
];
