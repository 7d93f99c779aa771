import mysql from 'mysql2';
import type { FieldPacket, QueryResult, ResultSetHeader } from 'mysql2/promise';
import type { SqlSession, SqlValue } from '../database.js';
import { mysqlDialect, quoted } from './mysql-dialect.js';
import { convertRows } from './mysql-rows.js';

/** A connection, or a pool that takes any of its connections for each statement. */
export interface Queryable {
  query(sql: string, values?: SqlValue[]): Promise<[QueryResult, FieldPacket[]]>;
}

/** Longest text of one insert, in UTF-16 units: longer ones were no faster. */
const LONGEST_INSERT = 1_048_576;
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

  async insert(into: string, columns: readonly string[], rows: readonly (readonly SqlValue[])[], tail = ''): Promise<void> {
    const head = `${into} (${columns.map(quoted).join(', ')}) VALUES `;
    let values = '';
    for (const row of rows) {
      const tuple = tupleOf(row);
      if (values !== '' && values.length + tuple.length > this.longestInsert) {
        await this.queryable.query(`${head}${values} ${tail}`);
        values = '';
      }
      values += values === '' ? tuple : `,${tuple}`;
    }
    if (values !== '') await this.queryable.query(`${head}${values} ${tail}`);
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
