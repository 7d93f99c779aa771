import type { Row, SqlValue, TableSpec } from '#persistence';
import { FoldedSums } from './folded-sums.js';
import type { Changes } from './projection.js';

/** One row to insert or merge: what it sets, what it adds. */
export interface FoldedRow {
  readonly key: Row;
  readonly set: Record<string, SqlValue>;
  readonly add: Record<string, number>;
}

type Way = 'append' | 'ensure' | 'set' | 'add';
type Amounts = Readonly<Record<string, number>>;

/** What was folded of one table beside its sums: appended rows in order, the others one per key. */
export interface FoldedRows {
  readonly spec: TableSpec;
  readonly appended: readonly Row[];
  /** Rows to insert where their key is new. */
  readonly ensured: ReadonlyMap<string, Row>;
  readonly merged: ReadonlyMap<string, FoldedRow>;
}

/** The changes of one table, folded: its rows and its sums, of which there is one per key. */
export class FoldedTable implements FoldedRows {
  appended: Row[] = [];
  ensured = new Map<string, Row>();
  merged = new Map<string, FoldedRow>();
  /** Of a table of sums; such a table takes nothing else. */
  readonly sums: FoldedSums | undefined;

  constructor(readonly spec: TableSpec) {
    this.sums = spec.sums === true ? new FoldedSums(spec) : undefined;
  }

  get isEmpty(): boolean {
    const { appended, ensured, merged, sums } = this;
    return appended.length === 0 && ensured.size === 0 && merged.size === 0 && (sums === undefined || sums.size === 0);
  }

  /** What finds a key among the merged rows. @throws TypeError where this table cannot take such a change */
  idOf(way: Way, key: Row, columns: Row): string {
    if (this.sums === undefined) return way === 'append' ? '' : this.keyText(key);
    if (way !== 'add') throw new TypeError(`${this.spec.name} is a table of sums: it can only be added to`);
    this.sums.check(key, columns);
    return '';
  }

  ensure(id: string, key: Row, columns: Row): void {
    if (!this.ensured.has(id)) this.ensured.set(id, { ...key, ...columns });
  }

  set(id: string, key: Row, columns: Row): void {
    const known = this.rowOf(id, key);
    for (const column in columns) {
      known.set[column] = columns[column] ?? null;
      if (column in known.add) delete known.add[column];
    }
  }

  add(id: string, key: Row, amounts: Amounts): void {
    if (this.sums !== undefined) {
      this.sums.add(key, amounts);
      return;
    }
    const known = this.rowOf(id, key);
    for (const column in amounts) addTo(column in known.set ? known.set : known.add, column, amounts[column] ?? 0);
  }

  /** Hands the rows over to be written and begins without any; sums stay. */
  takeRows(): FoldedRows {
    const { spec, appended, ensured, merged } = this;
    this.appended = [];
    this.ensured = new Map();
    this.merged = new Map();
    return { spec, appended, ensured, merged };
  }

  private rowOf(id: string, key: Row): FoldedRow {
    const known = this.merged.get(id);
    if (known !== undefined) return known;
    const fresh: FoldedRow = { key, set: {}, add: {} };
    this.merged.set(id, fresh);
    return fresh;
  }

  private keyText(key: Row): string {
    const { primaryKey } = this.spec;
    // A key of one text is that text: most rows are found by one.
    const only = primaryKey.length === 1 ? key[primaryKey[0] ?? ''] : undefined;
    if (typeof only === 'string') return only;
    let text = '';
    for (const column of primaryKey) {
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

interface Staged {
  readonly table: FoldedTable;
  readonly way: Way;
  readonly id: string;
  readonly key: Row;
  readonly columns: Row;
}

const NO_COLUMNS: Row = {};

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

  /** True where nothing that was folded changes any row. */
  get isEmpty(): boolean {
    for (const table of this.tables.values()) if (!table.isEmpty) return false;
    return true;
  }

  append(table: string, row: Row): void {
    this.stage(table, 'append', row, NO_COLUMNS);
  }

  set(table: string, key: Row, columns: Row): void {
    this.stage(table, 'set', key, columns);
  }

  ensure(table: string, key: Row, columns: Row): void {
    this.stage(table, 'ensure', key, columns);
  }

  add(table: string, key: Row, amounts: Amounts): void {
    this.stage(table, 'add', key, amounts);
  }

  /** Keeps what the event just applied asked for. */
  keep(): void {
    for (const { table, way, id, key, columns } of this.staged) {
      if (way === 'append') table.appended.push(key);
      else if (way === 'add') table.add(id, key, columns as Amounts);
      else table[way](id, key, columns);
    }
    this.staged.length = 0;
  }

  /** Forgets what the event just applied asked for. */
  drop(): void {
    this.staged.length = 0;
  }

  /** Hands the rows of all tables over to be written; sums stay. */
  takeRows(): FoldedRows[] {
    return Array.from(this.tables.values(), (table) => table.takeRows());
  }

  private stage(name: string, way: Way, key: Row, columns: Row): void {
    const table = this.tables.get(name);
    if (table === undefined) throw new TypeError(`the projection does not own a table ${name}`);
    this.staged.push({ table, way, id: table.idOf(way, key, columns), key, columns });
  }
}
