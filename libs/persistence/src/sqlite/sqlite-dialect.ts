import type { ColumnSpec, Dialect, IndexSpec, TableSpec } from '../dialect.js';

const TYPES = { integer: 'INTEGER', id: 'TEXT', text: 'TEXT' } as const;

/** https://www.sqlite.org/rescode.html; extended codes begin with the primary one. */
const UNAVAILABLE = [
  'SQLITE_FULL',
  'SQLITE_IOERR',
  'SQLITE_READONLY',
  'SQLITE_CANTOPEN',
  'SQLITE_CORRUPT',
  'SQLITE_NOTADB',
  'SQLITE_LOCKED',
];

/** SQLite 3.24 or newer (`ON CONFLICT … DO UPDATE`). */
export const sqliteDialect: Dialect = {
  name: 'sqlite',
  mostParameters: 32_766,
  insertIfAbsent: 'INSERT OR IGNORE INTO',
  forUpdate: '',
  createTable,
  createIndex(table: string, index: IndexSpec): string {
    const unique = index.unique === true ? 'UNIQUE ' : '';
    return `CREATE ${unique}INDEX IF NOT EXISTS ${index.name} ON ${table} (${index.columns.join(', ')})`;
  },
  replaceTable(live: string, shadow: string): readonly string[] {
    return [`DROP TABLE IF EXISTS ${live}`, `ALTER TABLE ${shadow} RENAME TO ${live}`];
  },
  onConflict(primaryKey, set, add): string {
    const changes = [
      ...set.map((column) => `${column} = excluded.${column}`),
      ...add.map((column) => `${column} = ${column} + excluded.${column}`),
    ];
    const target = `ON CONFLICT (${primaryKey.join(', ')})`;
    return changes.length === 0 ? `${target} DO NOTHING` : `${target} DO UPDATE SET ${changes.join(', ')}`;
  },
  isDuplicateKey: (error) => codeOf(error) === 'SQLITE_CONSTRAINT_UNIQUE' || codeOf(error) === 'SQLITE_CONSTRAINT_PRIMARYKEY',
  isUnavailable: (error) => UNAVAILABLE.some((code) => codeOf(error).startsWith(code)),
  isTransient: (error) => codeOf(error).startsWith('SQLITE_BUSY'),
};

function createTable(table: TableSpec): string {
  const single = table.primaryKey.length === 1 ? table.primaryKey[0] : undefined;
  const rowid = table.columns.some((column) => column.name === single && column.type === 'integer');
  const columns = table.columns.map((column) => columnSql(column, rowid && column.name === single));
  const key = rowid ? [] : [`PRIMARY KEY (${table.primaryKey.join(', ')})`];
  // A compound key without a rowid keeps the rows in key order in one tree instead of two.
  const suffix = rowid ? '' : ' WITHOUT ROWID';
  return `CREATE TABLE IF NOT EXISTS ${table.name} (${[...columns, ...key].join(', ')})${suffix}`;
}

function columnSql(column: ColumnSpec, rowid: boolean): string {
  if (rowid) return `${column.name} INTEGER PRIMARY KEY`;
  const type = TYPES[column.type];
  if (column.default === undefined) return `${column.name} ${type} NOT NULL`;
  if (column.default === null) return `${column.name} ${type} DEFAULT NULL`;
  const literal = typeof column.default === 'number' ? String(column.default) : `'${column.default.replaceAll("'", "''")}'`;
  return `${column.name} ${type} NOT NULL DEFAULT ${literal}`;
}

/** By its shape, not its class: the addon keeps the error class of whoever loaded it first, which may be another realm's. */
function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
