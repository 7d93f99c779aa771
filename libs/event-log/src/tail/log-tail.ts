import type { LogName, Position } from '#contracts';
import type { Database, SqlSession } from '#persistence';
import type { CommitSignal } from '../append/commit-signal.js';
import { EventStore } from '../store/event-store.js';
import { SharedMeta, StoredReadEvent, type ReadEvent } from './read-event.js';
import { RecentEvents } from './recent-events.js';

/** Where a projection gets the events of one log, in order. */
export interface EventSource {
  readonly log: LogName;
  /** The events right after `after`, at most `limit`; empty at the head. Never a gap. */
  readAfter(after: Position, limit: number): Promise<readonly ReadEvent[]>;
  /** The log's last position. */
  head(): Promise<Position>;
}

/** The in-process tail: what was just committed comes from memory, the rest from the event table. */
export class LogTail implements EventSource {
  private readonly store: EventStore;
  private readonly recent = new RecentEvents<ReadEvent>();

  constructor(
    readonly log: LogName,
    private readonly database: Database,
    signal?: CommitSignal,
  ) {
    this.store = new EventStore(log, database);
    signal?.listen((committed) => {
      if (committed.log === log) this.recent.remember(committed.events);
    });
  }

  async readAfter(after: Position, limit: number, session: SqlSession = this.database.read): Promise<readonly ReadEvent[]> {
    const recent = this.recent.after(after, limit);
    if (recent !== undefined) return recent;
    let meta: SharedMeta | undefined;
    return (await this.store.storedAfter(after, limit, session)).map((row) => {
      meta = SharedMeta.of(row.meta, meta);
      return new StoredReadEvent(this.log, row, meta);
    });
  }

  async head(): Promise<Position> {
    return (await this.store.head()).position;
  }
}
