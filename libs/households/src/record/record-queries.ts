import type { Source } from '#contracts';
import { historyOf, type EventLog, type HistoryItem, type StreamRef } from '#event-log';
import { ProblemError } from '#platform';

/** A record's shown fields; `undefined` where there is none, or it was withdrawn. */
export type Facts = Readonly<Record<string, unknown>>;

/** What every record's view ends with (contract §3, last line). */
export interface Mark {
  readonly streamVersion: number;
  readonly source: Source;
  readonly demo?: true;
}

/** What every record says of itself: its version, and whether it is a demonstration. */
export function markOf(source: Source, streamVersion: number): Mark {
  return { streamVersion, source, ...(source === 'demo' ? { demo: true as const } : {}) };
}

/** RECORD.NOT_FOUND, to be thrown. */
export function notFound(id: string): ProblemError {
  return new ProblemError([{ code: 'RECORD.NOT_FOUND', params: { id } }]);
}

/** A withdrawn record keeps its history: nothing is deleted. @throws ProblemError RECORD.NOT_FOUND where it never began */
export async function historyOfRecord<State>(
  log: EventLog,
  id: string,
  ref: StreamRef<State>,
  factsOf: (state: State) => Facts,
): Promise<{ items: HistoryItem[] }> {
  const events = await log.history(ref.id);
  if (events.length === 0) throw notFound(id);
  return { items: historyOf(events, ref.definition, factsOf) };
}
