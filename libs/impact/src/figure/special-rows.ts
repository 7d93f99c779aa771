import type { BusinessDay, DimensionName } from '#contracts';
import type { SqlSession } from '#persistence';
import type { ContributionRow, RowWithDimensions } from './evidence.js';
import type { FigureFilters } from './figure-filters.js';
import type { Part, Slice } from './slice.js';

/** What a special figure is evaluated with. */
export interface SpecialContext {
  readonly session: SqlSession;
  readonly filters: FigureFilters;
  readonly today: BusinessDay;
  /** Resolves a part against the filters of the question; `widened` replaces some of them. */
  readonly slice: (part: Part, widened?: FigureFilters) => Slice;
  /** Dimensions a series wants beside each row. */
  readonly dimensions: readonly DimensionName[];
}

/** The rows a special figure is read from, and how their deltas are decided; the value is the sum of what comes out. */
export interface SpecialRows {
  readonly rows: readonly RowWithDimensions[];
  decide(rows: readonly RowWithDimensions[]): RowWithDimensions[];
}

/** A row as evidence of `delta`. */
export function counting(row: RowWithDimensions, delta: number): RowWithDimensions {
  return { ...row, delta };
}

/** Rows by a key, in the order in which they are met. */
export function groupBy<Key>(rows: readonly RowWithDimensions[], keyOf: (row: RowWithDimensions) => Key): Map<Key, RowWithDimensions[]> {
  const groups = new Map<Key, RowWithDimensions[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}

/** What some rows add up to. */
export function net(rows: readonly ContributionRow[]): number {
  return rows.reduce((sum, row) => sum + row.delta, 0);
}
