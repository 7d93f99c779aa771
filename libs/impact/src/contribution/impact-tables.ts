import type { ColumnSpec, ColumnType, TableSpec } from '#persistence';
import { unitParents } from '#reference';
import { CELL_DIMENSIONS } from './cells.js';

const integer = (name: string, standard?: number): ColumnSpec =>
  standard === undefined ? { name, type: 'integer' } : { name, type: 'integer', default: standard };
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
    integer('recorded_at'),
    integer('cell'),
    id('county', null),
    // In a person's own words, so of any length.
    { name: 'product', type: 'text', default: null },
    id('type'),
    id('subject'),
    id('member', null),
    integer('approximate'),
    integer('demo'),
  ],
  primaryKey: ['log', 'position', 'ordinal'],
  indexes: [
    { name: 'day', columns: ['measure', 'day'] },
    // With all that a sum takes, so that cut days are summed in the index and no row is looked up.
    { name: 'cell', columns: ['measure', 'cell', 'day', 'delta', 'approximate', 'demo'] },
  ],
};

function dimensionColumn(name: string): ColumnSpec {
  const type: ColumnType = name === 'year' ? 'integer' : 'id';
  return { name, type, default: null };
}

/**
 * One row per combination of dimensions that has been posted under. `whole` marks those that stand for all units. A second
 * row of one id is a collision: `proof` is more of the hash, and keeps it from being taken for the first.
 */
export const CELL: TableSpec = {
  name: 'impact_cell',
  columns: [integer('id'), integer('proof'), integer('whole'), ...CELL_DIMENSIONS.map(dimensionColumn)],
  primaryKey: ['id', 'proof'],
  indexes: [
    { name: 'unit', columns: ['unit'] },
    { name: 'whole', columns: ['whole'] },
    { name: 'project', columns: ['project'] },
    { name: 'village', columns: ['village'] },
  ],
};

/**
 * The same sums beforehand: over all units (`unit_key` 0) by business day and by business month and recorded month; per unit
 * by business month and recorded month. `period` is yyyymm or yyyymmdd; days tell no recorded months apart (0).
 * `approximate` and `demo` are the parts of `delta` that came from such entries: reversed, they are gone.
 */
export const ROLLUP: TableSpec = {
  name: 'impact_rollup',
  columns: [
    integer('measure'),
    integer('unit_key'),
    integer('period'),
    integer('cell'),
    integer('recorded_month'),
    integer('delta', 0),
    integer('entries', 0),
    integer('approximate', 0),
    integer('demo', 0),
  ],
  primaryKey: ['measure', 'unit_key', 'period', 'cell', 'recorded_month'],
  sums: true,
};

/** What orders came to, by order: the other side of a sale that names one (购销重复额). */
export const ORDERED: TableSpec = {
  name: 'impact_ordered',
  columns: [id('subject'), integer('position'), integer('ordinal'), integer('delta'), integer('recorded_at')],
  primaryKey: ['subject', 'position', 'ordinal'],
};

/** Events that posted nothing: with the contributions they tell up to which position a log had come at an instant. */
export const UNPOSTED: TableSpec = {
  name: 'impact_unposted',
  columns: [integer('log'), integer('position'), integer('recorded_at')],
  primaryKey: ['log', 'position'],
};

/** 调整: events that put an amount into a locked period. Few, so beside the contributions and not in each of them. */
export const ADJUSTMENT: TableSpec = {
  name: 'impact_adjustment',
  columns: [integer('log'), integer('position'), id('period'), { name: 'reason', type: 'text' }],
  primaryKey: ['log', 'position'],
};

/** Names as they were: units, projects, villages, by the day from which they hold. */
export const NAME: TableSpec = {
  name: 'impact_name',
  columns: [id('kind'), id('id'), integer('from_day'), integer('position'), { name: 'name', type: 'text' }],
  primaryKey: ['kind', 'id', 'from_day', 'position'],
};

/** Where a unit stood in the tree, by the day from which it holds. */
export const UNIT_PARENT: TableSpec = unitParents('impact_unit_parent');

/** Which import an event with contributions came with, and the row of its file. */
export const BATCH: TableSpec = {
  name: 'impact_batch',
  columns: [integer('log'), integer('position'), id('batch_id'), { name: 'batch_row', type: 'integer', default: null }],
  primaryKey: ['log', 'position'],
};

/** Every table of the figures. */
export const IMPACT_TABLES: readonly TableSpec[] = [CONTRIBUTION, CELL, ROLLUP, ORDERED, UNPOSTED, ADJUSTMENT, NAME, UNIT_PARENT, BATCH];
