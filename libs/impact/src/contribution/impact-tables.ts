import type { DimensionName } from '#contracts';
import type { ColumnSpec, ColumnType, TableSpec } from '#persistence';
import { CELL_COLUMNS } from './cells.js';

const integer = (name: string): ColumnSpec => ({ name, type: 'integer' });
const id = (name: string, standard?: string | null): ColumnSpec =>
  standard === undefined ? { name, type: 'id' } : { name, type: 'id', default: standard };

/** 分录: one row per event and posting, in the order of the log. Every figure is a sum over these rows. */
export const CONTRIBUTION: TableSpec = {
  name: 'impact_contribution',
  columns: [
    integer('log'),
    integer('position'),
    integer('ordinal'),
    integer('measure'),
    integer('delta'),
    integer('day'),
    { name: 'recorded_at', type: 'integer' },
    integer('cell'),
    id('type'),
    id('subject'),
    id('member', null),
    integer('approximate'),
    integer('demo'),
  ],
  primaryKey: ['log', 'position', 'ordinal'],
  indexes: [
    { name: 'day', columns: ['measure', 'day'] },
    { name: 'cell', columns: ['measure', 'cell', 'day'] },
  ],
};

/** Dimensions that are no ids: a year, and a product in a person's own words. */
const CELL_TYPES: Readonly<Partial<Record<DimensionName, ColumnType>>> = { year: 'integer', product: 'text' };

/** One row per combination of dimensions that has been posted under. */
export const CELL: TableSpec = {
  name: 'impact_cell',
  columns: [integer('id'), ...CELL_COLUMNS.map((name): ColumnSpec => ({ name, type: CELL_TYPES[name] ?? 'id', default: null }))],
  primaryKey: ['id'],
  indexes: [
    { name: 'unit', columns: ['unit'] },
    { name: 'project', columns: ['project'] },
    { name: 'village', columns: ['village'] },
  ],
};

/**
 * The same sums by combination, business period and recorded month; a period is yyyymm or, for whole years, yyyy00.
 * `approximate` and `demo` are the parts of `delta` that came from such entries: reversed, they are gone.
 */
export const ROLLUP: TableSpec = {
  name: 'impact_rollup',
  columns: [
    integer('measure'),
    integer('cell'),
    integer('period'),
    integer('recorded_month'),
    { name: 'delta', type: 'integer', default: 0 },
    { name: 'entries', type: 'integer', default: 0 },
    { name: 'approximate', type: 'integer', default: 0 },
    { name: 'demo', type: 'integer', default: 0 },
  ],
  primaryKey: ['measure', 'cell', 'period', 'recorded_month'],
};

/** Names as they were: units, projects, villages, by the day from which they hold. */
export const NAME: TableSpec = {
  name: 'impact_name',
  columns: [id('kind'), id('id'), integer('from_day'), integer('position'), id('name')],
  primaryKey: ['kind', 'id', 'from_day', 'position'],
};

/** Where a unit stood in the tree, by the day from which it holds. */
export const UNIT_PARENT: TableSpec = {
  name: 'impact_unit_parent',
  columns: [id('unit_id'), integer('from_day'), integer('position'), id('parent_id', null)],
  primaryKey: ['unit_id', 'from_day', 'position'],
};

export const IMPACT_TABLES: readonly TableSpec[] = [CONTRIBUTION, CELL, ROLLUP, NAME, UNIT_PARENT];
