import { type Dialect, type Row, type SqlSession, type SqlValue, type TableSpec } from '#persistence';
import type { FoldedChanges, FoldedRow, FoldedRows } from './folded-changes.js';

/** Rows that share one statement: what they set, and what any of them adds to. */
interface Shape {
  readonly set: readonly string[];
  readonly add: string[];
  readonly rows: FoldedRow[];
}

/** Rows of sums that are handed over at a time. */
const SUMS_AT_ONCE = 5_000;

/**
 * Writes folded changes: per table one multi-row insert for appended rows and one upsert per shape, rows in the order
 * of the primary key (so two writers cannot meet in opposite order).
 * @param nameOf the name under which a table is written now (its shadow during a rebuild)
 */
export async function writeChanges(
  session: SqlSession,
  dialect: Dialect,
  changes: FoldedChanges,
  nameOf: (table: string) => string,
): Promise<void> {
  await writeRows(session, dialect, changes.tables.values(), nameOf);
  for (const { spec, sums } of changes.tables.values()) {
    if (sums === undefined) continue;
    for (const rows of sums.inOrder(SUMS_AT_ONCE)) await writeSums(session, dialect, nameOf(spec.name), spec, sums.columns, rows);
  }
}

/** Adds rows to a table of sums, as {@link FoldedSums.inOrder} gives them. */
export async function writeSums(
  session: SqlSession,
  dialect: Dialect,
  name: string,
  { primaryKey }: TableSpec,
  columns: readonly string[],
  rows: readonly SqlValue[][],
): Promise<void> {
  await session.insert(`INSERT INTO ${name}`, columns, rows, dialect.onConflict(primaryKey, [], columns.slice(primaryKey.length)));
}

/** Writes all but the sums. */
export async function writeRows(
  session: SqlSession,
  dialect: Dialect,
  tables: Iterable<FoldedRows>,
  nameOf: (table: string) => string,
): Promise<void> {
  for (const table of tables) {
    if (table.appended.length > 0) await appendRows(session, nameOf(table.spec.name), table.spec, table.appended);
    if (table.ensured.size > 0) await ensureRows(session, dialect, nameOf(table.spec.name), table.spec, [...table.ensured.values()]);
    for (const shape of shapesOf(table.spec, table.merged.values())) {
      await upsertRows(session, dialect, nameOf(table.spec.name), table.spec, shape);
    }
  }
}

async function appendRows(session: SqlSession, name: string, spec: TableSpec, rows: readonly Row[]): Promise<void> {
  const columns = spec.columns.map((column) => column.name);
  const values = rows.map((row) => rowValues(spec, row));
  await session.insert(`INSERT INTO ${name}`, columns, values);
}

async function ensureRows(session: SqlSession, dialect: Dialect, name: string, spec: TableSpec, rows: readonly Row[]): Promise<void> {
  const columns = spec.columns.map((column) => column.name);
  const values = rows.map((row) => rowValues(spec, row));
  await session.insert(`INSERT INTO ${name}`, columns, values, dialect.onConflict(spec.primaryKey, [], []));
}

function rowValues(spec: TableSpec, row: Row): SqlValue[] {
  const values: SqlValue[] = [];
  for (const column of spec.columns) values.push(valueOf(spec, row[column.name], column));
  return values;
}

function valueOf(spec: TableSpec, value: SqlValue | undefined, column: TableSpec['columns'][number]): SqlValue {
  if (value !== undefined) return value;
  if (column.default !== undefined) return column.default;
  throw new TypeError(`${spec.name}: an appended row needs ${column.name}`);
}

/**
 * Rows that set the same columns share a statement, whatever they add: what a row does not add to is added to by 0. That
 * needs a column that is 0 where the row is new; rows that add to another one stand apart.
 */
function shapesOf(spec: TableSpec, rows: Iterable<FoldedRow>): Iterable<Shape> {
  const zeroAtFirst = new Set(spec.columns.filter((column) => column.default === 0).map(({ name }) => name));
  const shapes = new Map<string, Shape>();
  // Rows come from few reducers, so the columns come in few orders: each order is looked at once, not each row.
  const byOrder = new Map<string, Shape>();
  for (const row of rows) {
    const order = columnOrder(row);
    let shape = byOrder.get(order);
    if (shape === undefined) {
      shape = shapeOf(row, zeroAtFirst, shapes);
      byOrder.set(order, shape);
    }
    shape.rows.push(row);
  }
  return shapes.values();
}

function columnOrder(row: FoldedRow): string {
  let order = '';
  for (const column in row.set) order += `${column},`;
  order += '|';
  for (const column in row.add) order += `${column},`;
  return order;
}

function shapeOf(row: FoldedRow, zeroAtFirst: ReadonlySet<string>, shapes: Map<string, Shape>): Shape {
  const set = Object.keys(row.set).sort();
  const add = Object.keys(row.add).sort();
  const apart = add.every((column) => zeroAtFirst.has(column)) ? '' : add.join(',');
  const name = `${set.join(',')}|${apart}`;
  const known = shapes.get(name);
  if (known === undefined) {
    const fresh: Shape = { set, add, rows: [] };
    shapes.set(name, fresh);
    return fresh;
  }
  for (const column of add) if (!known.add.includes(column)) known.add.push(column);
  return known;
}

async function upsertRows(session: SqlSession, dialect: Dialect, name: string, spec: TableSpec, shape: Shape): Promise<void> {
  const { primaryKey } = spec;
  const values = shape.rows.map((row) => mergedValues(primaryKey, shape, row));
  values.sort((left, right) => compareKeys(left, right, primaryKey.length));
  const columns = [...primaryKey, ...shape.set, ...shape.add];
  await session.insert(`INSERT INTO ${name}`, columns, values, dialect.onConflict(primaryKey, shape.set, shape.add));
}

/** One loop and one array per row: this runs for every row of every batch. */
function mergedValues(primaryKey: readonly string[], shape: Shape, row: FoldedRow): SqlValue[] {
  const values: SqlValue[] = [];
  for (const column of primaryKey) values.push(row.key[column] ?? null);
  for (const column of shape.set) values.push(row.set[column] ?? null);
  for (const column of shape.add) values.push(row.add[column] ?? 0);
  return values;
}

function compareKeys(left: readonly SqlValue[], right: readonly SqlValue[], width: number): number {
  for (let index = 0; index < width; index += 1) {
    const a = left[index] ?? '';
    const b = right[index] ?? '';
    if (a < b) return -1;
    if (a > b) return 1;
  }
  return 0;
}
