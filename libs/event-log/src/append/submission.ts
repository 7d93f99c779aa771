import type { Envelope, Outcome } from '#contracts';

/** How the state of a stream is folded from its events. Pure: no clock, no I/O, the same for ever. */
export interface StreamDefinition<State> {
  readonly initial: State;
  evolve(state: State, event: Envelope): State;
}

/** Names one stream and how to read it. Stream ids are `<aggregate>-<id>`, at most 190 characters. */
export interface StreamRef<State> {
  readonly id: string;
  readonly definition: StreamDefinition<State>;
}

/** A stream as a decision sees it; `version` 0 means it has not begun. */
export interface Loaded<State> {
  readonly id: string;
  readonly version: number;
  readonly state: State;
}

/** The streams a command reads and may extend, by the names its decision uses. The first is the record itself. */
export type StreamRefs = Readonly<Record<string, StreamRef<unknown>>>;

/** Each named stream as a decision sees it, under the name it was asked by. */
export type LoadedStreams<Refs extends StreamRefs> = {
  readonly [Name in keyof Refs]: Refs[Name] extends StreamRef<infer State> ? Loaded<State> : never;
};

/**
 * What follows from the streams as they stand: new events, or a refusal that writes nothing.
 * It may run more than once for one command (a batch that met a deadlock starts over), so it must be pure.
 * No events at all is an acceptance without effect: the answer then names the log's present head.
 */
export type Decide<Refs extends StreamRefs> = (streams: LoadedStreams<Refs>) => Outcome;
