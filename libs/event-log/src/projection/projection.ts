import type { Envelope, LogName } from '#contracts';
import type { Row, SqlValue, TableSpec } from '#persistence';

/**
 * A read model: a pure function from events to changes of its own tables, which nobody else writes or reads by join.
 * The same events in the same order per log give the same rows; events of different logs may come in any order.
 */
export interface Projection {
  /** Lower-case words with `_`, at most 40 characters; prefix of its tables. */
  readonly name: string;
  /** Raised when the rows would come out differently; the runner then rebuilds. */
  readonly version: number;
  readonly logs: readonly LogName[];
  readonly tables: readonly TableSpec[];
  /** Event types it wants; others are skipped without being decoded. */
  readonly handles: ReadonlySet<string>;
  /** Where it is fed from topics: at least so long between two readings, ms, so that several commits are read together. Absent = as they come. */
  readonly readEveryMs?: number;
  /** A throw parks the event and, behind it, the rest of its stream; other streams go on. */
  apply(event: Envelope, changes: Changes): void;
}

/** What a reducer may ask for. Changes of one batch are folded per key, then written as one statement per table. */
export interface Changes {
  /** Adds a row whose key is new by construction (log, position, ordinal). */
  append(table: string, row: Row): void;
  /** Makes the row of `key` exist (other columns at their defaults), then overwrites the named columns. */
  set(table: string, key: Row, columns: Row): void;
  /** Makes the row of `key` exist with these columns; a row that is there stays as it is. */
  ensure(table: string, key: Row, columns: Row): void;
  /** Makes the row of `key` exist, then adds to integer columns. */
  add(table: string, key: Row, amounts: Readonly<Record<string, number>>): void;
}

export type { Row, SqlValue, TableSpec };
