import type { Row, SqlValue, TableSpec } from '#persistence';

/** Rows per block of memory: a block is never copied, so growing costs no second copy of what is there. */
const BLOCK_BITS = 12;
const BLOCK = 1 << BLOCK_BITS;
/** Slots at first; always a power of two, at most half of them taken. */
const FIRST_SLOTS = 1_024;
const TO_HIGH_BITS = 2 ** -32;

/**
 * The changes of a table of sums, folded: one row per key, as bare numbers in blocks and found by a hash of the key. A row
 * is its columns × 8 bytes and no object, so a rebuild keeps hundreds of thousands of them and writes each once.
 */
export class FoldedSums {
  /** Columns in the order in which rows are kept and written: the key, then what is added to. */
  readonly columns: readonly string[];
  private readonly keyColumns: readonly string[];
  private readonly amountColumns: readonly string[];
  private readonly wanted: Float64Array;
  private blocks: Float64Array[] = [];
  /** Row + 1 by hash of its key; 0 = free. */
  private slots = new Int32Array(FIRST_SLOTS);
  private count = 0;

  constructor(private readonly spec: TableSpec) {
    this.keyColumns = spec.primaryKey;
    this.amountColumns = spec.columns.map(({ name }) => name).filter((name) => !spec.primaryKey.includes(name));
    this.columns = [...this.keyColumns, ...this.amountColumns];
    this.wanted = new Float64Array(this.keyColumns.length);
  }

  get size(): number {
    return this.count;
  }

  /** @throws TypeError for a key or an amount that is not a whole number */
  check(key: Row, amounts: Row): void {
    for (const column of this.keyColumns) this.whole(key[column]);
    for (const column of this.amountColumns) this.whole(amounts[column] ?? 0);
  }

  /** Adds to the row of a key that {@link check} has let pass. */
  add(key: Row, amounts: Readonly<Record<string, number>>): void {
    for (let index = 0; index < this.keyColumns.length; index += 1) this.wanted[index] = Number(key[this.keyColumns[index] ?? '']);
    const row = this.find();
    const block = this.block(row);
    let at = (row % BLOCK) * this.columns.length + this.keyColumns.length;
    for (const column of this.amountColumns) {
      block[at] = (block[at] ?? 0) + (amounts[column] ?? 0);
      at += 1;
    }
  }

  /** All rows in the order of the key, `most` at a time. */
  *inOrder(most: number): Generator<SqlValue[][]> {
    const order = Uint32Array.from({ length: this.count }, (_, row) => row).sort((left, right) => this.compare(left, right));
    for (let from = 0; from < order.length; from += most) {
      yield Array.from(order.subarray(from, from + most), (row) => this.values(row));
    }
  }

  clear(): void {
    this.blocks = [];
    this.slots = new Int32Array(FIRST_SLOTS);
    this.count = 0;
  }

  private whole(value: SqlValue | undefined): void {
    if (!Number.isSafeInteger(value)) throw new TypeError(`${this.spec.name}: a sum needs whole numbers`);
  }

  /** The row of the wanted key, added with nothing in it where it is new. */
  private find(): number {
    let slot = this.hash() & (this.slots.length - 1);
    for (;;) {
      const taken = this.slots[slot] ?? 0;
      if (taken === 0) return this.place(slot);
      if (this.isWanted(taken - 1)) return taken - 1;
      slot = (slot + 1) & (this.slots.length - 1);
    }
  }

  private hash(): number {
    let hash = 0;
    for (const part of this.wanted) {
      // Numbers may be longer than 32 bits; the rest counts too.
      hash = Math.imul(hash ^ part ^ (part * TO_HIGH_BITS), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return hash;
  }

  private isWanted(row: number): boolean {
    const block = this.block(row);
    const at = (row % BLOCK) * this.columns.length;
    for (let index = 0; index < this.wanted.length; index += 1) if (block[at + index] !== this.wanted[index]) return false;
    return true;
  }

  private place(slot: number): number {
    const row = this.count;
    this.count += 1;
    if (row % BLOCK === 0) this.blocks.push(new Float64Array(BLOCK * this.columns.length));
    this.block(row).set(this.wanted, (row % BLOCK) * this.columns.length);
    this.slots[slot] = row + 1;
    if (this.count * 2 > this.slots.length) this.widen();
    return row;
  }

  private widen(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    for (let row = 0; row < this.count; row += 1) {
      const at = (row % BLOCK) * this.columns.length;
      this.wanted.set(this.block(row).subarray(at, at + this.wanted.length));
      let slot = this.hash() & (this.slots.length - 1);
      while (this.slots[slot] !== 0) slot = (slot + 1) & (this.slots.length - 1);
      this.slots[slot] = row + 1;
    }
  }

  private compare(left: number, right: number): number {
    const [a, b] = [this.block(left), this.block(right)];
    const [atA, atB] = [(left % BLOCK) * this.columns.length, (right % BLOCK) * this.columns.length];
    for (let index = 0; index < this.keyColumns.length; index += 1) {
      const difference = (a[atA + index] ?? 0) - (b[atB + index] ?? 0);
      if (difference !== 0) return difference;
    }
    return 0;
  }

  private values(row: number): SqlValue[] {
    const block = this.block(row);
    const at = (row % BLOCK) * this.columns.length;
    const values: SqlValue[] = [];
    for (let index = at; index < at + this.columns.length; index += 1) values.push(block[index] ?? 0);
    return values;
  }

  private block(row: number): Float64Array {
    const block = this.blocks[row >>> BLOCK_BITS];
    if (block === undefined) throw new RangeError(`${this.spec.name}: there is no folded row ${row}`);
    return block;
  }
}
