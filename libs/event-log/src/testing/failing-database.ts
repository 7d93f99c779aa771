import type { Database, SqlSession } from '#persistence';
import { portOf } from './database-port.js';

/** A database whose transactions fail as told: before the commit, or after it (its answer is lost). */
export function failing(database: Database, isTransient: boolean, plan: ('ok' | 'before' | 'after')[]): Database {
  const dialect = {
    ...database.dialect,
    isTransient: (error: unknown) => isTransient && error instanceof Broken,
    isUnavailable: (error: unknown) => error instanceof Broken,
  };
  return {
    ...portOf(database),
    dialect,
    async transaction<Result>(durability: 'durable' | 'rebuildable', work: (session: SqlSession) => Promise<Result>): Promise<Result> {
      const next = plan.shift() ?? 'ok';
      if (next === 'before') throw new Broken('the connection was lost');
      const result = await database.transaction(durability, work);
      if (next === 'after') throw new Broken('the answer to COMMIT was lost');
      return result;
    },
  };
}

class Broken extends Error {}
