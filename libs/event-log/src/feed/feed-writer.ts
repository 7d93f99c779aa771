import type { Instant } from '#contracts';
import type { Database } from '#persistence';
import { failPoint } from '#platform';
import { type Fence, isGeneration } from '../projection/checkpoint.js';
import { FenceConflict, fenced } from '../projection/fenced.js';
import { parkedEvent } from '../projection/fold-batch.js';
import { FoldedChanges } from '../projection/folded-changes.js';
import { park, reasonOf } from '../projection/parked-events.js';
import type { Projection } from '../projection/projection.js';
import { writeChanges } from '../projection/write-changes.js';
import type { Waiting } from './feed-queue.js';
import { type FeedPlace, foldFeed, type FoldedFeed, parkAlone } from './fold-feed.js';
import { moveCursors } from './partition-checkpoint.js';

/** A transaction that met a deadlock is run again whole, this many times. */
const MOST_ATTEMPTS = 4;

/** Writes folded messages: rows, parked events and the cursors of every partition in ONE transaction. */
export class FeedWriter {
  constructor(
    private readonly projection: Projection,
    private readonly database: Database,
    private readonly now: () => Instant,
  ) {}

  /**
   * @returns CONFLICT where a cursor is not where it was expected: another member has the partition, the rows were rebuilt,
   * or the answer to an earlier commit was lost. Nothing is written then
   */
  async write(folded: FoldedFeed, attempt = 1): Promise<Fence> {
    try {
      const fence = await this.transact(folded);
      failPoint('writer.after-commit');
      return fence;
    } catch (error) {
      if (!this.database.dialect.isTransient(error) || attempt === MOST_ATTEMPTS) throw error;
      return this.write(folded, attempt + 1);
    }
  }

  /** True for a fault that may pass by itself: it parks nothing. */
  mayPass(error: unknown): boolean {
    const { dialect } = this.database;
    return dialect.isTransient(error) || dialect.isUnavailable(error);
  }

  /**
   * Writes messages that could not be written together: halves them until what breaks stands alone, and parks that.
   * @returns where the feed stands afterwards, or CONFLICT
   * @throws a fault that may pass
   */
  async writeApart(place: FeedPlace, items: readonly Waiting[]): Promise<FeedPlace | 'CONFLICT'> {
    failPoint('writer.before-isolated');
    const folded = await foldFeed(this.projection, place, items, this.now());
    try {
      return (await this.write(folded)) === 'CONFLICT' ? 'CONFLICT' : folded.place;
    } catch (error) {
      if (this.mayPass(error)) throw error;
      return this.halve(place, items, error);
    }
  }

  private async halve(place: FeedPlace, items: readonly Waiting[], cause: unknown): Promise<FeedPlace | 'CONFLICT'> {
    const [only] = items;
    if (only !== undefined && items.length === 1) return this.parkAlone(place, only, cause);
    const middle = Math.ceil(items.length / 2);
    const between = await this.writeApart(place, items.slice(0, middle));
    return between === 'CONFLICT' ? between : this.writeApart(between, items.slice(middle));
  }

  private async parkAlone(place: FeedPlace, item: Waiting, cause: unknown): Promise<FeedPlace | 'CONFLICT'> {
    const event = parkedEvent(this.projection, item.log, item.event, reasonOf(cause), this.now());
    const folded = parkAlone(place, item, event, new FoldedChanges(this.projection.tables));
    const fence = await this.write(folded);
    failPoint('writer.after-isolated');
    return fence === 'CONFLICT' ? fence : folded.place;
  }

  private transact(folded: FoldedFeed): Promise<Fence> {
    return fenced(this.database, async (session) => {
      failPoint('writer.after-begin');
      const fence = await moveCursors(session, this.projection, folded.moves);
      if (fence === 'CONFLICT' || !(await isGeneration(session, this.projection, folded.place.generation))) throw new FenceConflict();
      failPoint('writer.after-fence');
      await writeChanges(session, this.database.dialect, folded.changes, (table) => table);
      failPoint('writer.after-rows');
      if (folded.parked.length > 0) await park(session, folded.parked);
      failPoint('writer.before-commit');
      return fence;
    });
  }
}
