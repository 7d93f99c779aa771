import { useQuery } from '@tanstack/vue-query';
import { computed, type ComputedRef } from 'vue';
import { type LogName, SMALL_GROUP } from '#contracts';
import { useSession } from '../app/session';
import type { ContributionsAnswer, FigureAnswer, FigureFilters } from './answers';
import { read } from './client';

/** Which log the entries of a figure are in, by what its name begins with. */
const LOGS: Readonly<Record<string, LogName>> = { purchase: 'purchases', reserve: 'purchases', projects: 'projects', storage: 'projects' };

/**
 * Whether a figure has no entries at all under its filters: that is not a result of 0, which entries may well add up to.
 * Asked only where the answer leaves it open. Who may not see entries is told by whether anything of its kind is recorded.
 * @returns nothing while it is not known yet
 */
export function useNothingYet(filters: () => FigureFilters, answer: () => FigureAnswer | undefined): ComputedRef<boolean | undefined> {
  const store = useSession();
  const isZero = computed(() => answer()?.value === 0);
  const seesEntries = computed(() => store.opens(answer()?.figure ?? ''));
  const { data, error } = useQuery({
    queryKey: computed(() => ['contributions', 'any', answer()?.figure, filters()]),
    queryFn: ({ signal }) =>
      read<ContributionsAnswer>(`figures/${answer()?.figure ?? ''}/contributions`, { ...filters(), limit: 1 }, signal),
    enabled: computed(() => isZero.value && seesEntries.value),
  });
  return computed(() => {
    const known = answer();
    if (known === undefined) return undefined;
    if (known.value === null) return known.reason !== SMALL_GROUP;
    if (!isZero.value) return false;
    if (!seesEntries.value) return (known.asOf.positions[LOGS[known.figure.split('.')[0] ?? ''] ?? 'households'] ?? 0) === 0;
    if (data.value === undefined) return error.value === null ? undefined : false;
    return 'count' in data.value && data.value.count === 0;
  });
}
