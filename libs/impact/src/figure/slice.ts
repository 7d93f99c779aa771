import { dayNumber, FILTER_DIMENSIONS, LOG_NAMES, type DimensionName, type LogName, type Measure, type Position } from '#contracts';
import { placeholders, type SqlSession, type SqlValue } from '#persistence';
import { measureCode } from '../contribution/impact.projection.js';
import type { Days } from '../contribution/periods.js';
import { daysOf, EARLIEST, type FigureFilters } from './figure-filters.js';

/** Which days a part of a figure takes (contract §9, Stocks and flows). */
export type PeriodRule =
  | 'flow' // within the period
  | 'stock' // up to the end of the period
  | 'reserve-year'; // of the reserves of the years asked for, up to the end of the period

/** Some measures, restricted to some dimensions: what one sum is taken over. */
export interface Part {
  readonly measures: readonly Measure[];
  readonly period: PeriodRule;
  /** Restrictions of the figure itself, e.g. channel 832. */
  readonly only?: Readonly<Partial<Record<DimensionName, string>>>;
}

/** A cut in knowledge: what was recorded up to an instant, as the last position per log. */
export interface Knowledge {
  readonly knownAtMs: number;
  readonly positions: ReadonlyMap<LogName, Position>;
}

/** A part with every filter resolved: ready to be summed, listed or grouped. */
export interface Slice {
  readonly measures: readonly number[];
  readonly days: Days;
  readonly cell: CellFilter;
  readonly knowledge: Knowledge | undefined;
}

/** Conditions on the dimensions, as SQL over `impact_cell c`. */
export interface CellFilter {
  readonly sql: readonly string[];
  readonly params: readonly SqlValue[];
}

/** Resolves a part against the filters. @param unitIds the units meant by `unitId`, with those below */
export function sliceOf(
  part: Part,
  filters: FigureFilters,
  unitIds: readonly string[] | undefined,
  knowledge: Knowledge | undefined,
): Slice {
  const days = daysOf(filters);
  return {
    measures: part.measures.map(measureCode),
    days: part.period === 'flow' ? days : { from: dayNumber(EARLIEST), to: days.to },
    cell: cellFilter(part, filters, unitIds),
    knowledge,
  };
}

function cellFilter(part: Part, filters: FigureFilters, unitIds: readonly string[] | undefined): CellFilter {
  const sql: string[] = [];
  const params: SqlValue[] = [];
  const equal = (dimension: DimensionName, value: string): void => {
    sql.push(`c.${dimension} = ?`);
    params.push(value);
  };
  for (const [dimension, value] of Object.entries(part.only ?? {})) equal(dimension as DimensionName, value);
  for (const name of ['channel', 'funding', 'category', 'villageCode', 'projectId', 'template', 'stage'] as const) {
    const value = filters[name];
    if (value !== undefined) equal(FILTER_DIMENSIONS[name], value);
  }
  if (unitIds !== undefined) {
    const list = placeholders(unitIds);
    sql.push(`c.unit IN ${list.sql}`);
    params.push(...list.params);
  }
  if (part.period === 'reserve-year') {
    const years = yearsOf(filters);
    if (years !== undefined) {
      sql.push('c.year BETWEEN ? AND ?');
      params.push(years.from, years.to);
    }
  }
  return { sql, params };
}

/** The accounting years a question covers; undefined = all. */
export function yearsOf(filters: FigureFilters): { readonly from: number; readonly to: number } | undefined {
  if (filters.year !== undefined) return { from: filters.year, to: filters.year };
  if (filters.from === undefined && filters.to === undefined) return undefined;
  return { from: Number((filters.from ?? '1900').slice(0, 4)), to: Number((filters.to ?? '2100').slice(0, 4)) };
}

/** The last position of each log recorded at or before an instant, found by bisection: positions rise with the clock. */
export async function knowledgeAt(session: SqlSession, knownAtMs: number): Promise<Knowledge> {
  const positions = new Map<LogName, Position>();
  for (const [index, log] of LOG_NAMES.entries()) {
    const sql = 'SELECT position, recorded_at FROM impact_contribution WHERE log = ? AND position <= ? ORDER BY position DESC LIMIT 1';
    const [last] = await session.all<{ position: number | null }>(
      'SELECT MAX(position) AS position FROM impact_contribution WHERE log = ?',
      [index],
    );
    let low = 0;
    let high = last?.position ?? 0;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      const [row] = await session.all<{ position: number; recorded_at: number }>(sql, [index, middle]);
      if (row === undefined || row.recorded_at <= knownAtMs) low = middle;
      else high = row.position - 1;
    }
    positions.set(log, low);
  }
  return { knownAtMs, positions };
}

/** SQL over contributions `x` that keeps what was known. */
export function knownCondition(knowledge: Knowledge | undefined): CellFilter {
  if (knowledge === undefined) return { sql: [], params: [] };
  return { sql: ['x.recorded_at <= ?'], params: [knowledge.knownAtMs] };
}
