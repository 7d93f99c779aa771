import { useQuery, type UseQueryReturnType } from '@tanstack/vue-query';
import { type MaybeRefOrGetter, toValue } from 'vue';
import { read } from './client';

/** Whether every total is up to date, and who is running (docs/contract.md §5). */
export interface SystemState {
  readonly projections: readonly {
    readonly projection: string;
    readonly behindBy: number;
    readonly parked: number;
    /** Absent in the answer of a service of an earlier release, beside which the gateway may run for a while. */
    readonly setAside?: number;
  }[];
  readonly services: readonly { readonly name: string; readonly up: boolean; readonly version: string | null }[];
}

const BETWEEN_LOOKS_MS = 5_000;

/** How the system stands, looked at again and again. */
export function useSystemState(enabled: MaybeRefOrGetter<boolean> = true): UseQueryReturnType<SystemState, Error> {
  return useQuery({
    queryKey: ['system'],
    queryFn: ({ signal }) => read<SystemState>('system', {}, signal),
    refetchInterval: BETWEEN_LOOKS_MS,
    enabled: () => toValue(enabled),
  });
}
