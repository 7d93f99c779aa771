import { dayNumber, FILTER_DIMENSIONS, type DimensionName, type FigureFilter, type Measure, NONE } from '#contracts';
import { placeholders, type SqlValue } from '#persistence';
import { measureCode } from '../contribution/impact.projection.js';
import type { Days } from '../contribution/periods.js';
import { daysOf, EARLIEST, type FigureFilters, LATEST, yearsOf } from './figure-filters.js';
import type { Knowledge } from './knowledge.js';
import { daysWithin } from './within.js';

/** Which days a part of a figure takes (contract §9, Stocks and flows). */
export type PeriodRule =
  | 'flow' // within the period
  | 'stock' // up to the end of the period
  | 'reserve-year'; // of the reserves of the years asked for, whenever they came, but not after `to`

/** Some measures, restricted to some dimensions: what one sum is taken over. */
export interface Part {
  readonly measures: readonly Measure[];
  readonly period: PeriodRule;
  /** Restrictions of the figure itself, e.g. channel 832. */
  readonly only?: Readonly<Partial<Record<DimensionName, string>>>;
}

/** Conditions as SQL, with their parameters. */
export interface Condition {
  readonly sql: readonly string[];
  readonly params: readonly SqlValue[];
}

/** No condition at all. */
export const ANYTHING: Condition = { sql: [], params: [] };

/** A part with every filter resolved: ready to be summed, listed or grouped. */
export interface Slice {
  readonly measures: readonly number[];
  readonly days: Days;
  /** The units that count; undefined = all. */
  readonly units: readonly string[] | undefined;
  /** What else the dimensions must be, over `impact_cell c`. */
  readonly cell: Condition;
  /** What dimensions must be that stay with the contributions `x` and are in no roll-up. */
  readonly own: Condition;
  readonly knowledge: Knowledge | undefined;
}

/** Resolves a part against the filters. @param units the units meant by `unitId`, with those below */
export function sliceOf(part: Part, filters: FigureFilters, units: readonly string[] | undefined, knowledge: Knowledge | undefined): Slice {
  return {
    measures: part.measures.map(measureCode),
    days: daysIn(part.period, filters),
    units,
    cell: cellOf(part, filters),
    own: ownOf(filters),
    knowledge,
  };
}

function daysIn(rule: PeriodRule, filters: FigureFilters): Days {
  const days = daysOf(filters);
  switch (rule) {
    case 'flow':
      return inside(filters, days);
    case 'stock':
      return inside(filters, { from: dayNumber(EARLIEST), to: days.to });
    case 'reserve-year':
      // A reserve of 2021 that was confirmed in 2022 is one of 2021.
      return { from: dayNumber(EARLIEST), to: dayNumber(filters.to ?? LATEST) };
  }
}

function inside({ within }: FigureFilters, days: Days): Days {
  if (within === undefined) return days;
  const { from, to } = daysWithin(within);
  return { from: Math.max(days.from, from), to: Math.min(days.to, to) };
}

/** Filters by dimensions of the combinations; the unit is resolved against the tree. */
const CELL_FILTERS = ['channel', 'funding', 'category', 'villageCode', 'projectId', 'template', 'stage', 'kind'] as const;
/** Those by dimensions that stay with the contributions. */
const OWN_FILTERS = ['countyCode', 'product'] as const;

function cellOf(part: Part, filters: FigureFilters): Condition {
  const only = Object.entries(part.only ?? {}).map(([dimension, value]) => ({ sql: [`c.${dimension} = ?`], params: [value] }));
  const given = CELL_FILTERS.map((name) => narrowedTo(`c.${FILTER_DIMENSIONS[name]}`, name, filters[name]));
  const years = part.period === 'reserve-year' ? yearsOf(filters) : undefined;
  const ofYears = years === undefined ? ANYTHING : { sql: ['c.year BETWEEN ? AND ?'], params: [years.from, years.to] };
  return allOf(...only, ...given, ofYears);
}

function ownOf(filters: FigureFilters): Condition {
  return allOf(...OWN_FILTERS.map((name) => narrowedTo(`x.${FILTER_DIMENSIONS[name]}`, name, filters[name])));
}

/** Filters whose {@link NONE} means: under no such dimension. A canteen state and a product may well be called so. */
const MAY_BE_NONE: readonly FigureFilter[] = ['countyCode', 'villageCode', 'projectId'];

function narrowedTo(column: string, filter: FigureFilter, value: string | undefined): Condition {
  if (value === undefined) return ANYTHING;
  if (value === NONE && MAY_BE_NONE.includes(filter)) return { sql: [`${column} IS NULL`], params: [] };
  return { sql: [`${column} = ?`], params: [value] };
}

/** Keeps the rows `x` under the combinations that meet all conditions; any row where there is none. */
export function inCells(...conditions: readonly Condition[]): Condition {
  const sql = conditions.flatMap((condition) => condition.sql);
  if (sql.length === 0) return ANYTHING;
  const found = `x.cell IN (SELECT c.id FROM impact_cell c WHERE ${sql.join(' AND ')})`;
  return { sql: [found], params: conditions.flatMap((condition) => condition.params) };
}

/** That a column holds one of some values. */
export function oneOf(column: string, values: readonly SqlValue[]): Condition {
  const list = placeholders(values);
  return { sql: [`${column} IN ${list.sql}`], params: list.params };
}

/**
 * The contributions `x` of a slice, as known.
 * @param measure `+x.measure` keeps SQLite from starting at the index of the measure
 */
export function contributionsIn(slice: Slice, measure: 'x.measure' | '+x.measure' = 'x.measure'): Condition {
  const { measures, days, units, cell, own, knowledge } = slice;
  const ofUnits = units === undefined ? ANYTHING : oneOf('c.unit', units);
  const known = knowledge === undefined ? ANYTHING : { sql: ['x.recorded_at <= ?'], params: [knowledge.knownAtMs] };
  const span = { sql: ['x.day BETWEEN ? AND ?'], params: [days.from, days.to] };
  return allOf(oneOf(measure, measures), span, known, own, inCells(cell, ofUnits));
}

/** All of some conditions. */
export function allOf(...conditions: readonly Condition[]): Condition {
  return { sql: conditions.flatMap(({ sql }) => sql), params: conditions.flatMap(({ params }) => params) };
}
