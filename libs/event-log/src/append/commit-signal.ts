import type { LogName, Position } from '#contracts';
import type { StoredEvent } from '../store/stored-event.js';
import type { ReadEvent } from '../tail/read-event.js';

/** What was just committed to one log of this process. */
export interface Committed {
  readonly log: LogName;
  readonly head: Position;
  readonly events: readonly ReadEvent[];
  /** The same as they are stored. */
  readonly rows: readonly StoredEvent[];
}

type Listener = (committed: Committed) => void;

/** Wakes the tails after a commit. Only a hint: whoever misses it finds the events in the table. */
export class CommitSignal {
  private readonly listeners = new Set<Listener>();

  /** @returns a function that ends the listening */
  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  raise(committed: Committed): void {
    for (const listener of this.listeners) listener(committed);
  }
}
