import { type Caller, countsFewHouseholds, type FigureName, isFew, SMALL_GROUP } from '#contracts';
import type { FigureFilters } from './figure-filters.js';
import type { FigureAnswer, FigureValue } from './figure-reader.js';
import type { Group, Series } from './series.js';

/** Figures that count households. */
const COUNTS_HOUSEHOLDS: readonly FigureName[] = ['households.registered', 'households.exited', 'households.exit-rate', 'sales.reach'];

/** Whether a number of a figure is withheld from a caller when it is small: from those who see aggregates only. */
export function withholds(caller: Pick<Caller, 'actor' | 'villageCode'>, figure: string, { villageCode }: FigureFilters): boolean {
  if (!(COUNTS_HOUSEHOLDS as readonly string[]).includes(figure)) return false;
  return !countsFewHouseholds(caller, villageCode ?? null);
}

/** How many households a value counts: the smaller of a ratio's parts that is not 0. */
function sizeOf(value: FigureValue): number {
  if (typeof value === 'number') return value;
  if (value === null || !('numerator' in value)) return 0;
  return Math.min(...[value.numerator, value.denominator].filter((part) => part > 0));
}

/** Whether a value counts so few households that it is withheld. */
export function isSmall(value: FigureValue): boolean {
  return isFew(sizeOf(value));
}

/**
 * 小数量抑制: an answer of 1 to 4 households has no value, but the reason. What two answers under different filters differ
 * by is not guarded: whoever may ask for every day can still subtract.
 */
export function answerWithheld(answer: FigureAnswer): FigureAnswer {
  return isSmall(answer.value) ? { ...answer, value: null, reason: SMALL_GROUP } : answer;
}

/** The same of a series. Where one group alone would be missing, the next smallest goes with it: the total gives nothing away. */
export function seriesWithheld(series: Series): Series {
  const shown = series.groups.filter(({ value }) => !isSmall(value));
  const alone = shown.length === series.groups.length - 1 && !isSmall(series.total);
  const companion = alone ? [...shown].sort((one, other) => sizeOf(one.value) - sizeOf(other.value))[0] : undefined;
  const groups = series.groups.map((group): Group => (isSmall(group.value) || group === companion ? { ...group, value: null } : group));
  return { ...series, groups, total: isSmall(series.total) ? null : series.total };
}

/** A list of contributions whose sum is withheld: none of them, since they could be counted. */
export function listWithheld<List extends { readonly sum: number }>(list: List): List | object {
  if (!isSmall(list.sum)) return list;
  return { items: [], nextCursor: null, count: null, sum: null, reason: SMALL_GROUP };
}
