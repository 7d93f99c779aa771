/** Column types in our terms; each dialect spells them. */
export type ColumnType = 'integer' | 'id' | 'text';

/** One column: `integer` (64 bit), `id` (≤ 190 characters, compared byte by byte), `text` (any length, no default). */
export interface ColumnSpec {
  readonly name: string;
  readonly type: ColumnType;
  /** Absent = NOT NULL without default, for columns every insert names. */
  readonly default?: number | string | null;
}

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

/** What the two engines spell differently. Nothing else in the code base asks which engine it is. */
export interface Dialect {
  readonly name: 'sqlite' | 'mysql';
  /** Most parameters one statement may carry. */
  readonly mostParameters: number;
  createTable(table: TableSpec): string;
  createIndex(table: string, index: IndexSpec): string;
  /** Statements that put `shadow` in the place of `live` in one step and drop the old rows. */
  replaceTable(live: string, shadow: string): readonly string[];
  /** The tail of an insert that turns a present key into an update: `set` overwrites, `add` adds. */
  onConflict(primaryKey: readonly string[], set: readonly string[], add: readonly string[]): string;
  /** The head of an insert that leaves a present key as it is. */
  readonly insertIfAbsent: string;
  /** Ends a select whose rows stay locked until the transaction ends; empty where the engine has one writer. */
  readonly forUpdate: string;
  /** True for an error that says a unique key is taken. */
  isDuplicateKey(error: unknown): boolean;
  /** True for an error of the storage itself: disk full, read-only, I/O, connection. Never the fault of the data. */
  isUnavailable(error: unknown): boolean;
  /** True for an error after which the whole transaction may simply be run again. */
  isTransient(error: unknown): boolean;
}
