import type BetterSqlite3 from 'better-sqlite3';
import type { SqlSession, SqlValue } from '../database.js';
import { sqliteDialect } from './sqlite-dialect.js';

const MOST_PREPARED = 512;

/** One better-sqlite3 connection with its prepared statements kept, oldest dropped first. */
export class SqliteSession implements SqlSession {
  readonly dialect = sqliteDialect;
  private readonly prepared = new Map<string, BetterSqlite3.Statement>();

  constructor(readonly connection: BetterSqlite3.Database) {}

  async all<Found extends object>(sql: string, params: readonly SqlValue[] = []): Promise<Found[]> {
    return this.statement(sql).all(...params) as Found[];
  }

  async run(sql: string, params: readonly SqlValue[] = []): Promise<number> {
    return this.statement(sql).run(...params).changes;
  }

  async insert(into: string, columns: readonly string[], rows: readonly (readonly SqlValue[])[], tail = ''): Promise<void> {
    const marks = new Array<string>(columns.length).fill('?').join(', ');
    const statement = this.statement(`${into} (${columns.join(', ')}) VALUES (${marks}) ${tail}`);
    for (const row of rows) statement.run(row);
  }

  private statement(sql: string): BetterSqlite3.Statement {
    const known = this.prepared.get(sql);
    if (known !== undefined) return known;
    const fresh = this.connection.prepare(sql);
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
