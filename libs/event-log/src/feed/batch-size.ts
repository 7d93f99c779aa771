/** Most messages folded and written together. More folds more events on one row. */
const MOST = 5_000;
/** Fewer would cost more in round trips than any other transaction of the server gains. */
const LEAST = 250;
/** What one transaction may take, ms: whoever commits beside it waits about that long at worst. */
const TARGET_MS = 60;

/**
 * How many messages are folded and written together: as many as one transaction writes in {@link TARGET_MS}, so that a reader
 * that is far behind does not keep the commands of the same server waiting. Learnt from batches that are large enough to tell.
 */
export class BatchSize {
  private fitting = MOST;

  get events(): number {
    return Math.round(this.fitting);
  }

  /** @param events how many were written @param ms what their transaction took */
  wrote(events: number, ms: number): void {
    if (events < LEAST || (events < this.events && ms < TARGET_MS)) return;
    const wanted = (events * TARGET_MS) / Math.max(ms, 1);
    this.fitting = Math.min(MOST, Math.max(LEAST, (this.fitting + wanted) / 2));
  }
}
