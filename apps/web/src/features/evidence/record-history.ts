import { useQuery, type UseQueryReturnType } from '@tanstack/vue-query';
import { computed } from 'vue';
import type { HistoryItem } from '../../api/record-answers';
import { read } from '../../api/client';
import type { RecordAddress } from './record-fields';

/** Every entry of a record, oldest first; not asked for where a stream is no record. */
export function useHistory(
  address: () => RecordAddress | undefined,
): UseQueryReturnType<{ readonly items: readonly HistoryItem[] }, Error> {
  return useQuery({
    queryKey: computed(() => ['history', address()?.path]),
    queryFn: ({ signal }) => read<{ readonly items: readonly HistoryItem[] }>(`${address()?.path ?? ''}/history`, {}, signal),
    enabled: computed(() => address() !== undefined),
  });
}
