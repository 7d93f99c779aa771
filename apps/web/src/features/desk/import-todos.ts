import { useQuery } from '@tanstack/vue-query';
import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { ListAnswer } from '../../api/answers';
import type { ImportAnswer } from '../../api/import-answers';
import { read } from '../../api/client';
import { useSession } from '../../app/session';
import type { Todo } from './todo';

/** An import in one of these states waits for a person. */
const WAITING: readonly ImportAnswer['state'][] = ['mapping', 'checked'];
const LATEST = 50;

/** Own imports that are begun and neither entered nor given up. */
export function useImportTodos(): ComputedRef<readonly Todo[]> {
  const { t } = useI18n();
  const store = useSession();
  const { data } = useQuery({
    queryKey: ['imports', 'todo'],
    queryFn: ({ signal }) => read<ListAnswer<ImportAnswer>>('imports', { limit: LATEST }, signal),
    enabled: computed(() => store.has('purchaser', 'village-staff', 'admin')),
  });
  return computed(() =>
    (data.value?.items ?? [])
      .filter(({ state, createdBy }) => WAITING.includes(state) && createdBy === store.session?.account)
      .map(({ importId, file, counts }) => ({
        key: importId,
        text: t('desk.importWaits', { file: file.name, rows: counts?.rows ?? 0 }),
        to: `/unit/import/${importId}`,
      })),
  );
}
