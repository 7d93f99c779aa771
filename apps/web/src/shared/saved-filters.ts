/** Filters of a page under a name of the reader's own. */
export interface SavedFilter {
  readonly name: string;
  readonly query: Readonly<Record<string, string>>;
}

/** Whose they are, and of which page. */
export interface FilterPlace {
  readonly page: string;
  readonly account: string;
}

const keyOf = ({ page, account }: FilterPlace): string => `bangfu.filters.${account}.${page}`;

export function readSaved(place: FilterPlace): readonly SavedFilter[] {
  return JSON.parse(localStorage.getItem(keyOf(place)) ?? '[]') as SavedFilter[];
}

export function writeSaved(place: FilterPlace, saved: readonly SavedFilter[]): void {
  localStorage.setItem(keyOf(place), JSON.stringify(saved));
}

/** With one more, in the order of the names; one of the same name is replaced. */
export function withFilter(saved: readonly SavedFilter[], added: SavedFilter): readonly SavedFilter[] {
  return [...withoutFilter(saved, added.name), added].sort((one, other) => one.name.localeCompare(other.name, 'zh'));
}

export function withoutFilter(saved: readonly SavedFilter[], name: string): readonly SavedFilter[] {
  return saved.filter((each) => each.name !== name);
}
