import type { TableRow } from '../table/table.js';

/**
 * What the rows of a table were read as, kept for the next plan: an edit leaves all rows but a few as they were. Good only
 * under one {@link PlanContext}, of which it is a part.
 */
export class KeptRows {
  private rows: readonly TableRow[] = [];
  private results: readonly unknown[] = [];

  /** Reads each row, those that are the very same as last time not again. @param readRow always the same one */
  read<Result>(rows: readonly TableRow[], readRow: (row: TableRow) => Result): readonly Result[] {
    const results = rows.map((row, at) => (this.rows[at] === row ? (this.results[at] as Result) : readRow(row)));
    this.rows = rows;
    this.results = results;
    return results;
  }
}
