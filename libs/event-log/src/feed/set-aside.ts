import { type Instant, LOG_NAMES, type LogName, type Position, type ProblemItem } from '#contracts';
import type { Database } from '#persistence';
import { ProblemError } from '#platform';
import { decide, isAside, type ParkedDecision, setAsideOf } from '../projection/parked-decisions.js';
import { parkedOf } from '../projection/parked-events.js';
import type { Projection } from '../projection/projection.js';
import type { RebuildResult } from '../projection/rebuild-options.js';
import { changingTables } from '../projection/switch.js';
import type { EventSubscriber } from '../transport/event-subscriber.js';
import { messageAt } from '../transport/wire-event.js';
import { lookAtMessage } from './look-at-message.js';
import { type Cursor, cursorsOf } from './partition-checkpoint.js';

/** Fewest letters of a reason that says anything. */
const LEAST_REASON = 4;
/** As of every reason in the ledger. */
const MOST_REASON = 500;
const MOST_NAME = 100;

/** Who decides about which message, and why. */
export interface AsideRequest {
  /** As `parked list` names it: `<log>-<position>`. */
  readonly id: string;
  /** A name that whoever decides has given. */
  readonly by: string;
  readonly reason: string;
}

/** What decisions are taken on. */
export interface ParkedMessages {
  readonly database: Database;
  /** Parts of read models that are fed from topics. */
  readonly fed: readonly Projection[];
  /** Reads the topic of a log, alone in its group. */
  readonly reader: (logs: readonly LogName[]) => EventSubscriber;
  readonly now: () => Instant;
  readonly rebuild: (names: readonly string[]) => Promise<RebuildResult>;
}

interface ParkedPlace {
  readonly log: LogName;
  readonly position: Position;
}

/**
 * Decides that a parked message is no event of its log, then replays the read models that have parked it: what it held back
 * gets its turn. A message is proved to be none by the log itself, whose positions have no gap: every event up to the highest
 * is in the rows, and one of them lies behind it in its partition, so that as an event it would stand before that one.
 * @throws ProblemError PARKED.WHO_REQUIRED, PARKED.REASON_REQUIRED, PARKED.UNKNOWN, PARKED.IN_LOG, PARKED.ALREADY_ASIDE, PARKED.READABLE, PARKED.MAY_BE_LAST, PARKED.MAY_BE_EVENT
 */
export async function setAside(messages: ParkedMessages, request: AsideRequest): Promise<RebuildResult> {
  const place = placeOf(request);
  const names = await parkedIn(messages.database, place, request.id);
  if (place.position > 0) throw refused({ code: 'PARKED.IN_LOG', params: { id: request.id } });
  await refuseDecided(messages.database, place, request.id, 'set-aside');
  await refuseEvent(messages, place, request.id);
  await record(messages, place, request, 'set-aside');
  return messages.rebuild(names);
}

/**
 * Takes that decision back: the message counts as parked again, and what comes behind it waits.
 * @throws ProblemError PARKED.WHO_REQUIRED, PARKED.REASON_REQUIRED, PARKED.UNKNOWN, PARKED.NOT_ASIDE
 */
export async function returnParked(messages: ParkedMessages, request: AsideRequest): Promise<RebuildResult> {
  const place = placeOf(request);
  const names = await parkedIn(messages.database, place, request.id);
  await record(messages, place, request, 'returned');
  return messages.rebuild(names);
}

function placeOf({ id, by, reason }: AsideRequest): ParkedPlace {
  if (by.trim() === '' || by.trim().length > MOST_NAME) throw refused({ code: 'PARKED.WHO_REQUIRED', params: { most: MOST_NAME } });
  const letters = reason.trim().length;
  if (letters < LEAST_REASON || letters > MOST_REASON)
    throw refused({ code: 'PARKED.REASON_REQUIRED', params: { least: LEAST_REASON, most: MOST_REASON } });
  const [, name, position] = /^([a-z]+)-(-?\d{1,16})$/.exec(id) ?? [];
  const log = LOG_NAMES.find((known) => known === name);
  if (log === undefined) throw refused({ code: 'PARKED.UNKNOWN', params: { id } });
  return { log, position: Number(position) };
}

async function parkedIn(database: Database, { log, position }: ParkedPlace, id: string): Promise<readonly string[]> {
  const parked = (await parkedOf(database.read)).filter((event) => event.log === log && event.position === position);
  if (parked.length === 0) throw refused({ code: 'PARKED.UNKNOWN', params: { id } });
  return parked.map(({ projection }) => projection);
}

async function refuseDecided(database: Database, place: ParkedPlace, id: string, decision: ParkedDecision['decision']): Promise<void> {
  const aside = isAside(await setAsideOf(database.read), place);
  if (aside === (decision === 'set-aside'))
    throw refused(aside ? { code: 'PARKED.ALREADY_ASIDE', params: { id } } : { code: 'PARKED.NOT_ASIDE', params: { id } });
}

async function refuseEvent({ database, fed, reader }: ParkedMessages, { log, position }: ParkedPlace, id: string): Promise<void> {
  const wanted = { log, ...messageAt(position) };
  const readers = fed.filter(({ logs }) => logs.includes(log)).map((projection) => ({ ...projection, logs: [log] }));
  const [some] = readers;
  const cursors = some === undefined ? [] : await cursorsOf(database.read, some);
  const { message, eventBehind } = await lookAtMessage(reader([log]), wanted, cursors);
  if (message === undefined) throw refused({ code: 'PARKED.UNKNOWN', params: { id } });
  if (message.placed) throw refused({ code: 'PARKED.READABLE', params: { id } });
  if (eventBehind === undefined) throw refused({ code: 'PARKED.MAY_BE_LAST', params: { id, log } });
  for (const projection of readers) {
    const read = await cursorsOf(database.read, projection);
    const own = read.find(({ partition }) => partition === wanted.partition);
    if (own === undefined || own.offset <= eventBehind || lacks(read))
      throw refused({ code: 'PARKED.MAY_BE_EVENT', params: { id, log, projection: projection.name } });
  }
}

/** Positions have no gap, so where fewer events were read than the highest says, one is missing. */
function lacks(cursors: readonly Cursor[]): boolean {
  const highest = Math.max(0, ...cursors.map(({ position }) => position));
  return cursors.reduce((sum, { events }) => sum + events, 0) !== highest;
}

/** One process of a database at a time, so that of two that decide the second finds what the first has decided. */
async function record(
  { database, now }: ParkedMessages,
  place: ParkedPlace,
  { id, by, reason }: AsideRequest,
  decision: ParkedDecision['decision'],
): Promise<void> {
  await changingTables(database, async () => {
    await refuseDecided(database, place, id, decision);
    const decided = { ...place, decision, decided_by: by.trim(), reason: reason.trim(), decided_at: now() };
    await database.transaction('durable', (session) => decide(session, decided));
  });
}

function refused(problem: ProblemItem): ProblemError {
  return new ProblemError([problem]);
}
