import type { SqlValue } from './database.js';

/** Column types in our terms; each dialect spells them. */
export type ColumnType = 'integer' | 'id' | 'text';

/** One column: `integer` (64 bit), `id` (≤ 190 characters, compared byte by byte), `text` (any length, no default). */
export interface ColumnSpec {
  readonly name: string;
  readonly type: ColumnType;
  /** Absent = NOT NULL without default, for columns every insert names. */
  readonly default?: number | string | null;
}

/** An index as every engine can make it. */
export interface IndexSpec {
  readonly name: string;
  readonly columns: readonly string[];
  readonly unique?: boolean;
}

/** A table described once, for both dialects. */
export interface TableSpec {
  readonly name: string;
  readonly columns: readonly ColumnSpec[];
  readonly primaryKey: readonly string[];
  readonly indexes?: readonly IndexSpec[];
  /** A table of sums: whole numbers only, changed by nothing but adding to every column beside the key, each 0 at first. */
  readonly sums?: true;
}

/** SQL with its parameters. */
export interface SqlText {
  readonly sql: string;
  readonly params: readonly SqlValue[];
}

/** One table that is replaced: the names of its live rows, of the rows that come and of those that go. */
export interface ReplacedTable {
  readonly live: string;
  readonly shadow: string;
  readonly retired: string;
}

/** What the two engines spell differently. Nothing else in the code base asks which engine it is. */
export interface Dialect {
  readonly name: 'sqlite' | 'mysql';
  createTable(table: TableSpec): string;
  createIndex(table: string, index: IndexSpec): string;
  /**
   * Statements that put every shadow in the place of its live table, all in one step for readers. Where DDL commits by
   * itself they may be cut short before the last one, which is that step; run again, they go on. Old rows may stay under
   * `retired` until they are dropped.
   */
  replaceTables(tables: readonly ReplacedTable[]): readonly string[];
  /** Finds which of `names` there are as tables, in a column `name`. */
  presentTables(names: readonly string[]): SqlText;
  /** The rows behind `values` in the order of `columns`, found by an index on them. */
  behind(columns: readonly string[], values: readonly SqlValue[]): SqlText;
  /**
   * The tail of an insert that turns a present key into an update: `set` overwrites, `add` adds; with neither, the present
   * row stays as it is. For tables without another unique index: MySQL takes a match of any of them for the key.
   */
  onConflict(primaryKey: readonly string[], set: readonly string[], add: readonly string[]): string;
  /** Ends a select whose rows stay locked until the transaction ends; empty where the engine has one writer. */
  readonly forUpdate: string;
  /** True for an error that says the table or index a statement was to create is there: the statement was run before. */
  isPresent(error: unknown): boolean;
  /** True for an error that says a unique key is taken. */
  isDuplicateKey(error: unknown): boolean;
  /** True for an error of the storage itself: disk full, read-only, I/O, connection. Never the fault of the data. */
  isUnavailable(error: unknown): boolean;
  /** True for an error after which the whole transaction may simply be run again. */
  isTransient(error: unknown): boolean;
}
