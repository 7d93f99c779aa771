import { useQuery, type UseQueryReturnType } from '@tanstack/vue-query';
import { computed, type ComputedRef, type MaybeRefOrGetter, type Ref, toValue } from 'vue';
import { businessDayAt, yearOf } from '#contracts';
import { useSession } from '../app/session';
import type { FigureAnswer, FigureChange, FigureFilters, ListAnswer, ListedFigure, Series, SeriesGroup } from './answers';
import { read } from './client';

/** One figure under filters; read again whenever the stream says that figures have moved. Asked only by who may read it. */
export function useFigure(
  figure: MaybeRefOrGetter<string>,
  filters: MaybeRefOrGetter<FigureFilters>,
  enabled: MaybeRefOrGetter<boolean> = true,
): UseQueryReturnType<FigureAnswer, Error> {
  const store = useSession();
  return useQuery({
    queryKey: computed(() => ['figure', toValue(figure), toValue(filters)]),
    queryFn: ({ signal }) => read<FigureAnswer>(`figures/${toValue(figure)}`, toValue(filters), signal),
    enabled: computed(() => toValue(enabled) && store.reads(toValue(figure))),
  });
}

/** A figure in groups. Asked only by who may read it. */
export function useSeries(
  figure: MaybeRefOrGetter<string>,
  by: MaybeRefOrGetter<string>,
  filters: MaybeRefOrGetter<FigureFilters>,
  enabled: MaybeRefOrGetter<boolean> = true,
): UseQueryReturnType<Series, Error> {
  const store = useSession();
  return useQuery({
    queryKey: computed(() => ['series', toValue(figure), toValue(by), toValue(filters)]),
    queryFn: ({ signal }) => read<Series>(`figures/${toValue(figure)}/series`, { ...toValue(filters), by: toValue(by) }, signal),
    enabled: computed(() => toValue(enabled) && store.reads(toValue(figure))),
  });
}

/**
 * The years that have entries of the reader's, purchases or sales, and this one, latest first; and the one a page begins with:
 * the latest that has any.
 */
export function useYears(): { years: ComputedRef<readonly number[]>; latest: ComputedRef<number>; isFetched: Ref<boolean> } {
  const store = useSession();
  const { data, isFetched } = useSeries(() => (store.reads('purchase.ordered') ? 'purchase.ordered' : 'sales.weight'), 'year', {});
  const thisYear = yearOf(businessDayAt(new Date().toISOString()));
  const filled = computed(() => (data.value?.groups ?? []).map(({ key }) => Number(key)));
  return {
    years: computed(() => [...new Set([thisYear, ...filled.value])].sort((left, right) => right - left)),
    latest: computed(() => filled.value.at(-1) ?? thisYear),
    isFetched,
  };
}

/** Every figure with its rule (口径). */
export function useFigureList(): UseQueryReturnType<ListAnswer<ListedFigure>, Error> {
  return useQuery({ queryKey: ['figure-list'], queryFn: () => read<ListAnswer<ListedFigure>>('figures'), staleTime: Infinity });
}

/** Figures that are narrowed alike. */
export interface Narrowed {
  readonly figures: readonly string[];
  readonly filters: FigureFilters;
}

/** What moved figures since an instant; one that takes fewer filters than another is asked with its own. */
export function useChanges(
  since: MaybeRefOrGetter<string | undefined>,
  asked: MaybeRefOrGetter<readonly Narrowed[]>,
): UseQueryReturnType<readonly FigureChange[], Error> {
  return useQuery({
    queryKey: computed(() => ['changes', toValue(since), toValue(asked)]),
    queryFn: async ({ signal }) => {
      const answers = toValue(asked).map(({ figures, filters }) =>
        read<{ readonly items: readonly FigureChange[] }>(
          'changes',
          { ...filters, since: toValue(since), figures: figures.join(',') },
          signal,
        ),
      );
      return (await Promise.all(answers)).flatMap(({ items }) => items);
    },
    enabled: computed(() => toValue(since) !== undefined && toValue(asked).length > 0),
  });
}

/** The plain number of a group or figure; a ratio counts by its ratio. @returns null where there is no base */
export function plainValue(value: SeriesGroup['value'] | undefined): number | null {
  if (value === undefined || value === null || typeof value === 'number') return value ?? null;
  return value.permyriad;
}
