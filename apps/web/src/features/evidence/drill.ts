import { computed, type ComputedRef } from 'vue';
import { type LocationQueryRaw, useRoute, useRouter } from 'vue-router';
import type { FigureFilters } from '../../api/answers';
import { queryText } from '../../api/client';

/** What the evidence drawer shows: a figure under filters, and in it perhaps one record. It stands in the address. */
export interface Drill {
  readonly figure: string;
  readonly filters: FigureFilters;
  /** A stream id, `order-…`. */
  readonly record?: string;
}

/** `purchase.paid?year=2020&channel=832`: a figure with its filters in one word of the address. */
export function drillText({ figure, filters }: Pick<Drill, 'figure' | 'filters'>): string {
  return `${figure}${queryText(filters)}`;
}

/** What {@link drillText} said; nothing where the address says something else. */
export function drillOf(text: unknown): Pick<Drill, 'figure' | 'filters'> | undefined {
  if (typeof text !== 'string') return undefined;
  const [figure = '', query = ''] = text.split('?', 2);
  return /^[a-z-]+\.[a-z-]+$/.test(figure) ? { figure, filters: Object.fromEntries(new URLSearchParams(query)) } : undefined;
}

export interface Drilling {
  readonly drill: ComputedRef<Drill | undefined>;
  /** Opens what a figure is made of; Back closes it again. */
  open(figure: string, filters: FigureFilters): void;
  openRecord(subject: string): void;
  backToList(): void;
  close(): void;
}

/** The one way by which any number opens its evidence. */
export function useDrilling(): Drilling {
  const route = useRoute();
  const router = useRouter();
  const go = (changes: LocationQueryRaw): void => void router.push({ query: { ...route.query, ...changes } });
  return {
    drill: computed(() => {
      const of = drillOf(route.query['drill']);
      const record = route.query['record'];
      return of === undefined ? undefined : { ...of, ...(typeof record === 'string' ? { record } : {}) };
    }),
    open: (figure, filters) => go({ drill: drillText({ figure, filters }), record: undefined }),
    openRecord: (subject) => go({ record: subject }),
    backToList: () => go({ record: undefined }),
    close: () => go({ drill: undefined, record: undefined }),
  };
}
