import type { Envelope, Instant, LogName, Position } from '#contracts';
import { placeholders, type Database, type SqlSession } from '#persistence';
import { eventTable } from './log-tables.js';
import { type FoundEvent, StoredReadEvent } from '../tail/read-event.js';
import { type ChainName, EVENT_COLUMNS, toEnvelope, type StoredEvent } from './stored-event.js';

const COLUMNS = EVENT_COLUMNS.join(', ');
/** Streams asked for in one statement. */
const STREAMS_AT_ONCE = 512;

/** The last position of a log, its hash and its instant (empty text before the first event). */
export interface LogHead {
  readonly position: Position;
  readonly hash: string;
  readonly recorded_at: Instant;
}

/** Reads of one chain of entries as they are stored. Nothing here writes. */
export class ChainStore<Name extends ChainName = ChainName> {
  protected readonly table: string;

  constructor(
    readonly log: Name,
    protected readonly database: Database,
  ) {
    this.table = eventTable(log);
  }

  async head(session: SqlSession = this.database.read, lock = ''): Promise<LogHead> {
    const [head] = await session.all<LogHead>(`SELECT position, hash, recorded_at FROM log_head WHERE log = ?${lock}`, [this.log]);
    if (head === undefined) throw new Error(`log_head has no row for ${this.log}: the schema of this log was not created here`);
    return head;
  }

  /** Rows after `after` in order, as stored: for readers that must survive what they cannot parse. */
  storedAfter(after: Position, limit: number, session: SqlSession = this.database.read): Promise<StoredEvent[]> {
    return session.all<StoredEvent>(`SELECT ${COLUMNS} FROM ${this.table} WHERE position > ? ORDER BY position LIMIT ${limit}`, [after]);
  }
}

/** Reads of one log. Nothing here writes. */
export class EventStore extends ChainStore<LogName> {
  /** @throws SyntaxError, UnknownEventError for a row this release cannot read */
  async readAfter(after: Position, limit: number): Promise<Envelope[]> {
    return (await this.storedAfter(after, limit)).map((row) => toEnvelope(this.log, row));
  }

  async at(position: Position): Promise<Envelope | undefined> {
    const [row] = await this.storedAfter(position - 1, 1);
    return row?.position === position ? toEnvelope(this.log, row) : undefined;
  }

  async stream(streamId: string): Promise<Envelope[]> {
    return (await this.storedStreams([streamId], this.database.read)).map((row) => toEnvelope(this.log, row));
  }

  /** The events of several streams as stored, each stream in order. */
  storedStreams(streamIds: readonly string[], session: SqlSession = this.database.read): Promise<StoredEvent[]> {
    const list = placeholders(streamIds);
    return session.all<StoredEvent>(
      `SELECT ${COLUMNS} FROM ${this.table} WHERE stream_id IN ${list.sql} ORDER BY stream_id, stream_version`,
      list.params,
    );
  }

  /** Events of some types of several streams, each stream in order; decoded only where somebody looks. */
  async find(streamIds: readonly string[], types: readonly string[]): Promise<readonly FoundEvent[]> {
    const found: FoundEvent[] = [];
    const wanted = placeholders(types);
    for (let from = 0; from < streamIds.length; from += STREAMS_AT_ONCE) {
      const list = placeholders(streamIds.slice(from, from + STREAMS_AT_ONCE));
      const rows = await this.database.read.all<StoredEvent>(
        `SELECT ${COLUMNS} FROM ${this.table} WHERE stream_id IN ${list.sql} AND type IN ${wanted.sql} ORDER BY stream_id, stream_version`,
        [...list.params, ...wanted.params],
      );
      for (const row of rows) found.push(new StoredReadEvent(this.log, row));
    }
    return found;
  }
}
