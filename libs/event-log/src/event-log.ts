import type { CommandContext, CommandResult, Envelope, LogName, Position } from '#contracts';
import type { Decide, Loaded, StreamRef, StreamRefs } from './append/submission.js';
import type { FoundEvent } from './tail/read-event.js';

/** One log as its owner uses it: decide and append, or read one stream. */
export interface EventLog {
  readonly name: LogName;
  /**
   * Decides a command on its streams and appends what follows, once per `context.commandId`.
   * @param answerId the id the caller gets back (`{ id, log, position, eventIds }`)
   * @param refs the streams to load; events without a `streamId` go to the first, `context.expectedVersion` is checked on it
   * A context with `pending` problems is decided, and refused with all of them.
   * @returns the answer after the commit, the first answer again for a repeated command, or the refusal
   */
  submit<Refs extends StreamRefs>(context: CommandContext, answerId: string, refs: Refs, decide: Decide<Refs>): Promise<CommandResult>;
  /** Folds one stream as committed now; version 0 and the initial state where it has not begun. */
  load<State>(ref: StreamRef<State>): Promise<Loaded<State>>;
  /** All events of a stream in order; empty where it has not begun. */
  history(streamId: string): Promise<Envelope[]>;
  /** Events of some types of several streams, each stream in order; decoded only where somebody looks. */
  find(streamIds: readonly string[], types: readonly string[]): Promise<readonly FoundEvent[]>;
  /** Events after `after` in order, at most `limit`. */
  readAfter(after: Position, limit: number): Promise<Envelope[]>;
}
