import type { MigrationStep, TableSpec } from '#persistence';

/** How far a projection has read each log; the position is a fence: it moves by compare-and-set, or nothing is written. */
export const CHECKPOINT: TableSpec = {
  name: 'checkpoint',
  columns: [
    { name: 'projection', type: 'id' },
    { name: 'version', type: 'integer' },
    { name: 'log', type: 'id' },
    { name: 'position', type: 'integer' },
  ],
  primaryKey: ['projection', 'version', 'log'],
};

/** The version whose rows are live, and how often its tables were rebuilt. */
export const PROJECTION_STATE: TableSpec = {
  name: 'projection_state',
  columns: [
    { name: 'projection', type: 'id' },
    { name: 'version', type: 'integer' },
    { name: 'generation', type: 'integer' },
  ],
  primaryKey: ['projection'],
};

/**
 * A rebuilt projection whose rows are complete in its shadow tables and whose live rows are fenced: the checkpoints it will
 * have. Whoever finds it finishes the switch; a process may have died in the middle, where tables cannot be replaced in the
 * transaction that says so. A row without a log says that the cursors of a fed part wait in `partition_checkpoint`.
 */
export const PROJECTION_SWITCH: TableSpec = {
  name: 'projection_switch',
  columns: [
    { name: 'projection', type: 'id' },
    { name: 'log', type: 'id' },
    { name: 'position', type: 'integer' },
    { name: 'version', type: 'integer' },
    { name: 'generation', type: 'integer' },
  ],
  primaryKey: ['projection', 'log'],
};

/** Events a projection could not take, and those of the same stream behind them. Emptied by `parked replay`. */
export const PARKED_EVENT: TableSpec = {
  name: 'parked_event',
  columns: [
    { name: 'projection', type: 'id' },
    { name: 'log', type: 'id' },
    { name: 'position', type: 'integer' },
    { name: 'stream_id', type: 'id' },
    { name: 'type', type: 'id' },
    { name: 'reason', type: 'text' },
    { name: 'attempts', type: 'integer' },
    { name: 'first_failed_at', type: 'id' },
    { name: 'last_failed_at', type: 'id' },
  ],
  primaryKey: ['projection', 'log', 'position'],
};

/** What was decided about messages that are no events of their log. Rows are added, never changed. */
export const PARKED_DECISION: TableSpec = {
  name: 'parked_decision',
  columns: [
    { name: 'log', type: 'id' },
    { name: 'position', type: 'integer' },
    { name: 'number', type: 'integer' },
    { name: 'decision', type: 'id' },
    { name: 'decided_by', type: 'id' },
    { name: 'reason', type: 'text' },
    { name: 'decided_at', type: 'id' },
  ],
  primaryKey: ['log', 'position', 'number'],
};

/** Makes the tables that every projection shares. */
export const projectionSteps: readonly MigrationStep[] = [
  { name: 'CreateCheckpoint1764000000101', statement: (dialect) => dialect.createTable(CHECKPOINT) },
  { name: 'CreateProjectionState1764000000102', statement: (dialect) => dialect.createTable(PROJECTION_STATE) },
  { name: 'CreateParkedEvent1764000000103', statement: (dialect) => dialect.createTable(PARKED_EVENT) },
  { name: 'CreateProjectionSwitch1764000000104', statement: (dialect) => dialect.createTable(PROJECTION_SWITCH) },
  { name: 'CreateParkedDecision1764000000105', statement: (dialect) => dialect.createTable(PARKED_DECISION) },
];
