import type { EventLog } from '../event-log.js';

/**
 * Which records have begun, and whether each of them still stands.
 * @param ids of records @param streamOf the stream of a record @param begin the event it begins with @param end those that end it
 */
export async function standingOf(
  log: Pick<EventLog, 'find'>,
  ids: readonly string[],
  streamOf: (id: string) => string,
  { begin, end }: { readonly begin: string; readonly end: readonly string[] },
): Promise<ReadonlyMap<string, boolean>> {
  const idOf = new Map(ids.map((id) => [streamOf(id), id]));
  const standing = new Map<string, boolean>();
  for (const { streamId, type } of await log.find([...idOf.keys()], [begin, ...end]))
    standing.set(idOf.get(streamId) ?? '', type === begin);
  return standing;
}
