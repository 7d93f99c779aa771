import { createHash } from 'node:crypto';
import type { Pool, PoolConnection, RowDataPacket } from 'mysql2/promise';
import { type HeldLock, LockLostError, type SqlSession } from '../database.js';
import { WaitEndedError } from '../turns.js';

/** Seconds one request for a lock waits; it is asked for again until it is given. Whoever ends the waiting waits no longer than that. */
const WAIT_S = 1;

/** A lock of one schema. */
export interface NamedLock {
  readonly schema: string;
  readonly name: string;
  /** Ends the waiting for it. */
  readonly waiting?: AbortSignal | undefined;
}

/**
 * Runs `work` under a lock of the server, which belongs to one connection: whoever dies gives it back. Names are shared by
 * all schemas of a server and have at most 64 characters, hence the hash.
 * @throws WaitEndedError where the waiting was ended
 */
export async function underLock<Result>(
  pool: Pool,
  { schema, name, waiting }: NamedLock,
  work: (lock: HeldLock) => Promise<Result>,
): Promise<Result> {
  const lock = `bangfu-${createHash('sha256').update(`${schema}/${name}`).digest('hex').slice(0, 40)}`;
  const connection = await pool.getConnection();
  try {
    while (!(await taken(connection, lock))) if (waiting?.aborted === true) throw new WaitEndedError();
    return await work({ prove: (session) => proven(session, { lock, name, holder: connection.threadId }) });
  } finally {
    await giveBack(connection, lock);
  }
}

async function taken(connection: PoolConnection, lock: string): Promise<boolean> {
  const [rows] = await connection.query<RowDataPacket[]>('SELECT GET_LOCK(?, ?) AS taken', [lock, WAIT_S]);
  return rows[0]?.['taken'] === 1;
}

async function proven(session: SqlSession, { lock, name, holder }: { lock: string; name: string; holder: number }): Promise<void> {
  const [row] = await session.all<{ holder: number | null }>('SELECT IS_USED_LOCK(?) AS holder', [lock]);
  if (row?.holder !== holder) throw new LockLostError(name);
}

async function giveBack(connection: PoolConnection, lock: string): Promise<void> {
  try {
    await connection.query('SELECT RELEASE_LOCK(?)', [lock]);
    connection.release();
  } catch {
    // The server takes back what a closed connection held.
    connection.destroy();
  }
}
