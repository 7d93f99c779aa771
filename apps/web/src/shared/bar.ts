import type { FigureFilters, FigureValue } from '../api/answers';

/** One bar: a group of a figure, with the filters that open exactly this group. */
export interface Bar {
  readonly key: string;
  readonly name: string;
  readonly value: FigureValue;
  readonly filters: FigureFilters;
}
