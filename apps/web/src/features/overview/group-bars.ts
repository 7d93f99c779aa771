import type { FigureFilters, SeriesGroup } from '../../api/answers';
import { plainValue } from '../../api/figures';
import type { Bar } from '../../shared/bar';

/** Groups as bars, in their order: all that have a value, also the one of no key. @param nameOf what a group is called */
export function groupBars(groups: readonly SeriesGroup[], nameOf: (group: SeriesGroup) => string): Bar[] {
  return groups
    .filter(({ value }) => plainValue(value) !== null)
    .map((group) => ({ key: group.key ?? '', name: nameOf(group), value: group.value, filters: inAddress(group.filters) }));
}

/** Bars with the largest first. */
export function largestFirst(bars: readonly Bar[]): Bar[] {
  return [...bars].sort((left, right) => (plainValue(right.value) ?? 0) - (plainValue(left.value) ?? 0));
}

/** Filters as an address has them. */
function inAddress(filters: SeriesGroup['filters']): FigureFilters {
  return Object.fromEntries(Object.entries(filters).map(([name, value]) => [name, String(value)]));
}
