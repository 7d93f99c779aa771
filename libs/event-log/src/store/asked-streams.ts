import type { Envelope } from '#contracts';
import type { EventStore } from './event-store.js';
import { type StoredEvent, toEnvelope } from './stored-event.js';

/** Streams that are asked for before the statement that reads them begins. */
interface Asked {
  readonly ids: Set<string>;
  readonly rows: Promise<ReadonlyMap<string, readonly StoredEvent[]>>;
}

/**
 * Streams that many commands ask for at once, read in one statement. Who asks behind its beginning gets one of their own, so
 * nobody is told what was true before they asked. A row that this release cannot read concerns whoever asked for its stream.
 */
export class AskedStreams {
  private next: Asked | undefined;

  constructor(private readonly store: Pick<EventStore, 'log' | 'storedStreams'>) {}

  /** The events of a stream, in order. @throws SyntaxError, UnknownEventError for a row this release cannot read */
  async of(streamId: string): Promise<Envelope[]> {
    this.next ??= this.begin();
    const { ids, rows } = this.next;
    ids.add(streamId);
    return ((await rows).get(streamId) ?? []).map((row) => toEnvelope(this.store.log, row));
  }

  private begin(): Asked {
    const ids = new Set<string>();
    // Behind everybody who is about to ask in this very turn.
    const rows = Promise.resolve().then(() => {
      this.next = undefined;
      return this.read([...ids]);
    });
    return { ids, rows };
  }

  private async read(ids: readonly string[]): Promise<ReadonlyMap<string, readonly StoredEvent[]>> {
    const streams = new Map<string, StoredEvent[]>();
    for (const row of await this.store.storedStreams(ids)) {
      const known = streams.get(row.stream_id);
      if (known === undefined) streams.set(row.stream_id, [row]);
      else known.push(row);
    }
    return streams;
  }
}
