import type { Instant, LogName, Position } from '#contracts';
import { type SqlSession } from '#persistence';

/** Why an event waits: its own fault, or the fault of an earlier event of its stream. */
export interface ParkedEvent {
  readonly projection: string;
  readonly log: LogName;
  readonly position: Position;
  readonly stream_id: string;
  readonly type: string;
  readonly reason: string;
  readonly attempts: number;
  readonly first_failed_at: Instant;
  readonly last_failed_at: Instant;
}

/** Reason of an event that is only behind a poisoned one. */
export const BEHIND = 'behind an earlier parked event of its stream';

const COLUMNS = ['projection', 'log', 'position', 'stream_id', 'type', 'reason', 'attempts', 'first_failed_at', 'last_failed_at'] as const;

/** What is laid aside of one projection, or of all, by log and position. */
export async function parkedOf(session: SqlSession, projection?: string): Promise<ParkedEvent[]> {
  const where = projection === undefined ? '' : ' WHERE projection = ?';
  const params = projection === undefined ? [] : [projection];
  return session.all<ParkedEvent>(`SELECT ${COLUMNS.join(', ')} FROM parked_event${where} ORDER BY projection, log, position`, params);
}

/** Lays events aside. */
export async function park(session: SqlSession, events: readonly ParkedEvent[]): Promise<void> {
  await session.insert(
    'INSERT INTO parked_event',
    COLUMNS,
    events.map((event) => COLUMNS.map((column) => event[column])),
  );
}

/** A fault in one sentence, without the values an event may carry. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 500) : `thrown ${typeof error}`;
}
