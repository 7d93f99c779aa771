import { computed, type ComputedRef, type Ref, toValue } from 'vue';
import { i18n } from '../../locales';

/** One thing that waits for whoever has signed in, and the page where it is done. */
export interface Todo {
  readonly key: string;
  readonly text: string;
  readonly to: string;
}

/** What one source has to tell: what waits as far as it was read, and whether that is all of it. */
export interface TodoSource {
  readonly todos: readonly Todo[];
  /** The first reading that failed. */
  readonly error: Error | null;
  readonly pending: boolean;
  /** Reads again what failed. */
  readonly retry: () => void;
}

/** A reading that a source is made of, as vue-query holds it. */
interface Reading {
  readonly data: Ref<unknown>;
  readonly error: Ref<Error | null>;
  readonly refetch: () => Promise<unknown>;
}

/** What waits, with how the readings stand that it is told from; a source that does not ask is neither pending nor failed. */
export function sourceOf(asks: Ref<boolean>, readings: readonly Reading[], todos: () => readonly Todo[]): ComputedRef<TodoSource> {
  return computed(() => {
    if (!asks.value) return { todos: [], error: null, pending: false, retry: () => undefined };
    const failed = readings.filter(({ error }) => error.value !== null);
    return {
      todos: todos(),
      error: toValue(failed[0]?.error) ?? null,
      pending: readings.some(({ data, error }) => data.value === undefined && error.value === null),
      retry: () => void Promise.all(failed.map(({ refetch }) => refetch())),
    };
  });
}

const MOST_NAMES = 3;

/** A few of many names, and that there are more. */
export function someOf(names: readonly string[]): string {
  const t = i18n.global.t;
  const shown = names.slice(0, MOST_NAMES).join(t('words.and'));
  return names.length > MOST_NAMES ? t('desk.andMore', { names: shown }) : shown;
}
