import type { Envelope } from '#contracts';
import type { StoredReadEvent } from '../tail/read-event.js';
import type { Loaded, LoadedStreams, StreamDefinition, StreamRefs } from './submission.js';

/** One stream while a batch is being decided: its events so far and its state under each definition asked for. */
class StreamInBatch {
  readonly events: StoredReadEvent[] = [];
  private readonly states = new Map<StreamDefinition<unknown>, { state: unknown; folded: number }>();

  as(id: string, definition: StreamDefinition<unknown>): Loaded<unknown> {
    const known = this.states.get(definition) ?? { state: definition.initial, folded: 0 };
    while (known.folded < this.events.length) {
      const event = this.events[known.folded];
      if (event === undefined) break;
      known.state = definition.evolve(known.state, event.envelope());
      known.folded += 1;
    }
    this.states.set(definition, known);
    return { id, version: this.events.at(-1)?.streamVersion ?? 0, state: known.state };
  }
}

/** All streams of a batch. Events decided earlier in the batch are seen by later decisions. */
export class StreamsOfBatch {
  private readonly streams = new Map<string, StreamInBatch>();

  add(event: StoredReadEvent): void {
    this.of(event.streamId).events.push(event);
  }

  version(streamId: string): number {
    return this.of(streamId).events.at(-1)?.streamVersion ?? 0;
  }

  load<Refs extends StreamRefs>(refs: Refs): LoadedStreams<Refs> {
    const loaded: Record<string, Loaded<unknown>> = {};
    for (const [name, ref] of Object.entries(refs)) loaded[name] = this.of(ref.id).as(ref.id, ref.definition);
    return loaded as LoadedStreams<Refs>;
  }

  private of(streamId: string): StreamInBatch {
    const known = this.streams.get(streamId);
    if (known !== undefined) return known;
    const fresh = new StreamInBatch();
    this.streams.set(streamId, fresh);
    return fresh;
  }
}

/** Folds one stream on its own. */
export function foldStream<State>(id: string, definition: StreamDefinition<State>, events: readonly Envelope[]): Loaded<State> {
  const state = events.reduce((folded, event) => definition.evolve(folded, event), definition.initial);
  return { id, version: events.at(-1)?.streamVersion ?? 0, state };
}
