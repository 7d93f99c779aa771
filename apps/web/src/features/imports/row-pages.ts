import { onBeforeUnmount, type Ref, ref, shallowReactive, watch } from 'vue';
import type { ListAnswer } from '../../api/answers';
import { read } from '../../api/client';
import type { ImportRow, RowSearch } from '../../api/import-answers';

const PAGE_ROWS = 100;
/** Pages that are kept; those of long ago are read again. */
const MOST_PAGES = 30;
/** A scroll bar that is dragged passes pages nobody wants to read. */
const REST_MS = 60;

/** A plan's rows, of which only those that are looked at are read. */
export interface RowPages {
  /** Of the whole search; undefined until it is known. */
  readonly count: Ref<number | undefined>;
  /** Why rows could not be read. */
  readonly problem: Ref<unknown>;
  rowAt(index: number): ImportRow | undefined;
  /** Says which rows are looked at. */
  need(from: number, to: number): void;
}

/** @param plan which plan is shown: another one is read anew, and until it is there, the old one stays */
export function useRowPages(importId: () => string, plan: () => string, search: () => RowSearch): RowPages {
  const pages = shallowReactive(new Map<number, readonly ImportRow[]>());
  const count = ref<number>();
  const problem = ref<unknown>(null);
  let asked = new Set<number>();
  let wanted: readonly [number, number] = [0, 0];
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function load(page: number): Promise<void> {
    const ours = asked;
    ours.add(page);
    try {
      const query = { ...search(), from: page * PAGE_ROWS, limit: PAGE_ROWS };
      const answer = await read<ListAnswer<ImportRow>>(`imports/${importId()}/rows`, query);
      if (ours !== asked) return;
      for (const old of [...pages.keys()]) if (!ours.has(old) || isTooMuch(old)) forget(old);
      pages.set(page, answer.items);
      count.value = answer.count;
      problem.value = null;
    } catch (error) {
      if (ours !== asked) return;
      ours.delete(page);
      problem.value = error;
    }
  }

  function forget(page: number): void {
    pages.delete(page);
    asked.delete(page);
  }

  function isTooMuch(page: number): boolean {
    return pages.size > MOST_PAGES && (page < wanted[0] || page > wanted[1]);
  }

  function fill(): void {
    for (let page = wanted[0]; page <= wanted[1]; page += 1) if (!asked.has(page)) void load(page);
  }

  watch([importId, plan, () => JSON.stringify(search())], ([id, , text], [oldId, , oldText]) => {
    asked = new Set();
    clearTimeout(timer);
    if (id !== oldId || text !== oldText) {
      pages.clear();
      count.value = undefined;
      wanted = [0, 0];
    }
    fill();
  });
  fill();
  onBeforeUnmount(() => {
    clearTimeout(timer);
    asked = new Set();
  });

  return {
    count,
    problem,
    rowAt: (index) => pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS],
    need: (from, to) => {
      wanted = [Math.floor(from / PAGE_ROWS), Math.floor(to / PAGE_ROWS)];
      clearTimeout(timer);
      timer = setTimeout(fill, REST_MS);
    },
  };
}
