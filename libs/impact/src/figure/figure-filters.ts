import { type BusinessDay, dayNumber, FIGURE_FILTERS, type FigureFilter, type Instant, yearOf } from '#contracts';
import type { Days } from '../contribution/periods.js';

/** What a question about a figure may be narrowed by (contract §4); checked, but not yet resolved. */
export interface FigureFilters {
  readonly year?: number;
  readonly from?: BusinessDay;
  readonly to?: BusinessDay;
  readonly unitId?: string;
  /** Whether units below `unitId` count too; default true. */
  readonly includeBelow?: boolean;
  readonly channel?: string;
  readonly funding?: string;
  readonly category?: string;
  /** 产地县: six digits as they were entered. */
  readonly countyCode?: string;
  readonly villageCode?: string;
  readonly projectId?: string;
  readonly template?: string;
  readonly stage?: string;
  /** Of helped sales, as it was entered. */
  readonly product?: string;
  /** Kind within the figure: canteen state, activity kind, household category, basis of a capacity. */
  readonly kind?: string;
  /** Entries of that time alone, as a series by time names it ({@link daysWithin}). */
  readonly within?: string;
  readonly basis?: Basis;
  readonly knownAt?: Instant;
}

/** The amounts that may fill a reserve. */
export const BASES = ['paid', 'completed', 'ordered', 'accepted'] as const;
/** Which amount fills the reserve: 支付（2021）· 完成（2022）· 下单 · 验收 */
export type Basis = (typeof BASES)[number];

/** Before every business day there can be. */
export const EARLIEST = '1900-01-01';
/** After every business day there can be. */
export const LATEST = '2100-12-31';

/** The days a question covers: `year` and `from`/`to` intersect; `to` includes its day (contract §9). */
export function daysOf({ year, from, to }: FigureFilters): Days {
  const starts = [EARLIEST, ...(year === undefined ? [] : [`${year}-01-01`]), ...(from === undefined ? [] : [from])];
  const ends = [LATEST, ...(year === undefined ? [] : [`${year}-12-31`]), ...(to === undefined ? [] : [to])];
  return { from: Math.max(...starts.map(dayNumber)), to: Math.min(...ends.map(dayNumber)) };
}

/** The accounting years a question covers: those of `year` and of `from` and `to`, intersected; undefined = all. */
export function yearsOf({ year, from, to }: FigureFilters): { readonly from: number; readonly to: number } | undefined {
  if (year === undefined && from === undefined && to === undefined) return undefined;
  return { from: Math.max(year ?? 0, yearOf(from ?? EARLIEST)), to: Math.min(year ?? Number.MAX_SAFE_INTEGER, yearOf(to ?? LATEST)) };
}

/** The last day asked for: the day whose unit tree and names hold. */
export function lastDayOf(filters: FigureFilters): number {
  return daysOf(filters).to;
}

/** The narrowing filters that were given. */
export function givenFilters(filters: FigureFilters): FigureFilter[] {
  return FIGURE_FILTERS.filter((name) => filters[name] !== undefined);
}
