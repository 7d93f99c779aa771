import type { Database } from '#persistence';

/** A database's port as a plain object, to change one of its parts. */
export function portOf(database: Database): Database {
  return {
    dialect: database.dialect,
    read: database.read,
    transaction: (durability, work) => database.transaction(durability, work),
    snapshot: (work) => database.snapshot(work),
    exclusively: (name, work) => database.exclusively(name, work),
    scrub: () => database.scrub(),
    close: () => database.close(),
  };
}
