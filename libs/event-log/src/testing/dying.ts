import type { Database, SqlSession } from '#persistence';
import { portOf } from './database-port.js';

/** What a process that has died answers. */
export class Died extends Error {}

/**
 * A database as a process uses it that dies: after so many steps (a statement, a commit) nothing is done any more. What was
 * begun is rolled back, as the engine does when a connection ends.
 */
export function dyingAfter(database: Database, most: number): Database {
  let steps = 0;
  const step = (): void => {
    steps += 1;
    if (steps > most) throw new Died(`after ${most} steps`);
  };
  const mortal = (session: SqlSession): SqlSession => ({
    dialect: session.dialect,
    all: async <Found extends object>(...asked: Parameters<SqlSession['all']>): Promise<Found[]> => {
      step();
      return session.all<Found>(...asked);
    },
    run: async (...asked) => {
      step();
      return session.run(...asked);
    },
    insert: async (...asked) => {
      step();
      return session.insert(...asked);
    },
  });
  return {
    ...portOf(database),
    read: mortal(database.read),
    snapshot: (work) => database.snapshot((session) => work(mortal(session))),
    async transaction(durability, work) {
      step();
      const result = await database.transaction(durability, (session) => work(mortal(session)));
      step();
      return result;
    },
  };
}

/** @returns whether the work died on the way. @throws any other fault */
export async function died(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return false;
  } catch (error) {
    if (error instanceof Died) return true;
    throw error;
  }
}
