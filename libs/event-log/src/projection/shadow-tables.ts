import type { Dialect, SqlSession, TableSpec } from '#persistence';
import type { Projection } from './projection.js';

/** The name a table has while it is rebuilt beside the live one. */
export function shadowName(table: string): string {
  return `${table}_rebuilt`;
}

/** Index names are unique in a whole SQLite file, so each generation of a table has its own. */
function indexName(table: TableSpec, index: string, generation: number): string {
  return `${table.name}_${index}_${generation}`;
}

export async function createTables(
  session: SqlSession,
  dialect: Dialect,
  projection: Projection,
  nameOf: (table: string) => string,
): Promise<void> {
  for (const table of projection.tables) await session.run(dialect.createTable({ ...table, name: nameOf(table.name) }));
}

export async function createIndexes(
  session: SqlSession,
  dialect: Dialect,
  projection: Projection,
  nameOf: (table: string) => string,
  generation: number,
): Promise<void> {
  for (const table of projection.tables) {
    for (const index of table.indexes ?? []) {
      const named = { ...index, name: indexName(table, index.name, generation) };
      await session.run(dialect.createIndex(nameOf(table.name), named));
    }
  }
}

export async function dropShadows(session: SqlSession, projection: Projection): Promise<void> {
  for (const table of projection.tables) await session.run(`DROP TABLE IF EXISTS ${shadowName(table.name)}`);
}

/** Puts every rebuilt table in the place of the live one. */
export async function switchTables(session: SqlSession, dialect: Dialect, projection: Projection): Promise<void> {
  for (const table of projection.tables) {
    for (const statement of dialect.replaceTable(table.name, shadowName(table.name))) await session.run(statement);
  }
}
