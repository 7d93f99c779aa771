import mysql from 'mysql2';
import type { ResultSetHeader } from 'mysql2/promise';
import type { SqlSession, SqlValue } from '../database.js';
import { mysqlDialect, quoted } from './mysql-dialect.js';
import type { Queryable } from './mysql-line.js';
import { convertRows } from './mysql-rows.js';

/** Longest text of one insert, in UTF-16 units: longer ones were no faster, and the next one is made meanwhile. */
const LONGEST_INSERT = 262_144;
/** The driver looks for placeholders in a text unless it is told that there are none: that is a walk through all rows. */
const NO_PLACEHOLDERS = null;
/** Bytes of UTF-8 that one UTF-16 unit may become. */
const BYTES_PER_UNIT = 3;

/**
 * Statements as text, values escaped by the driver: measured against prepared statements, multi-row inserts of 2,000 rows
 * were 4.6 times as fast on MySQL 8.0 and 1.2 times on MariaDB 10.11, and there is no limit of 65,535 parameters.
 */
export class MysqlSession implements SqlSession {
  readonly dialect = mysqlDialect;
  private readonly longestInsert: number;

  /** @param mostBytes `max_allowed_packet` of the server */
  constructor(
    private readonly queryable: Queryable,
    mostBytes: number,
  ) {
    this.longestInsert = Math.min(LONGEST_INSERT, Math.floor(mostBytes / BYTES_PER_UNIT / 2));
  }

  async all<Found extends object>(sql: string, params: readonly SqlValue[] = []): Promise<Found[]> {
    const [rows, fields] = await this.queryable.query(sql, [...params]);
    convertRows(rows as Record<string, unknown>[], fields);
    return rows as Found[];
  }

  async run(sql: string, params: readonly SqlValue[] = []): Promise<number> {
    const [result] = await this.queryable.query(sql, [...params]);
    return (result as ResultSetHeader).affectedRows;
  }

  /** The text of a statement is made while the server works on the one before it. */
  async insert(into: string, columns: readonly string[], rows: readonly (readonly SqlValue[])[], tail = ''): Promise<void> {
    const head = `${into} (${columns.map(quoted).join(', ')}) VALUES `;
    let sent: Promise<unknown> = Promise.resolve();
    for (const values of this.texts(rows)) {
      await sent;
      sent = this.queryable.query(`${head}${values} ${tail}`, NO_PLACEHOLDERS);
      // Whoever waits for it gets its error; until then nobody does, and Node would take that for the end of the process.
      sent.catch(() => undefined);
    }
    await sent;
  }

  /** Rows as text, as many in one as a statement may have. */
  private *texts(rows: readonly (readonly SqlValue[])[]): Generator<string> {
    let values = '';
    for (const row of rows) {
      const tuple = tupleOf(row);
      if (values !== '' && values.length + tuple.length > this.longestInsert) {
        yield values;
        values = '';
      }
      values += values === '' ? tuple : `,${tuple}`;
    }
    if (values !== '') yield values;
  }
}

function tupleOf(row: readonly SqlValue[]): string {
  let tuple = '';
  for (const value of row) tuple += `${tuple === '' ? '(' : ','}${literal(value)}`;
  return `${tuple})`;
}

function literal(value: SqlValue): string {
  if (value === null) return 'NULL';
  return typeof value === 'number' ? String(value) : mysql.escape(value);
}
