import type { Database } from '#persistence';
import { portOf } from '../../../libs/event-log/src/testing/database-port.js';
import type { Chance } from './chance.js';

/** What a line to a database does when it breaks. */
class LineFault extends Error {}

/** Times in a hundred that a transaction is lost before its commit, and that the answer of a commit is lost. */
export interface Breaks {
  before: number;
  after: number;
}

/** A database whose transactions fail by chance: before the commit, which leaves nothing, or after it, which leaves everything. */
export function faulty(database: Database, chance: Chance, breaks: Breaks): Database {
  return {
    ...portOf(database),
    dialect: {
      ...database.dialect,
      isTransient: (error) => error instanceof LineFault || database.dialect.isTransient(error),
      isUnavailable: (error) => error instanceof LineFault || database.dialect.isUnavailable(error),
    },
    async transaction(durability, work) {
      const lost = chance.percent(breaks.before);
      const unanswered = chance.percent(breaks.after);
      const result = await database.transaction(durability, async (session) => {
        const done = await work(session);
        if (lost) throw new LineFault('the connection was lost');
        return done;
      });
      if (unanswered) throw new LineFault('the answer to COMMIT was lost');
      return result;
    },
  };
}
