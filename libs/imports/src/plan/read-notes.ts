/** What cells were read as, where that is not what is written in them: by row and key of the column. */
export class ReadNotes {
  private readonly rows = new Map<number, Map<string, string>>();

  /** Keeps what a cell was read as. */
  add(row: number, key: string, text: string): void {
    this.rows.set(row, (this.rows.get(row) ?? new Map<string, string>()).set(key, text));
  }

  /** Of a row, by the key of the column. */
  of(row: number): ReadonlyMap<string, string> {
    return this.rows.get(row) ?? NOTHING;
  }
}

const NOTHING: ReadonlyMap<string, string> = new Map();
