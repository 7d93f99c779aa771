import { useQuery } from '@tanstack/vue-query';
import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { businessDayAt } from '#contracts';
import type { ListAnswer } from '../../api/answers';
import type { SaleItem } from '../../api/record-answers';
import { read } from '../../api/client';
import { useSession } from '../../app/session';
import { usePrinter } from '../../shared/printer';
import { waitingSales } from '../../shared/waiting-sales';
import { sourceOf, type TodoSource } from './todo';

/** What a village has to do: sales that wait on this computer, a month without any, weights that are not known. */
export function useVillageTodos(): ComputedRef<TodoSource> {
  const { t } = useI18n();
  const print = usePrinter();
  const store = useSession();
  const today = businessDayAt(new Date().toISOString());
  const monthBegan = `${today.slice(0, 8)}01`;
  const asks = computed(() => store.has('village-staff'));
  const ofMonth = useQuery({
    queryKey: ['sales', 'todo', monthBegan],
    queryFn: ({ signal }) => read<ListAnswer<SaleItem>>('sales', { from: monthBegan, state: 'recorded', limit: 1 }, signal),
    enabled: asks,
  });
  const all = useQuery({
    queryKey: ['sales', 'todo', 'all'],
    queryFn: ({ signal }) => read<ListAnswer<SaleItem>>('sales', { state: 'recorded', limit: 1 }, signal),
    enabled: asks,
  });
  return sourceOf(asks, [ofMonth, all], () => {
    const { waiting, refused } = waitingSales(store.session?.account ?? '');
    const unconverted = all.data.value?.sums['unconverted'] ?? 0;
    const count = (n: number): { count: string } => ({ count: print.value.count(n, 'entry') });
    return [
      { when: refused > 0, key: 'refused', text: t('desk.salesRefused', count(refused)), to: '/m/' },
      { when: waiting > refused, key: 'waiting', text: t('desk.salesWait', count(waiting - refused)), to: '/m/' },
      { when: ofMonth.data.value?.count === 0, key: 'month', text: t('desk.noSales', { month: print.value.month(monthBegan) }), to: '/m/' },
      { when: unconverted > 0, key: 'unconverted', text: t('desk.unconverted', count(unconverted)), to: '/sales' },
    ].filter(({ when }) => when);
  });
}
