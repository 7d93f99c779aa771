import type { Database, SqlValue } from '../database.js';
import type { TableSpec } from '../dialect.js';
import type { MigrationStep } from '../migration-steps.js';

/** One database of its own for every rule. */
export interface DatabaseHarness {
  /**
   * Opens the database of this rule and runs the steps that are not marked as done in it: empty at the first call; a
   * later call first closes what is open and finds what was committed, as a process that starts again does.
   */
  open(steps: readonly MigrationStep[]): Promise<Database>;
}

/** A rule and its proof on any engine: contract suites are data, so that each engine runs the very same ones. */
export type DatabaseRule = readonly [sentence: string, proof: (harness: DatabaseHarness) => Promise<void>];

/** What the rules write into: an id, a number that may be added to, a text that may be absent. */
export const SUITE_TABLE: TableSpec = {
  name: 'suite_row',
  columns: [
    { name: 'id', type: 'id' },
    { name: 'n', type: 'integer', default: 0 },
    { name: 'note', type: 'text', default: null },
  ],
  primaryKey: ['id'],
};

export const CREATE_SUITE: MigrationStep = {
  name: 'CreateSuiteRow1764000000001',
  statement: (dialect) => dialect.createTable(SUITE_TABLE),
};

export interface SuiteRow {
  readonly id: string;
  readonly n: number;
  readonly note: string | null;
}

export function opened(harness: DatabaseHarness): Promise<Database> {
  return harness.open([CREATE_SUITE]);
}

/** Inserts rows of the suite's table in one transaction; `head` and `tail` are the dialect's words for what a present key means. */
export function put(
  database: Database,
  rows: readonly (readonly [id: string, n: number, note: string | null])[],
  { head = 'INSERT INTO', tail = '' } = {},
): Promise<void> {
  return database.transaction('durable', (session) => session.insert(`${head} suite_row`, ['id', 'n', 'note'], rows, tail));
}

export function rows(database: Database): Promise<SuiteRow[]> {
  return database.read.all<SuiteRow>('SELECT id, n, note FROM suite_row ORDER BY id');
}

export function found(database: Database, where: string, params: readonly SqlValue[]): Promise<SuiteRow[]> {
  return database.read.all<SuiteRow>(`SELECT id, n, note FROM suite_row WHERE ${where} ORDER BY id`, params);
}

/** What a promise was rejected with. @throws where it was kept */
export async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('this should have been refused');
}
