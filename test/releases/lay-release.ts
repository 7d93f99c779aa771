import type { Database } from '#persistence';
import type { EngineDatabase } from '../support/engines.js';
import type { FrozenSchema, Spelled } from './frozen-release.js';

/**
 * Where the marks of the steps stand, as the releases made it; written down, since a TypeORM or a name of ours that differs
 * would have every step of an existing ledger run again.
 */
const MARKS = {
  sqlite: 'CREATE TABLE schema_step (id integer PRIMARY KEY AUTOINCREMENT NOT NULL, timestamp bigint NOT NULL, name varchar NOT NULL)',
  mysql:
    'CREATE TABLE schema_step (id int NOT NULL AUTO_INCREMENT, timestamp bigint NOT NULL, name varchar(255) NOT NULL, PRIMARY KEY (id)) ENGINE=InnoDB',
} satisfies Spelled;
const ORDINAL_DIGITS = 13;

/** Makes a database what a release left behind, from frozen text alone: nothing of it comes from this tree's steps or read models. */
export async function layRelease(own: EngineDatabase, { steps, readModels, tables }: FrozenSchema): Promise<void> {
  const database = await own.open([]);
  try {
    for (const made of [MARKS, ...steps, ...readModels]) await run(database, made);
    const marks = steps.map(({ name }) => [name.slice(-ORDINAL_DIGITS), name]);
    await database.transaction('durable', async (session) => {
      await session.insert('INSERT INTO schema_step', ['timestamp', 'name'], marks);
      for (const { name, columns, rows } of tables) {
        // A step may have begun a table with rows of its own.
        await session.run(`DELETE FROM ${name}`);
        await session.insert(`INSERT INTO ${name}`, columns, rows);
      }
    });
  } finally {
    await database.close();
  }
}

function run(database: Database, made: Spelled): Promise<unknown> {
  const sql = made[database.dialect.name];
  if (sql === undefined) throw new RangeError(`the release was not made for ${database.dialect.name}`);
  return database.transaction('durable', (session) => session.run(sql));
}
