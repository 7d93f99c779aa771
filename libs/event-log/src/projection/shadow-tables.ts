import type { SqlSession, TableSpec } from '#persistence';
import type { Projection } from './projection.js';

/** The name a table has while it is rebuilt beside the live one. */
export function shadowName(table: string): string {
  return `${table}_rebuilt`;
}

/** The name under which replaced rows wait to be dropped, where that is not one step with their replacement. */
function retiredName(table: string): string {
  return `${table}_retired`;
}

/** Index names are unique in a whole SQLite file, so each generation of a table has its own. */
function indexName(table: TableSpec, index: string, generation: number): string {
  return `${table.name}_${index}_${generation}`;
}

/** Makes the tables of a projection under other names, without their indexes. */
export async function createTables(session: SqlSession, projection: Projection, nameOf: (table: string) => string): Promise<void> {
  for (const table of projection.tables) await session.run(session.dialect.createTable({ ...table, name: nameOf(table.name) }));
}

/** Makes the indexes of tables that have been filled: one by one while rows come in would take far longer. */
export async function createIndexes(
  session: SqlSession,
  projection: Projection,
  nameOf: (table: string) => string,
  generation: number,
): Promise<void> {
  for (const table of projection.tables) {
    for (const index of table.indexes ?? []) {
      const named = { ...index, name: indexName(table, index.name, generation) };
      await session.run(session.dialect.createIndex(nameOf(table.name), named));
    }
  }
}

/** Drops what a first start that was cut short has left: without a state nobody knows what its rows hold. */
export async function dropTables(session: SqlSession, projection: Projection): Promise<void> {
  for (const table of projection.tables) await session.run(`DROP TABLE IF EXISTS ${table.name}`);
}

/** Drops what a rebuild has left, whether it ended or was cut short. */
export async function dropShadows(session: SqlSession, projection: Projection): Promise<void> {
  for (const { name } of projection.tables) {
    await session.run(`DROP TABLE IF EXISTS ${shadowName(name)}`);
    await session.run(`DROP TABLE IF EXISTS ${retiredName(name)}`);
  }
}

/** Puts every rebuilt table that is there in the place of the live one; those that were switched before have no shadow any more. */
export async function switchTables(session: SqlSession, projection: Projection): Promise<void> {
  const names = projection.tables.map(({ name }) => name);
  const { sql, params } = session.dialect.presentTables(names.map(shadowName));
  const present = new Set((await session.all<{ name: string }>(sql, params)).map(({ name }) => name));
  const waiting = names.filter((name) => present.has(shadowName(name)));
  const replaced = waiting.map((live) => ({ live, shadow: shadowName(live), retired: retiredName(live) }));
  for (const statement of session.dialect.replaceTables(replaced)) await session.run(statement);
}
