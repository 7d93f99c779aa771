import type { Database, SqlSession } from '#persistence';
import type { Fence } from './checkpoint.js';

/** Rolls back what was moved before somebody else's move was met. */
export class FenceConflict extends Error {}

/** Runs a transaction that writes behind a fence. @returns CONFLICT where it threw {@link FenceConflict}: nothing is written then */
export async function fenced(database: Database, work: (session: SqlSession) => Promise<Fence>): Promise<Fence> {
  try {
    return await database.transaction('rebuildable', work);
  } catch (error) {
    if (error instanceof FenceConflict) return 'CONFLICT';
    throw error;
  }
}
