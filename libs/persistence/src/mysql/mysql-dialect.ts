import type { SqlValue } from '../database.js';
import type { ColumnSpec, Dialect, IndexSpec, ReplacedTable, SqlText, TableSpec } from '../dialect.js';
import { placeholders } from '../statements.js';
import { isDuplicateKey, isPresent, isTransient, isUnavailable } from './mysql-errors.js';

/**
 * Ids are bytes: every collation of utf8mb4 that both servers have ignores blanks at the end (PAD SPACE), and those that do
 * not (`utf8mb4_0900_bin`, `utf8mb4_nopad_bin`) are known to one of them only. 190 characters of UTF-8 are at most 760 bytes.
 */
const TYPES = { integer: 'BIGINT', id: 'VARBINARY(760)', text: 'LONGTEXT' } as const;

const TABLE_OPTIONS = 'ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/** One text for MySQL 8.0.15 or newer and MariaDB 10.11 or newer: what only one of them accepts is not used. */
export const mysqlDialect: Dialect = {
  name: 'mysql',
  forUpdate: ' FOR UPDATE',
  createTable(table: TableSpec): string {
    const lines = [...table.columns.map(columnSql), `PRIMARY KEY (${quotedList(table.primaryKey)})`];
    return `CREATE TABLE IF NOT EXISTS ${quoted(table.name)} (${lines.join(', ')}) ${TABLE_OPTIONS}`;
  },
  createIndex(table: string, index: IndexSpec): string {
    const unique = index.unique === true ? 'UNIQUE ' : '';
    return `CREATE ${unique}INDEX ${quoted(index.name)} ON ${quoted(table)} (${quotedList(index.columns)})`;
  },
  replaceTables(tables: readonly ReplacedTable[]): readonly string[] {
    const renames = tables.map(({ live, shadow, retired }) => `${live} TO ${retired}, ${shadow} TO ${live}`);
    return [
      ...tables.map(({ retired }) => `DROP TABLE IF EXISTS ${retired}`),
      ...tables.map(({ live, shadow }) => `CREATE TABLE IF NOT EXISTS ${live} LIKE ${shadow}`),
      ...(renames.length === 0 ? [] : [`RENAME TABLE ${renames.join(', ')}`]),
    ];
  },
  presentTables(names: readonly string[]): SqlText {
    const { sql, params } = placeholders(names);
    const where = `table_schema = DATABASE() AND table_name IN ${sql}`;
    return { sql: `SELECT table_name AS name FROM information_schema.tables WHERE ${where}`, params };
  },
  // A comparison of rows, `(a, b) > (?, ?)`, reads the whole index.
  behind(columns: readonly string[], values: readonly SqlValue[]): SqlText {
    const steps = columns.map((column, index) => [...columns.slice(0, index).map((same) => `${same} = ?`), `${column} > ?`].join(' AND '));
    return { sql: `(${steps.map((step) => `(${step})`).join(' OR ')})`, params: columns.flatMap((_, index) => values.slice(0, index + 1)) };
  },
  onConflict(primaryKey, set, add): string {
    const changes = [
      ...set.map((column) => `${quoted(column)} = VALUES(${quoted(column)})`),
      ...add.map((column) => `${quoted(column)} = ${quoted(column)} + VALUES(${quoted(column)})`),
    ];
    // Not INSERT IGNORE: that takes a value that is too long or missing for a warning, too.
    const same = primaryKey.map((column) => `${quoted(column)} = ${quoted(column)}`);
    return `ON DUPLICATE KEY UPDATE ${(changes.length === 0 ? same : changes).join(', ')}`;
  },
  isPresent,
  isDuplicateKey,
  isUnavailable,
  isTransient,
};

/** Quoted, a column may have a name that some release of a server keeps for itself (`member`, `rank`, `groups`). */
export function quoted(name: string): string {
  return `\`${name}\``;
}

function quotedList(names: readonly string[]): string {
  return names.map(quoted).join(', ');
}

function columnSql(column: ColumnSpec): string {
  const head = `${quoted(column.name)} ${TYPES[column.type]}`;
  if (column.default === undefined) return `${head} NOT NULL`;
  if (column.default === null) return `${head} DEFAULT NULL`;
  const literal = typeof column.default === 'number' ? String(column.default) : `'${column.default.replaceAll("'", "''")}'`;
  return `${head} NOT NULL DEFAULT ${literal}`;
}
