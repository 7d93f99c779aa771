import type { Instant, LogName, Position } from '#contracts';
import type { Database } from '#persistence';
import { EventStore } from '../store/event-store.js';
import type { Relay } from './relay.js';

/** An event that is accepted and after so long not published makes the process not ready. */
const LONGEST_UNPUBLISHED_MS = 10_000;

/** How far a log is published, whichever instance relays it. */
export interface RelayStanding {
  readonly log: LogName;
  readonly head: Position;
  /** Everything up to here is certainly published. */
  readonly published: Position;
  /** Events that are accepted and not known to be published. */
  readonly unpublished: number;
  /** How long the oldest of them has been waiting, ms; 0 where there is none. */
  readonly oldestMs: number;
  /** Whether this instance is the one that relays. */
  readonly relaying: boolean;
  /** Why the last turn of this instance failed; absent where it did not. */
  readonly failure?: string;
}

/** Compares the head of a relay's log with what is published. @param now of the clock that stamps the events */
export async function standingOf(relay: Relay, database: Database, now: Instant): Promise<RelayStanding> {
  const { log, published: known, relaying, failure } = relay.state;
  const store = new EventStore(log, database);
  const [row] = await database.read.all<{ position: Position }>('SELECT position FROM relay_lease WHERE log = ?', [log]);
  const published = Math.max(known, row?.position ?? 0);
  const { position: head } = await store.head();
  const [oldest] = head > published ? await store.storedAfter(published, 1) : [];
  return {
    log,
    head,
    published,
    unpublished: Math.max(0, head - published),
    oldestMs: oldest === undefined ? 0 : Math.max(0, Date.parse(now) - Date.parse(oldest.recorded_at)),
    relaying,
    ...(failure === undefined ? {} : { failure: String(failure.error) }),
  };
}

/** Why a process is not ready: what it accepted reaches nobody else. */
export function relayProblems({ log, unpublished, oldestMs, failure }: RelayStanding): string[] {
  if (oldestMs <= LONGEST_UNPUBLISHED_MS) return [];
  const seconds = Math.round(oldestMs / 1_000);
  return [
    `RELAY.BEHIND ${log}: ${unpublished} 条已入账的事件未发布，最早的已等 ${seconds} 秒；各处数字不会更新，账目不丢。请检查 Kafka 和本服务的日志。` +
      ` / ${unpublished} events are accepted and not published, the oldest for ${seconds} s; nothing is lost, but figures do not follow.` +
      ` Look at Kafka and at the log of this service.${failure === undefined ? '' : ` (${failure})`}`,
  ];
}
