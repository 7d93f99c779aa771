import { useInfiniteQuery } from '@tanstack/vue-query';
import { computed, type ComputedRef, type MaybeRefOrGetter, type Ref, toValue } from 'vue';
import type { Contribution, ContributionList, ContributionsAnswer, FigureFilters } from '../../api/answers';
import { read } from '../../api/client';

/** Of a ratio: which of its two lists. */
export type Part = 'numerator' | 'denominator';

export const PER_PAGE = 100;

export interface Contributions {
  readonly first: ComputedRef<ContributionsAnswer | undefined>;
  /** Count and sum of the whole list. */
  readonly list: ComputedRef<ContributionList | undefined>;
  /** The entries read so far. */
  readonly rows: ComputedRef<readonly Contribution[]>;
  readonly remaining: ComputedRef<number>;
  readonly isFetching: Ref<boolean>;
  readonly error: Ref<Error | null>;
  more(): void;
  refetch(): void;
}

/** The entries a figure is made of, page by page. */
export function useContributions(
  figure: MaybeRefOrGetter<string>,
  filters: MaybeRefOrGetter<FigureFilters>,
  part: Ref<Part>,
): Contributions {
  const query = useInfiniteQuery({
    queryKey: computed(() => ['contributions', toValue(figure), toValue(filters), part.value]),
    queryFn: ({ pageParam, signal }) =>
      read<ContributionsAnswer>(
        `figures/${toValue(figure)}/contributions`,
        { ...toValue(filters), limit: PER_PAGE, cursor: pageParam ?? undefined },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page: ContributionsAnswer) => listOf(page, part.value).nextCursor,
  });
  const lists = computed(() => (query.data.value?.pages ?? []).map((page) => listOf(page, part.value)));
  const rows = computed(() => lists.value.flatMap(({ items }) => items));
  return {
    first: computed(() => query.data.value?.pages[0]),
    list: computed(() => lists.value[0]),
    rows,
    remaining: computed(() => (lists.value[0]?.count ?? 0) - rows.value.length),
    isFetching: query.isFetching,
    error: query.error,
    more: () => void query.fetchNextPage(),
    refetch: () => void query.refetch(),
  };
}

function listOf(page: ContributionsAnswer, part: Part): ContributionList {
  return 'numerator' in page ? page[part] : page;
}
