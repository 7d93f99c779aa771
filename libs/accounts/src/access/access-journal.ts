import type { Logger } from 'pino';
import { businessDayAt, canonicalJson } from '#contracts';
import { ChainStore, EVENT_COLUMNS, eventTable, eventValues, linked, type StoredEvent } from '#event-log';
import type { Database, SqlSession } from '#persistence';
import { type Clock, ProblemError } from '#platform';
import { type AccessFacts, NOBODY } from './access-entry.js';

/** Most entries of one transaction. */
const MOST_PER_BATCH = 200;
/** Most entries that may wait; more are refused at once (503) instead of growing memory. */
const MOST_WAITING = 20_000;
/** A batch that met a deadlock or a busy file is run again from its start, this many times. */
const MOST_ATTEMPTS = 5;
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
  private waiting: Waiting[] = [];
  private draining: Promise<void> | undefined;
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
    if (this.waiting.length >= this.mostWaiting) return Promise.reject(new ProblemError([{ code: 'ACCESS_LOG.UNAVAILABLE' }]));
    return new Promise((resolve, reject) => {
      this.waiting.push({ facts, resolve, reject });
      this.draining ??= this.drain();
    });
  }

  /** What changes the ledger asks this first. @throws ProblemError ACCESS_LOG.UNAVAILABLE where no entry could be written now */
  async proveWritable(): Promise<void> {
    if (performance.now() - this.provenAtMs < PROVEN_MS) return;
    this.proving ??= this.prove().finally(() => (this.proving = undefined));
    await this.proving;
  }

  /** Waits until all that was to be recorded is. */
  async settled(): Promise<void> {
    await this.draining;
  }

  private prove(): Promise<void> {
    return this.attempt(async (session) => {
      await this.store.head(session, this.database.dialect.forUpdate);
      await session.run("UPDATE log_head SET position = position WHERE log = 'access'");
    });
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0) {
      // One turn of the event loop lets every entry that is being made join.
      await new Promise((resume) => setImmediate(resume));
      const batch = this.waiting.splice(0, MOST_PER_BATCH);
      await this.attempt((session) => this.append(session, batch)).then(
        () => batch.forEach(({ resolve }) => resolve()),
        (error: unknown) => batch.forEach(({ reject }) => reject(error)),
      );
    }
    this.draining = undefined;
  }

  private async attempt(work: (session: SqlSession) => Promise<void>, attempt = 1): Promise<void> {
    try {
      await this.database.transaction('durable', work);
      this.provenAtMs = performance.now();
    } catch (error) {
      if (this.database.dialect.isTransient(error) && attempt < MOST_ATTEMPTS) return this.attempt(work, attempt + 1);
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
