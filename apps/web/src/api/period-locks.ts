import { useQuery } from '@tanstack/vue-query';
import { computed, type ComputedRef } from 'vue';
import type { BusinessDay, Instant, Period } from '#contracts';
import type { ListAnswer } from './answers';
import { read } from './client';

/** 期间锁定 as the console reads it (docs/contract.md §3). */
export interface PeriodLockItem {
  readonly id: string;
  readonly unitId: string;
  readonly period: Period;
  readonly sales: boolean;
  readonly reason: string | null;
  readonly lockedBy: string;
  readonly lockedAt: Instant;
}

const MOST = 200;

/**
 * The locks that bind a unit, its own and those from above; without a unit all that the caller sees.
 * @param year absent = of every year
 */
export function usePeriodLocks(unitId: () => string | undefined, year: () => number | undefined): ComputedRef<readonly PeriodLockItem[]> {
  const { data } = useQuery({
    queryKey: computed(() => ['period-locks', unitId(), year()]),
    queryFn: ({ signal }) => read<ListAnswer<PeriodLockItem>>('period-locks', { unitId: unitId(), year: year(), limit: MOST }, signal),
  });
  return computed(() => data.value?.items ?? []);
}

/** The lock of a day, if any. Whether an entry touches it is the server's to say. */
export function lockOn(locks: readonly PeriodLockItem[], day: BusinessDay): PeriodLockItem | undefined {
  return locks.find(({ period }) => day.startsWith(period));
}
