import { useQuery } from '@tanstack/vue-query';
import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { STAGE_NAMES } from '#contracts';
import type { ListAnswer } from '../../api/answers';
import type { BoardItem } from '../../api/record-answers';
import { read } from '../../api/client';
import { useSession } from '../../app/session';
import { usePrinter } from '../../shared/printer';
import type { Todo } from './todo';

/** Projects whose next stage is late: for who keeps them, and for leaders. */
export function useProjectTodos(): ComputedRef<readonly Todo[]> {
  const { t, locale } = useI18n();
  const print = usePrinter();
  const store = useSession();
  const { data } = useQuery({
    queryKey: ['projects', 'todo'],
    queryFn: ({ signal }) => read<ListAnswer<BoardItem>>('projects', { state: 'running', limit: 50 }, signal),
    enabled: computed(() => store.has('project-staff', 'leader')),
  });
  return computed(() =>
    (data.value?.items ?? [])
      .filter(({ daysLate, nextStage }) => daysLate > 0 && nextStage !== null)
      .map(({ id, name, nextStage, nextStageName, daysLate }) => {
        const stage = (locale.value === 'en' ? STAGE_NAMES[nextStage ?? '']?.en : nextStageName) ?? '';
        const text = t('desk.lateStages', { project: name, stage, days: print.value.count(daysLate, 'day') });
        return { key: id, text, to: `/projects/${id}` };
      }),
  );
}
