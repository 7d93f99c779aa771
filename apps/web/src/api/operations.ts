import { type QueryClient, useQuery, type UseQueryReturnType } from '@tanstack/vue-query';
import type { Job } from '#contracts';
import { read } from './client';

/** What an administrator can have done to the whole ledger, and the latest jobs first. */
export interface OperationsState {
  readonly demonstrations: readonly string[];
  readonly projections: readonly string[];
  readonly items: readonly Job[];
}

/** Of a demonstration that is on its way in; `notes` are told only once. */
export interface DemoLoading {
  readonly job: Job;
  readonly notes: readonly string[];
}

const KEY = ['operations'];
/** The stream tells of every step; this is for a stream that is lost. */
const BETWEEN_LOOKS_MS = 2_000;

/** The jobs as they stand; they move by themselves while one runs. */
export function useOperations(): UseQueryReturnType<OperationsState, Error> {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => read<OperationsState>('rebuilds', {}, signal),
    refetchInterval: ({ state }) => (isBusy(state.data) ? BETWEEN_LOOKS_MS : false),
  });
}

/** Whether a job is on its way. */
export function isBusy(state: OperationsState | undefined): boolean {
  return state?.items.some((job) => job.state === 'running') === true;
}

/** Shows how a job stands; with its end every figure may be another. */
export function keepJob(queries: QueryClient, job: Job): void {
  queries.setQueryData<OperationsState>(KEY, (known) =>
    known === undefined ? known : { ...known, items: [job, ...known.items.filter(({ id }) => id !== job.id)] },
  );
  if (job.state !== 'running') void queries.invalidateQueries();
}
