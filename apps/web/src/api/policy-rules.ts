import { useQuery, type UseQueryReturnType } from '@tanstack/vue-query';
import type { PolicyRuleSet } from '#contracts';
import { everyPage } from './every-page';

/** Every policy rule: which of them counts for a unit and a year is known only from all. */
export function usePolicyRules(): UseQueryReturnType<readonly PolicyRuleSet[], Error> {
  return useQuery({ queryKey: ['policy-rules'], queryFn: ({ signal }) => everyPage<PolicyRuleSet>('policy-rules', {}, signal) });
}
