import type { Instant, LogName, Position } from '#contracts';
import type { SqlSession } from '#persistence';
import { type ParkedEvent, parkedOf } from './parked-events.js';

/** What somebody has decided about a message that is no event of its log. The last decision about it holds; none is ever changed. */
export interface ParkedDecision {
  readonly log: LogName;
  /** Where the message is parked, see `syntheticPlace`. */
  readonly position: Position;
  /** 1, 2, 3 … of each message. */
  readonly number: number;
  readonly decision: 'set-aside' | 'returned';
  readonly decided_by: string;
  readonly reason: string;
  readonly decided_at: Instant;
}

/** Of each log, where the messages lie that are set aside. */
export type SetAside = ReadonlyMap<LogName, ReadonlySet<Position>>;

/** Where nobody has set a message aside. */
export const NOTHING_ASIDE: ReadonlySet<Position> = new Set();

const COLUMNS = ['log', 'position', 'number', 'decision', 'decided_by', 'reason', 'decided_at'] as const;

/** Every decision, by message, in the order in which they were taken. */
export async function decisionsOf(session: SqlSession): Promise<ParkedDecision[]> {
  return session.all<ParkedDecision>(`SELECT ${COLUMNS.join(', ')} FROM parked_decision ORDER BY log, position, number`);
}

/** The messages whose last decision is to set them aside. */
export async function setAsideOf(session: SqlSession): Promise<SetAside> {
  const aside = new Map<LogName, Set<Position>>();
  for (const { log, position, decision } of await decisionsOf(session)) {
    const places = aside.get(log) ?? new Set();
    aside.set(log, places);
    if (decision === 'set-aside') places.add(position);
    else places.delete(position);
  }
  return aside;
}

/** Adds a decision behind those that a message has. Two at the same instant: one of them breaks the key and is refused whole. */
export async function decide(session: SqlSession, decision: Omit<ParkedDecision, 'number'>): Promise<void> {
  const { log, position } = decision;
  const [last] = await session.all<{ number: number | null }>(
    'SELECT MAX(number) AS number FROM parked_decision WHERE log = ? AND position = ?',
    [log, position],
  );
  const decided = { ...decision, number: (last?.number ?? 0) + 1 };
  await session.insert('INSERT INTO parked_decision', COLUMNS, [COLUMNS.map((column) => decided[column])]);
}

export function isAside(aside: SetAside, { log, position }: Pick<ParkedEvent, 'log' | 'position'>): boolean {
  return aside.get(log)?.has(position) === true;
}

/** What is parked of one projection, apart by whether it waits for its cause to be mended. */
export interface ParkedApart {
  /** Counted as parked; each holds the rest of its stream. */
  readonly waiting: readonly ParkedEvent[];
  /** No events of their log, by somebody's decision. */
  readonly aside: readonly ParkedEvent[];
}

/** @param logs what is parked of others is left out */
export async function parkedApart(session: SqlSession, projection: string, logs: readonly LogName[]): Promise<ParkedApart> {
  const parked = (await parkedOf(session, projection)).filter(({ log }) => logs.includes(log));
  // Asked by every feed, again and again: only a message without a position can be set aside, and mostly there is none.
  const setAside: SetAside = parked.some(({ position }) => position < 0) ? await setAsideOf(session) : new Map();
  return { waiting: parked.filter((event) => !isAside(setAside, event)), aside: parked.filter((event) => isAside(setAside, event)) };
}
