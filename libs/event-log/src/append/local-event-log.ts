import type { CommandContext, CommandResult, Envelope, LogName, Position } from '#contracts';
import type { Database } from '#persistence';
import type { EventLog } from '../event-log.js';
import { AskedStreams } from '../store/asked-streams.js';
import { EventStore } from '../store/event-store.js';
import type { FoundEvent } from '../tail/read-event.js';
import type { AppendQueue } from './append-queue.js';
import { foldStream } from './fold-streams.js';
import type { Decide, Loaded, StreamRef, StreamRefs } from './submission.js';

/** The log of this process: appends through its queue, reads from its table. */
export class LocalEventLog implements EventLog {
  readonly name: LogName;
  private readonly store: EventStore;
  private readonly streams: AskedStreams;

  constructor(
    private readonly queue: AppendQueue,
    database: Database,
  ) {
    this.name = queue.log;
    this.store = new EventStore(queue.log, database);
    this.streams = new AskedStreams(this.store);
  }

  submit<Refs extends StreamRefs>(context: CommandContext, answerId: string, refs: Refs, decide: Decide<Refs>): Promise<CommandResult> {
    // The queue keeps commands of many shapes in one list; each decision still gets exactly the streams it named.
    return this.queue.submit({ context, answerId, refs, decide: decide as Decide<StreamRefs> });
  }

  async load<State>(ref: StreamRef<State>): Promise<Loaded<State>> {
    return foldStream(ref.id, ref.definition, await this.streams.of(ref.id));
  }

  history(streamId: string): Promise<Envelope[]> {
    return this.streams.of(streamId);
  }

  find(streamIds: readonly string[], types: readonly string[]): Promise<readonly FoundEvent[]> {
    return this.store.find(streamIds, types);
  }

  readAfter(after: Position, limit: number): Promise<Envelope[]> {
    return this.store.readAfter(after, limit);
  }
}
