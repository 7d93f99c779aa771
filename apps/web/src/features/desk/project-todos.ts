import { useQuery } from '@tanstack/vue-query';
import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { STAGE_NAMES } from '#contracts';
import type { BoardItem } from '../../api/record-answers';
import { everyPage } from '../../api/every-page';
import { useSession } from '../../app/session';
import { usePrinter } from '../../shared/printer';
import { sourceOf, type TodoSource } from './todo';

/** Projects whose next stage is late: for who keeps them, and for leaders. */
export function useProjectTodos(): ComputedRef<TodoSource> {
  const { t, locale } = useI18n();
  const print = usePrinter();
  const store = useSession();
  const asks = computed(() => store.has('project-staff', 'leader'));
  const projects = useQuery({
    queryKey: ['projects', 'todo'],
    queryFn: ({ signal }) => everyPage<BoardItem>('projects', { state: 'running' }, signal),
    enabled: asks,
  });
  return sourceOf(asks, [projects], () =>
    (projects.data.value ?? [])
      .filter(({ daysLate, nextStage }) => daysLate > 0 && nextStage !== null)
      .map(({ id, name, nextStage, nextStageName, daysLate }) => {
        const stage = (locale.value === 'en' ? STAGE_NAMES[nextStage ?? '']?.en : nextStageName) ?? '';
        const text = t('desk.lateStages', { project: name, stage, days: print.value.count(daysLate, 'day') });
        return { key: id, text, to: `/projects/${id}` };
      }),
  );
}
