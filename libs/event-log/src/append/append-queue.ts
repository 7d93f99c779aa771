import { refuse, type CommandResult, type LogName } from '#contracts';
import { placeholders, type Database, type SqlSession } from '#persistence';
import { failPoint } from '#platform';
import { EventStore } from '../store/event-store.js';
import { EVENT_COLUMNS, eventValues } from '../store/stored-event.js';
import { eventTable, receiptTable } from '../store/log-tables.js';
import { StoredReadEvent } from '../tail/read-event.js';
import { Batch, type Fault, type Receipt, type Waiting } from './batch.js';
import type { CommitSignal } from './commit-signal.js';
import { StreamsOfBatch } from './fold-streams.js';
import { durably, GroupCommit, MOST_WAITING } from './group-commit.js';

/** Most commands one transaction takes. */
const MOST_PER_BATCH = 500;

interface Caller {
  readonly asked: Waiting;
  readonly resolve: (result: CommandResult) => void;
  readonly reject: (error: unknown) => void;
}

/** What the queue tells about itself (metrics). */
export interface AppendCounts {
  commands: number;
  events: number;
  batches: number;
  retries: number;
}

/**
 * The one writer of a log in this process: drains all that waits into ONE transaction (group commit). Positions are
 * taken under the `log_head` row lock, so they are gapless and in commit order. A refused command touches nothing.
 * A batch whose outcome is unknown is run again; receipts answer what had been committed.
 */
export class AppendQueue {
  readonly counts: AppendCounts = { commands: 0, events: 0, batches: 0, retries: 0 };
  private readonly store: EventStore;
  private readonly group = new GroupCommit<Caller>(MOST_PER_BATCH, (callers) => this.commit(callers));
  private closed = false;

  constructor(
    readonly log: LogName,
    private readonly database: Database,
    private readonly signal: CommitSignal,
  ) {
    this.store = new EventStore(log, database);
  }

  /** Settles after the commit that holds the command, or with its refusal. Rejects for a fault of the program. */
  submit(asked: Waiting): Promise<CommandResult> {
    if (this.closed) return Promise.resolve(refuse('LEDGER.STOPPING'));
    if (this.group.size >= MOST_WAITING) return Promise.resolve(refuse('LEDGER.BUSY'));
    return new Promise((resolve, reject) => this.group.add({ asked, resolve, reject }));
  }

  /** Answers what is waiting, then refuses. */
  async close(): Promise<void> {
    this.closed = true;
    await this.group.settled();
  }

  private async commit(callers: readonly Caller[]): Promise<void> {
    const again = (): void => void (this.counts.retries += 1);
    try {
      const { batch, results } = await durably(this.database, (session) => this.append(session, callers), again);
      failPoint('append.after-commit');
      this.counts.batches += 1;
      this.counts.commands += callers.length;
      this.counts.events += batch.rows.length;
      if (batch.rows.length > 0) {
        this.signal.raise({ log: this.log, head: batch.newHead.position, events: batch.appended, rows: batch.rows });
      }
      answer(callers, results);
    } catch (error) {
      this.fail(callers, error);
    }
  }

  /** Nothing was written: a storage that is away is an answer the caller can act on, anything else a fault. */
  private fail(callers: readonly Caller[], error: unknown): void {
    const { dialect } = this.database;
    const away = dialect.isTransient(error) || dialect.isUnavailable(error);
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'storage';
    for (const caller of callers) {
      if (away) caller.resolve(refuse('LEDGER.UNAVAILABLE', { reason }));
      else caller.reject(error);
    }
  }

  private async append(session: SqlSession, callers: readonly Caller[]): Promise<{ batch: Batch; results: (CommandResult | Fault)[] }> {
    failPoint('append.after-begin');
    const head = await this.store.head(session, this.database.dialect.forUpdate);
    const receipts = await this.receiptsOf(session, callers);
    const streams = new StreamsOfBatch();
    for (const row of await this.store.storedStreams(streamsOf(callers), session)) streams.add(new StoredReadEvent(this.log, row));
    failPoint('append.after-load');
    const batch = new Batch(this.log, head, streams, receipts);
    const results = callers.map((caller) => batch.decide(caller.asked));
    failPoint('append.after-decide');
    if (batch.receipts.length > 0) await this.write(session, batch);
    failPoint('append.before-commit');
    return { batch, results };
  }

  private async write(session: SqlSession, batch: Batch): Promise<void> {
    await session.insert(`INSERT INTO ${eventTable(this.log)}`, EVENT_COLUMNS, batch.rows.map(eventValues));
    failPoint('append.after-events');
    const receipts = batch.receipts.map((receipt) => [receipt.command_id, receipt.fingerprint, receipt.answer]);
    await session.insert(`INSERT INTO ${receiptTable(this.log)}`, ['command_id', 'fingerprint', 'answer'], receipts);
    failPoint('append.after-receipts');
    const { position, hash, recorded_at: recordedAt } = batch.newHead;
    await session.run('UPDATE log_head SET position = ?, hash = ?, recorded_at = ? WHERE log = ?', [position, hash, recordedAt, this.log]);
  }

  private async receiptsOf(session: SqlSession, callers: readonly Caller[]): Promise<Receipt[]> {
    const list = placeholders(callers.map((caller) => caller.asked.context.commandId));
    return session.all<Receipt>(
      `SELECT command_id, fingerprint, answer FROM ${receiptTable(this.log)} WHERE command_id IN ${list.sql}`,
      list.params,
    );
  }
}

function streamsOf(callers: readonly Caller[]): readonly string[] {
  const ids = new Set<string>();
  for (const { asked } of callers) for (const ref of Object.values(asked.refs)) ids.add(ref.id);
  return [...ids];
}

function answer(callers: readonly Caller[], results: readonly (CommandResult | Fault)[]): void {
  callers.forEach((caller, index) => {
    const result = results[index];
    if (result === undefined) caller.reject(new Error('the batch lost a command'));
    else if (result.kind === 'fault') caller.reject(result.error);
    else caller.resolve(result);
  });
}
