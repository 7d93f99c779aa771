import { LOG_NAMES, type LogName, type Position } from '#contracts';
import type { SqlSession } from '#persistence';

/** A cut in knowledge: what was recorded up to an instant, as the last position per log. */
export interface Knowledge {
  readonly knownAtMs: number;
  /** `yyyymm` (UTC) of the instant: what was recorded in earlier months is known whole. */
  readonly month: number;
  readonly positions: ReadonlyMap<LogName, Position>;
  /** The last position per log before the cut month. */
  readonly beforeMonth: ReadonlyMap<LogName, Position>;
}

/** @param read how far the figures have read each log */
export async function knowledgeAt(session: SqlSession, read: ReadonlyMap<LogName, Position>, knownAtMs: number): Promise<Knowledge> {
  const date = new Date(knownAtMs);
  const monthBegan = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
  const month = date.getUTCFullYear() * 100 + date.getUTCMonth() + 1;
  return {
    knownAtMs,
    month,
    positions: await positionsAt(session, read, knownAtMs),
    beforeMonth: await positionsAt(session, read, monthBegan - 1),
  };
}

async function positionsAt(
  session: SqlSession,
  read: ReadonlyMap<LogName, Position>,
  knownAtMs: number,
): Promise<ReadonlyMap<LogName, Position>> {
  const positions = new Map<LogName, Position>();
  for (const [index, log] of LOG_NAMES.entries()) positions.set(log, await positionAt(session, index, read.get(log) ?? 0, knownAtMs));
  return positions;
}

/** The last event at or before a position, and when it was recorded: among those that posted and those that did not. */
const LAST_AT = ['impact_contribution', 'impact_unposted']
  .map((table) => `SELECT * FROM (${lastOf(table)}) ${table}_last`)
  .join(' UNION ALL ');

function lastOf(table: string): string {
  return `SELECT position, recorded_at FROM ${table} WHERE log = ? AND position <= ? ORDER BY position DESC LIMIT 1`;
}

/** The last position recorded at or before an instant, by bisection: positions of one log rise with the clock. */
async function positionAt(session: SqlSession, log: number, head: Position, knownAtMs: number): Promise<Position> {
  const at = async (position: Position): Promise<{ position: Position; recorded_at: number } | undefined> => {
    const found = await session.all<{ position: Position; recorded_at: number }>(LAST_AT, [log, position, log, position]);
    return found.sort((left, right) => right.position - left.position)[0];
  };
  const last = await at(head);
  if (last === undefined || last.recorded_at <= knownAtMs) return head;
  let low = 0;
  let high = last.position - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const row = await at(middle);
    if (row === undefined || row.recorded_at <= knownAtMs) low = middle;
    else high = row.position - 1;
  }
  return low;
}
