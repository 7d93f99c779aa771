import type { MigrationStep, TableSpec } from '#persistence';

/** Where earlier releases kept contacts as they were typed. Empty since; its rows are sealed at the next start. */
export const PLAIN_CONTACTS = 'unit_contact';

const UNIT_CONTACT: TableSpec = {
  name: PLAIN_CONTACTS,
  columns: [
    { name: 'unit_id', type: 'id' },
    { name: 'contact_name', type: 'text', default: null },
    { name: 'contact_phone', type: 'text', default: null },
  ],
  primaryKey: ['unit_id'],
};

/** Whom to call at a unit, as ciphertext, with the key of this contact alone, wrapped by the master key. Not folded from the log. */
const SEALED_UNIT_CONTACT: TableSpec = {
  name: 'sealed_unit_contact',
  columns: [
    { name: 'unit_id', type: 'id' },
    { name: 'nonce', type: 'id' },
    { name: 'ciphertext', type: 'text' },
    { name: 'tag', type: 'id' },
    { name: 'wrapped_key', type: 'id' },
  ],
  primaryKey: ['unit_id'],
};

/** The directory's tables that are not folded from the log. */
export const directorySteps: readonly MigrationStep[] = [
  { name: 'CreateUnitContact1764000000301', statement: (dialect) => dialect.createTable(UNIT_CONTACT) },
  { name: 'CreateSealedUnitContact1764000000302', statement: (dialect) => dialect.createTable(SEALED_UNIT_CONTACT) },
];
