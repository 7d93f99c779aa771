import type { Database, SqlSession } from '#persistence';

/** Most that may wait for one writer; more is refused at once (503) instead of growing memory. */
export const MOST_WAITING = 20_000;
/** A batch that met a deadlock or a busy file is run again from its start, this many times in all. */
const MOST_ATTEMPTS = 5;

/** The group commit of one writer: all that waits goes into one transaction, and what comes meanwhile into the next. */
export class GroupCommit<Item> {
  private waiting: Item[] = [];
  private draining: Promise<void> | undefined;

  /** @param commit writes a batch and answers each of its items, however that ends: it never rejects */
  constructor(
    private readonly mostPerBatch: number,
    private readonly commit: (batch: readonly Item[]) => Promise<void>,
  ) {}

  /** How many wait for a batch. */
  get size(): number {
    return this.waiting.length;
  }

  add(item: Item): void {
    this.waiting.push(item);
    this.draining ??= this.drain();
  }

  /** Resolves when nothing waits and nothing is on its way. */
  async settled(): Promise<void> {
    await this.draining;
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0) {
      // One turn of the event loop lets all that has arrived join the batch: the group of the group commit.
      await new Promise((resume) => setImmediate(resume));
      await this.commit(this.waiting.splice(0, this.mostPerBatch));
    }
    this.draining = undefined;
  }
}

/**
 * A durable transaction that is run again from its start where it met a deadlock or a busy file.
 * @param again called before each further attempt
 * @throws what the last attempt ended with
 */
export async function durably<Result>(
  database: Database,
  work: (session: SqlSession) => Promise<Result>,
  again: () => void = () => undefined,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await database.transaction('durable', work);
    } catch (error) {
      if (attempt === MOST_ATTEMPTS || !database.dialect.isTransient(error)) throw error;
      again();
    }
  }
}
