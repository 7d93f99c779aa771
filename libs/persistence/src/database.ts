import type { Dialect } from './dialect.js';

/** What a column holds or a parameter says; every engine gives it back as it was given. */
export type SqlValue = string | number | null;
/** One row, by the names of its columns. */
export type Row = Readonly<Record<string, SqlValue>>;

/** One place to run SQL: parameters are `?`, in order; identifiers never come from outside. */
export interface SqlSession {
  readonly dialect: Dialect;
  /** All rows, in the order of the statement. Integers and their sums are exact numbers; a sum beyond 2^53−1 is no safe integer. */
  all<Found extends object>(sql: string, params?: readonly SqlValue[]): Promise<Found[]>;
  /** Runs a statement that returns no rows. @returns the number of rows that met its condition */
  run(sql: string, params?: readonly SqlValue[]): Promise<number>;
  /**
   * Inserts rows of one shape: `<into> (<columns>) VALUES … <tail>`. How many rows go into one statement is the engine's
   * choice: over a network as many as it takes, in process one prepared row at a time.
   */
  insert(into: string, columns: readonly string[], rows: readonly (readonly SqlValue[])[], tail?: string): Promise<void>;
}

/**
 * How much a power cut may take back. `durable`: nothing that was committed (the log, receipts).
 * `rebuildable`: the last moments, consistently (read models, which are folded again from the log).
 */
export type Durability = 'durable' | 'rebuildable';

/** Somebody else may have what was held: its connection had ended. */
export class LockLostError extends Error {
  constructor(name: string) {
    super(`the lock ${name} was lost while its work went on: another process may have it`);
    this.name = 'LockLostError';
  }
}

/** A lock that is held ({@link Database.exclusively}), and may be lost with its connection. */
export interface HeldLock {
  /**
   * To be asked in a transaction behind what it has written. A table that it has written cannot be replaced until it ends, so
   * where the lock is still held then, the rows are of the tables that were made under it.
   * @throws LockLostError
   */
  prove(session: SqlSession): Promise<void>;
}

/** A database of one tier. Every write goes through {@link Database.transaction}; reads never see uncommitted rows. */
export interface Database {
  readonly dialect: Dialect;
  /** Reads what is committed at the moment of each statement. */
  readonly read: SqlSession;
  /**
   * Runs `work` in one transaction: all of it is there afterwards, or nothing. A throw rolls back and is passed on.
   * Transactions of one process and one durability take turns in the order of their calls (of both, where the engine has
   * one writer); `work` must not start another one. Nothing is run again here: callers know what may be.
   */
  transaction<Result>(durability: Durability, work: (session: SqlSession) => Promise<Result>): Promise<Result>;
  /** Runs reads that all see the same moment. They may be run again, from the start, when a table was replaced meanwhile. */
  snapshot<Result>(work: (session: SqlSession) => Promise<Result>): Promise<Result>;
  /**
   * Runs `work` while nobody else of this database, in any process, runs work of this name.
   * @param waiting ends the waiting within a second or two, and never a work that has begun
   * @throws WaitEndedError where it did: nothing was begun
   */
  exclusively<Result>(name: string, work: (lock: HeldLock) => Promise<Result>, waiting?: AbortSignal): Promise<Result>;
  /** Leaves no copy behind of what was overwritten and deleted, as far as the engine can: each says what it promises. */
  scrub(): Promise<void>;
  close(): Promise<void>;
}
