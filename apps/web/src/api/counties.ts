import { useQuery } from '@tanstack/vue-query';
import { computed, type ComputedRef } from 'vue';
import type { County } from '#contracts/counties';

/** The 832 counties; fetched when a page first needs one of them. */
export function useCounties(): ComputedRef<readonly County[]> {
  const { data } = useQuery({
    queryKey: ['counties'],
    queryFn: async () => (await import('#contracts/counties')).POVERTY_COUNTIES,
    staleTime: Infinity,
    gcTime: Infinity,
  });
  return computed(() => data.value ?? []);
}

/** Names a county by today's code or a former one; a code that is not of the 832 stays as it is. */
export function useCountyName(): (code: string) => string {
  const counties = useCounties();
  const names = computed(
    () => new Map(counties.value.flatMap(({ code, formerCodes, name }) => [code ?? '', ...formerCodes].map((each) => [each, name]))),
  );
  return (code) => names.value.get(code) ?? code;
}
