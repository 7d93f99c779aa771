import { type Adjustment, LOG_NAMES } from '#contracts';
import { placeholders, type SqlSession } from '#persistence';

/** The event a contribution came from. */
interface OfEvent {
  readonly log: number;
  readonly position: number;
}

/** 调整 of some events, by {@link eventKey}: which of them put an amount into a locked period, and why. */
export async function adjustmentsOf(session: SqlSession, events: readonly OfEvent[]): Promise<ReadonlyMap<string, Adjustment>> {
  const found = new Map<string, Adjustment>();
  for (const log of LOG_NAMES.keys()) {
    const positions = [...new Set(events.filter((event) => event.log === log).map(({ position }) => position))];
    if (positions.length === 0) continue;
    const list = placeholders(positions);
    const rows = await session.all<{ position: number; period: string; reason: string }>(
      `SELECT position, period, reason FROM impact_adjustment WHERE log = ? AND position IN ${list.sql}`,
      [log, ...list.params],
    );
    for (const { position, period, reason } of rows) found.set(eventKey({ log, position }), { period, reason });
  }
  return found;
}

/** An event among others, as a key. */
export function eventKey({ log, position }: OfEvent): string {
  return `${log}:${position}`;
}
