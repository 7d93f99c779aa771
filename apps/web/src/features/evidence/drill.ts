import { computed, type ComputedRef } from 'vue';
import { type LocationQueryRaw, useRoute, useRouter } from 'vue-router';
import type { FigureFilters } from '../../api/answers';
import { queryText } from '../../api/client';

/** A figure under filters, as the evidence drawer shows what it is made of. */
export interface Drill {
  readonly figure: string;
  readonly filters: FigureFilters;
}

/** `purchase.paid?year=2020&channel=832`: a figure with its filters in one word of the address. */
export function drillText({ figure, filters }: Drill): string {
  return `${figure}${queryText(filters)}`;
}

/** What {@link drillText} said; nothing where the address says something else. */
export function drillOf(text: unknown): Drill | undefined {
  if (typeof text !== 'string') return undefined;
  const [figure = '', query = ''] = text.split('?', 2);
  return /^[a-z-]+\.[a-z-]+$/.test(figure) ? { figure, filters: Object.fromEntries(new URLSearchParams(query)) } : undefined;
}

export interface Drilling {
  /** The figure that is open; it stands in the address. */
  readonly drill: ComputedRef<Drill | undefined>;
  /** The record that is open, by its stream (`order-…`): one of the figure's, or one by itself. */
  readonly record: ComputedRef<string | undefined>;
  /** The field of that record whose entries alone are shown, or what the fields below it begin with (`funds.paid`). */
  readonly part: ComputedRef<string | undefined>;
  /** Opens what a figure is made of; Back closes it again. */
  open(figure: string, filters: FigureFilters): void;
  openRecord(subject: string, part?: string): void;
  backToList(): void;
  close(): void;
}

/** The one way by which any number opens its evidence. */
export function useDrilling(): Drilling {
  const route = useRoute();
  const router = useRouter();
  const go = (changes: LocationQueryRaw): void => void router.push({ query: { ...route.query, part: undefined, ...changes } });
  const said = (name: string): string | undefined => {
    const text = route.query[name];
    return typeof text === 'string' ? text : undefined;
  };
  return {
    drill: computed(() => drillOf(route.query['drill'])),
    record: computed(() => said('record')),
    part: computed(() => said('part')),
    open: (figure, filters) => go({ drill: drillText({ figure, filters }), record: undefined }),
    openRecord: (subject, part) => go({ record: subject, part }),
    backToList: () => go({ record: undefined }),
    close: () => go({ drill: undefined, record: undefined }),
  };
}
