import type { ListAnswer } from './answers';
import { read } from './client';

const MOST = 200;

/** Every page of a list, for what has to be known whole. @throws ApiProblem, UnreachableError */
export async function everyPage<Item>(path: string): Promise<Item[]> {
  const items: Item[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page: ListAnswer<Item> = await read(path, { limit: MOST, cursor });
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}
