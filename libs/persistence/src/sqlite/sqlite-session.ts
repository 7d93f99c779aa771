import type BetterSqlite3 from 'better-sqlite3';
import type { SqlSession, SqlValue } from '../database.js';
import { sqliteDialect } from './sqlite-dialect.js';

const MOST_PREPARED = 512;
/** Rows per insert: more bind no faster, and what is left over goes row by row. */
const ROWS_AT_ONCE = 10;

/** A prepared statement; one that reads gives rows as arrays and names their columns. */
interface Prepared {
  readonly statement: BetterSqlite3.Statement;
  readonly names: readonly string[];
}

/** One better-sqlite3 connection with its prepared statements kept, oldest dropped first. */
export class SqliteSession implements SqlSession {
  readonly dialect = sqliteDialect;
  private readonly prepared = new Map<string, Prepared>();

  constructor(readonly connection: BetterSqlite3.Database) {}

  async all<Found extends object>(sql: string, params: readonly SqlValue[] = []): Promise<Found[]> {
    const { statement, names } = this.prepare(sql);
    // Objects made here cost half of those the driver makes.
    return (statement.all(...params) as SqlValue[][]).map((row) => objectOf(names, row)) as Found[];
  }

  async run(sql: string, params: readonly SqlValue[] = []): Promise<number> {
    return this.prepare(sql).statement.run(...params).changes;
  }

  async insert(into: string, columns: readonly string[], rows: readonly (readonly SqlValue[])[], tail = ''): Promise<void> {
    const marks = `(${new Array<string>(columns.length).fill('?').join(', ')})`;
    const into1 = `${into} (${columns.join(', ')}) VALUES `;
    const many = rows.length - (rows.length % ROWS_AT_ONCE);
    if (many > 0) {
      const { statement } = this.prepare(`${into1}${new Array<string>(ROWS_AT_ONCE).fill(marks).join(', ')} ${tail}`);
      for (let from = 0; from < many; from += ROWS_AT_ONCE) statement.run(valuesOf(rows, from));
    }
    if (many === rows.length) return;
    const { statement } = this.prepare(`${into1}${marks} ${tail}`);
    for (let index = many; index < rows.length; index += 1) statement.run(rows[index]);
  }

  private prepare(sql: string): Prepared {
    const known = this.prepared.get(sql);
    if (known !== undefined) return known;
    const fresh = prepared(this.connection.prepare(sql));
    if (this.prepared.size >= MOST_PREPARED) {
      for (const oldest of this.prepared.keys()) {
        this.prepared.delete(oldest);
        break;
      }
    }
    this.prepared.set(sql, fresh);
    return fresh;
  }
}

function valuesOf(rows: readonly (readonly SqlValue[])[], from: number): SqlValue[] {
  const values: SqlValue[] = [];
  for (let index = from; index < from + ROWS_AT_ONCE; index += 1) for (const value of rows[index] ?? []) values.push(value);
  return values;
}

function prepared(statement: BetterSqlite3.Statement): Prepared {
  if (!statement.reader) return { statement, names: [] };
  return { statement: statement.raw(), names: statement.columns().map(({ name }) => name) };
}

function objectOf(names: readonly string[], row: readonly SqlValue[]): Record<string, SqlValue> {
  const object: Record<string, SqlValue> = {};
  for (let index = 0; index < names.length; index += 1) object[names[index] ?? ''] = row[index] ?? null;
  return object;
}
