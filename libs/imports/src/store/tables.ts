import type { ColumnSpec, MigrationStep, TableSpec } from '#persistence';

const id = (name: string): ColumnSpec => ({ name, type: 'id' });
const text = (name: string): ColumnSpec => ({ name, type: 'text' });
const optionalId = (name: string): ColumnSpec => ({ name, type: 'id', default: null });
const whole = (name: string): ColumnSpec => ({ name, type: 'integer' });

/** One row per import, for ever. What is only shown and handed on is JSON; what is looked for is a column. */
export const IMPORT_JOB: TableSpec = {
  name: 'import_job',
  columns: [
    id('import_id'),
    id('kind'),
    id('state'),
    id('account'),
    optionalId('unit_id'),
    optionalId('village_code'),
    id('created_at'),
    id('changed_at'),
    whole('revision'),
    id('inputs'),
    whole('entries_done'),
    whole('entries_of'),
    optionalId('planned_on'),
    optionalId('undone_at'),
    text('request'),
    text('file'),
    text('caller'),
    text('choice'),
    text('edits'),
    text('mapping'),
    text('plan'),
    text('failure'),
    text('reason'),
  ],
  primaryKey: ['import_id'],
};

/** What the ledger answered to the plan that is being entered, page by page; page 0 is the directory. */
export const IMPORT_ANSWERS: TableSpec = {
  name: 'import_answers',
  columns: [id('import_id'), whole('page'), text('body')],
  primaryKey: ['import_id', 'page'],
};

/** The records an import has made, one row for each page of its plan that was sent, in that order; kept before it is sent. */
export const IMPORT_ENTERED: TableSpec = {
  name: 'import_entered',
  columns: [id('import_id'), whole('page'), whole('withdrawn'), text('records')],
  primaryKey: ['import_id', 'page'],
};

/** One row per upload that came under a key: the import that was made of it. */
export const IMPORT_RECEIPT: TableSpec = {
  name: 'import_receipt',
  columns: [id('command_id'), id('fingerprint'), id('import_id')],
  primaryKey: ['command_id'],
};

/** Profiles of columns, by the place whose accounts share them. */
export const IMPORT_PROFILE: TableSpec = {
  name: 'import_profile',
  columns: [id('profile_id'), id('place'), id('kind'), text('name'), text('columns_said'), id('account'), id('saved_at')],
  primaryKey: ['profile_id'],
};

/**
 * What people have decided about two orders that look alike, one row for each time, for ever: the newest about a pair holds.
 * Orders of sheets are known by sealed keys, so that nothing of a row stands here; a reason stays with its import.
 */
export const IMPORT_DECISION: TableSpec = {
  name: 'import_decision',
  columns: [
    id('decision_id'),
    id('kind'),
    id('unit_id'),
    id('likeness'),
    id('row_key'),
    id('other_id'),
    id('decision'),
    id('account'),
    id('decided_at'),
    id('import_id'),
  ],
  primaryKey: ['decision_id'],
};

/** The tables of imports, in the schema of the public door. */
export const importSteps: readonly MigrationStep[] = [
  { name: 'CreateImportJob1764000000501', statement: (dialect) => dialect.createTable(IMPORT_JOB) },
  {
    name: 'IndexImportJobState1764000000502',
    statement: (dialect) => dialect.createIndex(IMPORT_JOB.name, { name: 'import_job_state', columns: ['state'] }),
  },
  { name: 'CreateImportAnswers1764000000503', statement: (dialect) => dialect.createTable(IMPORT_ANSWERS) },
  { name: 'CreateImportEntered1764000000504', statement: (dialect) => dialect.createTable(IMPORT_ENTERED) },
  { name: 'CreateImportProfile1764000000505', statement: (dialect) => dialect.createTable(IMPORT_PROFILE) },
  {
    name: 'IndexImportJobChange1764000000506',
    statement: (dialect) => dialect.createIndex(IMPORT_JOB.name, { name: 'import_job_changed', columns: ['changed_at'] }),
  },
  { name: 'CreateImportReceipt1764000000507', statement: (dialect) => dialect.createTable(IMPORT_RECEIPT) },
  { name: 'CreateImportDecision1764000000508', statement: (dialect) => dialect.createTable(IMPORT_DECISION) },
  {
    name: 'IndexImportDecisionLikeness1764000000509',
    statement: (dialect) => dialect.createIndex(IMPORT_DECISION.name, { name: 'import_decision_likeness', columns: ['likeness'] }),
  },
];
