import type { FieldPacket, Pool, PoolConnection, QueryResult } from 'mysql2/promise';
import type { SqlValue } from '../database.js';
import { isConnectionLost, SILENT } from './mysql-errors.js';

/** Where statements go: one connection, or a pool that takes any of its own for each. */
export interface Queryable {
  /** @param values for the placeholders; null = there are none to be looked for */
  query(sql: string, values?: SqlValue[] | null): Promise<[QueryResult, FieldPacket[]]>;
}

/** Statements that may take as long as a table is large. */
const WITHOUT_END = /^(CREATE|ALTER|DROP|RENAME)\b/;

/** A dead line has no other sign than that nothing comes over it. */
class SilentServerError extends Error {
  readonly code = SILENT;

  constructor(patienceMs: number) {
    super(`the server has not answered for ${patienceMs} ms`);
    this.name = 'SilentServerError';
  }
}

/** One connection, which counts as lost when the server says nothing for `patienceMs`. */
export function lineOf(connection: PoolConnection, patienceMs: number): Queryable {
  return {
    query(sql, values) {
      const answer = connection.query(sql, values);
      return WITHOUT_END.test(sql) ? answer : within(patienceMs, answer);
    },
  };
}

/** The driver has a time limit too, but its timer outlives a lost connection and holds up the end of the process. */
async function within<Answer>(patienceMs: number, answer: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SilentServerError(patienceMs)), patienceMs);
  });
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Any connection of a pool for each statement. A pool learns only by use that the server has closed a connection: what is
 * asked here changes nothing, so it is asked once more, on another one.
 */
export function anyLineOf(pool: Pool, patienceMs: number): Queryable {
  const ask: Queryable['query'] = (sql, values) => onLine(pool, (connection) => lineOf(connection, patienceMs).query(sql, values));
  return {
    async query(sql, values) {
      try {
        return await ask(sql, values);
      } catch (error) {
        if (!isConnectionLost(error)) throw error;
        return ask(sql, values);
      }
    },
  };
}

/** Takes a connection for `work`; one that was lost, or that did not answer, is not given back. */
export async function onLine<Result>(pool: Pool, work: (connection: PoolConnection) => Promise<Result>): Promise<Result> {
  const connection = await pool.getConnection();
  try {
    const result = await work(connection);
    connection.release();
    return result;
  } catch (error) {
    if (isConnectionLost(error)) connection.destroy();
    else await rollBack(connection);
    throw error;
  }
}

/** Never gives a connection back in the middle of a transaction. */
async function rollBack(connection: PoolConnection): Promise<void> {
  try {
    await connection.query('ROLLBACK');
    connection.release();
  } catch {
    // The caller gets the error that came first; the server rolls back what a closed connection had begun.
    connection.destroy();
  }
}
