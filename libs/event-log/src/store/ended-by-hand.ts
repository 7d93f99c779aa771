import { type EndedByHand, RECORD_WITHDRAWN } from '#contracts';
import type { EventLog } from '../event-log.js';
import type { FoundEvent } from '../tail/read-event.js';

/**
 * Records that somebody has ended by hand: whoever brings them again should know. What the undoing of an import took back
 * comes again without a word.
 * @param ids of records that do not stand @param streamOf the stream of a record
 * @param end the events that end one by hand; each gives its `reason`
 */
export async function endedByHand(
  log: Pick<EventLog, 'find'>,
  ids: readonly string[],
  streamOf: (id: string) => string,
  end: readonly string[],
): Promise<ReadonlyMap<string, EndedByHand>> {
  const idOf = new Map(ids.map((id) => [streamOf(id), id]));
  const lasts = new Map<string, FoundEvent>();
  for (const event of await log.find([...idOf.keys()], [...end, RECORD_WITHDRAWN])) lasts.set(idOf.get(event.streamId) ?? '', event);
  const ended = new Map<string, EndedByHand>();
  for (const [id, event] of lasts) {
    const { type, meta, recordedAt: endedAt, data } = event.envelope();
    if (type === RECORD_WITHDRAWN || meta.batchId !== undefined) continue;
    ended.set(id, { id, endedBy: meta.actor.account, endedAt, reason: (data as { readonly reason: string }).reason });
  }
  return ended;
}
