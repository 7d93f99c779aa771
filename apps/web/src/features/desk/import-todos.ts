import { useQuery } from '@tanstack/vue-query';
import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { ImportAnswer } from '../../api/import-answers';
import { everyPage } from '../../api/every-page';
import { useSession } from '../../app/session';
import { sourceOf, type TodoSource } from './todo';

/** An import in one of these states waits for a person. */
const WAITING: readonly ImportAnswer['state'][] = ['mapping', 'checked'];

/** Own imports that are begun and neither entered nor given up. */
export function useImportTodos(): ComputedRef<TodoSource> {
  const { t } = useI18n();
  const store = useSession();
  const asks = computed(() => store.has('purchaser', 'village-staff', 'admin', 'reviewer'));
  const imports = useQuery({
    queryKey: ['imports', 'todo'],
    queryFn: async ({ signal }) =>
      (await Promise.all(WAITING.map((state) => everyPage<ImportAnswer>('imports', { state }, signal)))).flat(),
    enabled: asks,
  });
  return sourceOf(asks, [imports], () =>
    (imports.data.value ?? [])
      .filter(({ createdBy }) => createdBy === store.session?.account)
      .map(({ importId, file, counts }) => ({
        key: importId,
        text: t('desk.importWaits', {
          file: counts === null ? t('desk.file', { file: file.name }) : t('desk.fileOfRows', { file: file.name, rows: counts.rows }),
        }),
        to: `/unit/import/${importId}`,
      })),
  );
}
