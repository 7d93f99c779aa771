import { useQuery } from '@tanstack/vue-query';
import { computed, type ComputedRef, type MaybeRefOrGetter, toValue } from 'vue';
import type { ListAnswer } from '../api/answers';
import { read } from '../api/client';
import { everyPage } from '../api/every-page';
import type { BoardItem, OrderItem } from '../api/record-answers';
import { useUnits } from '../api/units';
import { useSession } from './session';

/** One thing that was found: what it is, what it is called, and where it opens. */
export interface Found {
  readonly kind: 'order' | 'project' | 'unit';
  readonly id: string;
  readonly name: string;
  readonly note: string;
}

/** Of each kind so many are shown: who sees more than these narrows the words. */
const MOST = 5;
/** Shorter words name too much. */
const LEAST_LENGTH = 2;

/** Orders by number, supplier or product, and projects and units by name, as far as the reader sees them. */
export function useSearch(words: MaybeRefOrGetter<string>): { found: ComputedRef<readonly Found[]>; isFetching: ComputedRef<boolean> } {
  const store = useSession();
  const units = useUnits();
  const asked = computed(() => {
    const text = toValue(words).trim();
    return text.length < LEAST_LENGTH ? '' : text;
  });
  const { data: orders, isFetching } = useQuery({
    queryKey: computed(() => ['search', 'orders', asked.value]),
    queryFn: () => ordersNamed(asked.value),
    enabled: computed(() => asked.value !== '' && store.has('purchaser', 'reviewer', 'leader', 'auditor')),
  });
  const { data: projects } = useQuery({
    queryKey: ['search', 'projects'],
    queryFn: ({ signal }) => everyPage<BoardItem>('projects', {}, signal),
    enabled: computed(() => asked.value !== '' && store.has('project-staff', 'reviewer', 'leader', 'auditor')),
  });
  const found = computed<readonly Found[]>(() => {
    if (asked.value === '') return [];
    const named = ({ name }: { readonly name: string }): boolean => name.includes(asked.value);
    return [
      ...(orders.value ?? []).map(foundOrder),
      ...(projects.value ?? [])
        .filter(named)
        .slice(0, MOST)
        .map(({ id, name }) => ({ kind: 'project' as const, id, name, note: '' })),
      ...units.value
        .filter(named)
        .slice(0, MOST)
        .map(({ id, name }) => ({ kind: 'unit' as const, id, name, note: '' })),
    ];
  });
  return { found, isFetching: computed(() => isFetching.value) };
}

async function ordersNamed(text: string): Promise<readonly OrderItem[]> {
  const ways = ['platformOrderNo', 'supplier', 'product'].map((filter) =>
    read<ListAnswer<OrderItem>>('orders', { [filter]: text, limit: MOST }),
  );
  const answers = await Promise.all(ways);
  const byId = new Map(answers.flatMap(({ items }) => items).map((order) => [order.id, order]));
  return [...byId.values()].slice(0, MOST);
}

function foundOrder({ id, platformOrderNo, products, supplierName, occurredOn }: OrderItem): Found {
  return {
    kind: 'order',
    id,
    name: [products, supplierName].filter(Boolean).join(' · '),
    note: [occurredOn, platformOrderNo].filter(Boolean).join(' · '),
  };
}
