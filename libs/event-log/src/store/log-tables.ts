import type { LogName } from '#contracts';
import { type ChainName, GENESIS_HASH } from './stored-event.js';
import type { ColumnSpec, MigrationStep, TableSpec } from '#persistence';

const integer = (name: string): ColumnSpec => ({ name, type: 'integer' });
const id = (name: string): ColumnSpec => ({ name, type: 'id' });
const text = (name: string): ColumnSpec => ({ name, type: 'text' });

/** The table that holds the events of a chain. */
export function eventTable(log: ChainName): string {
  return `event_${log}`;
}

/** The table that holds the receipts of a log's commands. */
export function receiptTable(log: LogName): string {
  return `receipt_${log}`;
}

/** One row per event, for ever: no statement of ours updates or deletes it. */
function eventSpec(log: ChainName): TableSpec {
  return {
    name: eventTable(log),
    columns: [
      integer('position'),
      id('stream_id'),
      integer('stream_version'),
      id('type'),
      integer('schema_version'),
      id('occurred_on'),
      id('recorded_at'),
      text('data'),
      text('meta'),
      id('previous_hash'),
      id('hash'),
    ],
    primaryKey: ['position'],
  };
}

/** One row per accepted command: the answer it got, kept as long as its events. */
function receiptSpec(log: LogName): TableSpec {
  return {
    name: receiptTable(log),
    columns: [id('command_id'), id('fingerprint'), text('answer')],
    primaryKey: ['command_id'],
  };
}

/** One row per log: the last position, its hash and instant. Its row lock orders all appends (design §3). */
const LOG_HEAD: TableSpec = {
  name: 'log_head',
  columns: [id('log'), integer('position'), id('hash'), id('recorded_at')],
  primaryKey: ['log'],
};

const FIRST_ORDINAL = 1_764_000_000_001;

const CREATE_LOG_HEAD: MigrationStep = {
  name: `CreateLogHead${FIRST_ORDINAL}`,
  statement: (dialect) => dialect.createTable(LOG_HEAD),
};

/** The schema of the named logs, in order; released names never change. */
export function logSteps(logs: readonly LogName[]): MigrationStep[] {
  return [CREATE_LOG_HEAD, ...logs.flatMap((log, index) => stepsOf(log, FIRST_ORDINAL + 10 * (index + 1)))];
}

function stepsOf(log: LogName, ordinal: number): MigrationStep[] {
  const word = log.charAt(0).toUpperCase() + log.slice(1);
  const stream = { name: `event_${log}_stream`, columns: ['stream_id', 'stream_version'], unique: true };
  return [
    { name: `Create${word}Event${ordinal}`, statement: (dialect) => dialect.createTable(eventSpec(log)) },
    { name: `Index${word}Stream${ordinal + 1}`, statement: (dialect) => dialect.createIndex(eventTable(log), stream) },
    { name: `Create${word}Receipt${ordinal + 2}`, statement: (dialect) => dialect.createTable(receiptSpec(log)) },
    beginStep(log, `Begin${word}Log${ordinal + 3}`),
  ];
}

function beginStep(log: ChainName, name: string): MigrationStep {
  return {
    name,
    statement: (dialect) =>
      `INSERT INTO log_head (log, position, hash, recorded_at) VALUES ('${log}', 0, '${GENESIS_HASH}', '') ` +
      dialect.onConflict(LOG_HEAD.primaryKey, [], []),
  };
}

/** The schema of the access log: found by account (its stream), by kind and by time; no receipts, since nobody repeats an entry. */
export const accessLogSteps: readonly MigrationStep[] = [
  { name: 'CreateAccessEvent1764000000411', statement: (dialect) => dialect.createTable(eventSpec('access')) },
  accessIndex('IndexAccessStream1764000000412', 'event_access_stream', ['stream_id', 'position']),
  accessIndex('IndexAccessType1764000000413', 'event_access_type', ['type', 'position']),
  accessIndex('IndexAccessInstant1764000000414', 'event_access_instant', ['recorded_at']),
  beginStep('access', 'BeginAccessLog1764000000415'),
];

function accessIndex(name: string, index: string, columns: readonly string[]): MigrationStep {
  return { name, statement: (dialect) => dialect.createIndex(eventTable('access'), { name: index, columns }) };
}
