import { type FigureFilter, FILTER_DIMENSIONS, NONE } from '#contracts';
import type { FigureFilters } from './figure-filters.js';
import { isTime, type SeriesBy } from './groupings.js';
import { shorterOf } from './within.js';

const FILTER_OF = new Map<string, FigureFilter>(
  Object.entries(FILTER_DIMENSIONS).map(([filter, dimension]) => [dimension, filter as FigureFilter]),
);

/**
 * The filters under which a figure and its contributions are exactly one group of a series: those asked, with the group's
 * own. A unit is meant without those below it, which have groups of their own.
 */
export function filtersOfGroup(asked: FigureFilters, by: SeriesBy, key: string | null): FigureFilters {
  if (isTime(by) && key !== null) return { ...asked, within: shorterOf(key, asked.within) };
  const filter = FILTER_OF.get(by);
  if (filter === undefined) throw new TypeError(`no filter opens a group by ${by}`);
  return { ...asked, [filter]: key ?? NONE, ...(by === 'unit' ? { includeBelow: false } : {}) };
}
