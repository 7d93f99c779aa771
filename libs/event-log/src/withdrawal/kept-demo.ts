import { type LogName, namedStreams, RECORD_WITHDRAWN } from '#contracts';
import type { Database } from '#persistence';
import { EventStore } from '../store/event-store.js';
import { eventTable } from '../store/log-tables.js';
import type { StoredEvent } from '../store/stored-event.js';

const PAGE = 1_000;
/** A lock of a unit goes with it: it holds no amount. */
const LOCKS = 'period-lock-';

/** The streams that a demonstration entered something into, withdrawn or not. */
export async function demoStreams(log: LogName, database: Database): Promise<string[]> {
  const rows = await database.read.all<{ stream_id: string }>(
    `SELECT DISTINCT stream_id FROM ${eventTable(log)} WHERE INSTR(meta, ?) > 0 ORDER BY stream_id`,
    ['"source":"demo"'],
  );
  return rows.map(({ stream_id: id }) => id);
}

/**
 * The records of a demonstration that stay when it is cleared: a record that is no demonstration names them (an order its
 * unit and its project, a sale its village), or one of those that stay does (a unit the one above). Without them an entry
 * somebody made would be of no unit, in nobody's reach.
 * @param logs all logs of the ledger, in this database
 * @returns their streams
 */
export async function keptOfDemo(logs: readonly LogName[], database: Database): Promise<ReadonlySet<string>> {
  const demo = new Set((await Promise.all(logs.map((log) => demoStreams(log, database)))).flat());
  if (demo.size === 0) return demo;
  const naming = new Naming(demo);
  for (const log of logs) await naming.read(log, database);
  return naming.kept();
}

/** Which records of a demonstration are named, by records of its own and by others. */
class Naming {
  private readonly standing = new Set<string>();
  private readonly byOthers = new Set<string>();
  private readonly byDemo = new Map<string, readonly string[]>();

  constructor(private readonly demo: ReadonlySet<string>) {}

  async read(log: LogName, database: Database): Promise<void> {
    const withdrawnAt = await lastWithdrawals(log, database);
    const store = new EventStore(log, database);
    for (let after = 0; ;) {
      const rows = await store.storedAfter(after, PAGE);
      for (const row of rows) if (row.position > (withdrawnAt.get(row.stream_id) ?? 0)) this.note(row);
      const last = rows.at(-1);
      if (last === undefined) return;
      after = last.position;
    }
  }

  kept(): ReadonlySet<string> {
    const kept = new Set<string>();
    const waiting = [...this.byOthers];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (kept.has(next) || !this.standing.has(next)) continue;
      kept.add(next);
      waiting.push(...(this.byDemo.get(next) ?? []));
    }
    return kept;
  }

  private note({ stream_id: stream, data }: StoredEvent): void {
    if (stream.startsWith(LOCKS)) return;
    if (this.demo.has(stream)) this.standing.add(stream);
    const named = namedStreams(JSON.parse(data)).filter((name) => name !== stream && this.demo.has(name));
    if (!this.demo.has(stream)) for (const name of named) this.byOthers.add(name);
    else if (named.length > 0) this.byDemo.set(stream, [...(this.byDemo.get(stream) ?? []), ...named]);
  }
}

/** Up to where the records of a log are withdrawn. */
async function lastWithdrawals(log: LogName, database: Database): Promise<ReadonlyMap<string, number>> {
  const rows = await database.read.all<{ stream_id: string; position: number }>(
    `SELECT stream_id, MAX(position) AS position FROM ${eventTable(log)} WHERE type = ? GROUP BY stream_id`,
    [RECORD_WITHDRAWN],
  );
  return new Map(rows.map(({ stream_id: stream, position }) => [stream, position]));
}
