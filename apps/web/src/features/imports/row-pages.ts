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

type Pages = readonly [first: number, last: number];

/** The pages of one search that are kept or on their way. */
class KeptPages {
  readonly rows = shallowReactive(new Map<number, readonly ImportRow[]>());
  readonly count = ref<number>();
  readonly problem = ref<unknown>(null);
  /** Another set after {@link anew}: what is on its way for the old one comes too late. */
  private asked = new Set<number>();
  private wanted: Pages = [0, 0];

  constructor(private readonly ask: (from: number) => Promise<ListAnswer<ImportRow>>) {}

  want(wanted: Pages): void {
    this.wanted = wanted;
  }

  /** Reads what is wanted and not there. */
  fill(): void {
    for (let page = this.wanted[0]; page <= this.wanted[1]; page += 1) if (!this.asked.has(page)) void this.load(page);
  }

  /** What is there stays until it is read again. */
  anew(): void {
    this.asked = new Set();
  }

  clear(): void {
    this.rows.clear();
    this.count.value = undefined;
    this.wanted = [0, 0];
  }

  private async load(page: number): Promise<void> {
    const ours = this.asked;
    ours.add(page);
    try {
      const { items, count } = await this.ask(page * PAGE_ROWS);
      if (ours !== this.asked) return;
      for (const old of [...this.rows.keys()]) if (!ours.has(old) || this.isTooMuch(old)) this.forget(old);
      this.rows.set(page, items);
      this.count.value = count;
      this.problem.value = null;
    } catch (error) {
      if (ours !== this.asked) return;
      ours.delete(page);
      this.problem.value = error;
    }
  }

  private forget(page: number): void {
    this.rows.delete(page);
    this.asked.delete(page);
  }

  private isTooMuch(page: number): boolean {
    return this.rows.size > MOST_PAGES && (page < this.wanted[0] || page > this.wanted[1]);
  }
}

/** @param plan which plan is shown: another one is read anew, and until it is there, the old one stays */
export function useRowPages(importId: () => string, plan: () => string, search: () => RowSearch): RowPages {
  const pages = new KeptPages((from) => read<ListAnswer<ImportRow>>(`imports/${importId()}/rows`, { ...search(), from, limit: PAGE_ROWS }));
  let timer: ReturnType<typeof setTimeout> | undefined;

  watch([importId, plan, () => JSON.stringify(search())], ([id, , text], [oldId, , oldText]) => {
    pages.anew();
    clearTimeout(timer);
    if (id !== oldId || text !== oldText) pages.clear();
    pages.fill();
  });
  pages.fill();
  onBeforeUnmount(() => {
    clearTimeout(timer);
    pages.anew();
  });

  return {
    count: pages.count,
    problem: pages.problem,
    rowAt: (index) => pages.rows.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS],
    need: (from, to) => {
      pages.want([Math.floor(from / PAGE_ROWS), Math.floor(to / PAGE_ROWS)]);
      clearTimeout(timer);
      timer = setTimeout(() => pages.fill(), REST_MS);
    },
  };
}
