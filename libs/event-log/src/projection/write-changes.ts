import { type Dialect, type Row, type SqlSession, type SqlValue, type TableSpec } from '#persistence';
import type { FoldedChanges, FoldedRow } from './folded-changes.js';

/** Rows that set and add the same columns share one statement. */
interface Shape {
  readonly set: readonly string[];
  readonly add: readonly string[];
  readonly rows: FoldedRow[];
}

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
  for (const table of changes.tables.values()) {
    if (table.appended.length > 0) await appendRows(session, nameOf(table.spec.name), table.spec, table.appended);
    if (table.ensured.size > 0) await ensureRows(session, dialect, nameOf(table.spec.name), table.spec, [...table.ensured.values()]);
    for (const shape of shapesOf(table.merged.values())) {
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

function shapesOf(rows: Iterable<FoldedRow>): Iterable<Shape> {
  const shapes = new Map<string, Shape>();
  // Rows come from few reducers, so the columns come in few orders: each order is sorted once, not each row.
  const byOrder = new Map<string, Shape>();
  for (const row of rows) {
    const order = columnOrder(row);
    let shape = byOrder.get(order);
    if (shape === undefined) {
      shape = sortedShape(row, shapes);
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

function sortedShape(row: FoldedRow, shapes: Map<string, Shape>): Shape {
  const set = Object.keys(row.set).sort();
  const add = Object.keys(row.add).sort();
  const name = `${set.join(',')}|${add.join(',')}`;
  const known = shapes.get(name);
  if (known !== undefined) return known;
  const fresh: Shape = { set, add, rows: [] };
  shapes.set(name, fresh);
  return fresh;
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
