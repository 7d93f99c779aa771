import type { Row, SqlValue, TableSpec } from '#persistence';
import type { Changes } from './projection.js';

/** One row to insert or merge: what it sets, what it adds. */
export interface FoldedRow {
  readonly key: Row;
  readonly set: Record<string, SqlValue>;
  readonly add: Record<string, number>;
}

type Way = 'append' | 'ensure' | 'merge';

interface Staged {
  readonly table: string;
  readonly key: Row;
  readonly set?: Row;
  readonly add?: Readonly<Record<string, number>>;
  readonly way: Way;
}

/** The changes of one table, folded: appended rows in order, merged rows one per key. */
export class FoldedTable {
  readonly appended: Row[] = [];
  /** Rows to insert where their key is new, one per key. */
  readonly ensured = new Map<string, Row>();
  readonly merged = new Map<string, FoldedRow>();

  constructor(readonly spec: TableSpec) {}

  ensure(staged: Staged): void {
    const id = this.keyText(staged.key);
    if (!this.ensured.has(id)) this.ensured.set(id, { ...staged.key, ...staged.set });
  }

  merge(staged: Staged): void {
    const id = this.keyText(staged.key);
    const known = this.merged.get(id);
    if (known === undefined) {
      this.merged.set(id, { key: staged.key, set: { ...staged.set }, add: { ...staged.add } });
      return;
    }
    for (const column in staged.set) {
      known.set[column] = staged.set[column] ?? null;
      delete known.add[column];
    }
    for (const column in staged.add) addTo(column in known.set ? known.set : known.add, column, staged.add[column] ?? 0);
  }

  private keyText(key: Row): string {
    let text = '';
    for (const column of this.spec.primaryKey) {
      const value = key[column];
      if (value === undefined) throw new TypeError(`${this.spec.name}: the key needs ${column}`);
      // The length before a text keeps two keys apart whatever the texts hold.
      text += typeof value === 'string' ? `${value.length}:${value},` : `${value},`;
    }
    return text;
  }
}

function addTo(values: Record<string, SqlValue>, column: string, amount: number): void {
  const before = values[column] ?? 0;
  if (typeof before !== 'number') throw new TypeError(`${column} holds text and cannot be added to`);
  values[column] = before + amount;
}

/**
 * Collects what reducers ask for. Each event is staged first and kept only when its reducer has returned, so an
 * event whose reducer throws half-way leaves nothing behind.
 */
export class FoldedChanges implements Changes {
  readonly tables: ReadonlyMap<string, FoldedTable>;
  private staged: Staged[] = [];

  constructor(specs: readonly TableSpec[]) {
    this.tables = new Map(specs.map((spec) => [spec.name, new FoldedTable(spec)]));
  }

  append(table: string, row: Row): void {
    this.staged.push({ table, key: row, way: 'append' });
  }

  set(table: string, key: Row, columns: Row): void {
    this.staged.push({ table, key, set: columns, way: 'merge' });
  }

  ensure(table: string, key: Row, columns: Row): void {
    this.staged.push({ table, key, set: columns, way: 'ensure' });
  }

  add(table: string, key: Row, amounts: Readonly<Record<string, number>>): void {
    this.staged.push({ table, key, add: amounts, way: 'merge' });
  }

  /** Keeps what the event just applied asked for. */
  keep(): void {
    for (const staged of this.staged) {
      const table = this.tables.get(staged.table);
      if (table === undefined) throw new TypeError(`the projection does not own a table ${staged.table}`);
      if (staged.way === 'append') table.appended.push(staged.key);
      else if (staged.way === 'ensure') table.ensure(staged);
      else table.merge(staged);
    }
    this.staged = [];
  }

  /** Forgets what the event just applied asked for. */
  drop(): void {
    this.staged = [];
  }
}
