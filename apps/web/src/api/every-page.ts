import type { ListAnswer } from './answers';
import { type Query, read } from './client';

const MOST = 200;

/** Every page of a list under its filters, for what has to be known whole. @throws ApiProblem, UnreachableError */
export async function everyPage<Item>(path: string, query: Query = {}, signal?: AbortSignal): Promise<Item[]> {
  const items: Item[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page: ListAnswer<Item> = await read(path, { ...query, limit: MOST, cursor }, signal);
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}
