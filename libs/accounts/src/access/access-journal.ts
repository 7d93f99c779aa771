import type { Logger } from 'pino';
import { businessDayAt, canonicalJson } from '#contracts';
import {
  ChainStore,
  durably,
  EVENT_COLUMNS,
  eventTable,
  eventValues,
  GroupCommit,
  linked,
  MOST_WAITING,
  type StoredEvent,
} from '#event-log';
import type { Database, SqlSession } from '#persistence';
import { type Clock, ProblemError } from '#platform';
import { type AccessFacts, NOBODY } from './access-entry.js';

/** Most entries of one transaction. */
const MOST_PER_BATCH = 200;
/** For how long a write, or the proof that one is possible, counts. */
const PROVEN_MS = 1_000;

interface Waiting {
  readonly facts: AccessFacts;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes the access log: append-only, chained by hash like the ledger's own logs, in one order for all instances (the row
 * lock of its head). All that waits goes into one transaction. Nothing is dropped: who records waits until it is durable.
 */
export class AccessJournal {
  private readonly store: ChainStore<'access'>;
  private readonly group = new GroupCommit<Waiting>(MOST_PER_BATCH, (batch) => this.commit(batch));
  private proving: Promise<void> | undefined;
  private provenAtMs = -Infinity;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly logger: Logger,
    private readonly mostWaiting = MOST_WAITING,
  ) {
    this.store = new ChainStore('access', database);
  }

  /** Settles when the entry is durable. @throws ProblemError ACCESS_LOG.UNAVAILABLE where it cannot be written */
  write(facts: AccessFacts): Promise<void> {
    if (this.group.size >= this.mostWaiting) return Promise.reject(new ProblemError([{ code: 'ACCESS_LOG.UNAVAILABLE' }]));
    return new Promise((resolve, reject) => this.group.add({ facts, resolve, reject }));
  }

  /** What changes the ledger asks this first. @throws ProblemError ACCESS_LOG.UNAVAILABLE where no entry could be written now */
  async proveWritable(): Promise<void> {
    if (performance.now() - this.provenAtMs < PROVEN_MS) return;
    this.proving ??= this.prove().finally(() => (this.proving = undefined));
    await this.proving;
  }

  /** Waits until all that was to be recorded is. */
  settled(): Promise<void> {
    return this.group.settled();
  }

  private prove(): Promise<void> {
    return this.attempt(async (session) => {
      await this.store.head(session, this.database.dialect.forUpdate);
      await session.run("UPDATE log_head SET position = position WHERE log = 'access'");
    });
  }

  private commit(batch: readonly Waiting[]): Promise<void> {
    return this.attempt((session) => this.append(session, batch)).then(
      () => batch.forEach(({ resolve }) => resolve()),
      (error: unknown) => batch.forEach(({ reject }) => reject(error)),
    );
  }

  private async attempt(work: (session: SqlSession) => Promise<void>): Promise<void> {
    try {
      await durably(this.database, work);
      this.provenAtMs = performance.now();
    } catch (error) {
      this.provenAtMs = -Infinity;
      this.logger.error({ err: error }, 'the access log cannot be written');
      throw new ProblemError([{ code: 'ACCESS_LOG.UNAVAILABLE' }], { cause: error });
    }
  }

  private async append(session: SqlSession, batch: readonly Waiting[]): Promise<void> {
    let head = await this.store.head(session, this.database.dialect.forUpdate);
    const now = this.clock.now();
    const rows: StoredEvent[] = [];
    for (const { facts } of batch) {
      const { kind, account, ...data } = facts;
      const entry = { stream_id: account ?? NOBODY, stream_version: 1, type: kind, schema_version: 1, meta: '{}' };
      const next = linked('access', head, now, { ...entry, occurred_on: businessDayAt(now), data: canonicalJson(data) });
      rows.push(next.row);
      head = next.head;
    }
    await session.insert(`INSERT INTO ${eventTable('access')}`, EVENT_COLUMNS, rows.map(eventValues));
    const { position, hash, recorded_at: recordedAt } = head;
    await session.run("UPDATE log_head SET position = ?, hash = ?, recorded_at = ? WHERE log = 'access'", [position, hash, recordedAt]);
  }
}
