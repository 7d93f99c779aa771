import { useQuery, type UseQueryReturnType } from '@tanstack/vue-query';
import { computed, type MaybeRefOrGetter, toValue } from 'vue';
import { everyPage } from './every-page';
import type { ReserveItem } from './record-answers';

/** The reserves of a year, every unit's that the reader may see. */
export function useReserves(
  year: MaybeRefOrGetter<number>,
  enabled: MaybeRefOrGetter<boolean> = true,
): UseQueryReturnType<readonly ReserveItem[], Error> {
  return useQuery({
    queryKey: computed(() => ['reserves', toValue(year)]),
    queryFn: ({ signal }) => everyPage<ReserveItem>('reserves', { year: toValue(year) }, signal),
    enabled: () => toValue(enabled),
  });
}
