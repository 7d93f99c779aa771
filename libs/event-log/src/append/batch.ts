import {
  canonicalJson,
  EVENT_CATALOGUE,
  eventId,
  isRefusal,
  refuse,
  withPending,
  type CommandAnswer,
  type CommandContext,
  type CommandResult,
  type Instant,
  type LogName,
  type NewEvent,
} from '#contracts';
import type { LogHead } from '../store/event-store.js';
import { linked } from '../store/chain-link.js';
import type { StoredEvent } from '../store/stored-event.js';
import { type ReadEvent, StoredReadEvent } from '../tail/read-event.js';
import type { StreamsOfBatch } from './fold-streams.js';
import type { Decide, StreamRefs } from './submission.js';

/** One command waiting for its turn. */
export interface Waiting {
  readonly context: CommandContext;
  readonly answerId: string;
  readonly refs: StreamRefs;
  readonly decide: Decide<StreamRefs>;
}

/** 回执 as stored: what a command was told, under the key it was given with. */
export interface Receipt {
  readonly command_id: string;
  readonly fingerprint: string;
  readonly answer: string;
}

/** A decision that threw: a fault of the program, which concerns its own caller only. */
export interface Fault {
  readonly kind: 'fault';
  readonly error: unknown;
}

/** Decides the commands of one batch in order and collects what they append. Pure: no clock, no I/O. */
export class Batch {
  readonly rows: StoredEvent[] = [];
  /** The rows as readers will see them. */
  readonly appended: ReadEvent[] = [];
  readonly receipts: Receipt[] = [];
  private readonly known: Map<string, Receipt>;

  constructor(
    private readonly log: LogName,
    private head: LogHead,
    private readonly streams: StreamsOfBatch,
    receipts: readonly Receipt[],
  ) {
    this.known = new Map(receipts.map((receipt) => [receipt.command_id, receipt]));
  }

  /** The head after what was decided so far. */
  get newHead(): LogHead {
    return this.head;
  }

  decide(waiting: Waiting): CommandResult | Fault {
    const receipt = this.known.get(waiting.context.commandId);
    if (receipt !== undefined) return replay(receipt, waiting.context);
    try {
      return this.decideFresh(waiting);
    } catch (error) {
      return { kind: 'fault', error };
    }
  }

  private decideFresh(waiting: Waiting): CommandResult {
    const { context, refs } = waiting;
    const primary = Object.values(refs)[0];
    if (primary === undefined) throw new TypeError('a submission names at least one stream');
    const current = this.streams.version(primary.id);
    if (context.expectedVersion !== undefined && context.expectedVersion !== current) {
      return refuse('STREAM.VERSION_CONFLICT', { expectedVersion: context.expectedVersion, currentVersion: current });
    }
    const outcome = withPending(waiting.decide(this.streams.load(refs)), context.pending);
    if (isRefusal(outcome)) return outcome;
    return this.accept(waiting, outcome, primary.id);
  }

  private accept(waiting: Waiting, events: readonly NewEvent[], primary: string): CommandResult {
    const meta = { ...waiting.context.meta, commandId: waiting.context.commandId };
    const link = new ChainLink(this.log, this.head, this.streams, waiting.context.now, canonicalJson(meta));
    // All rows are made before any is kept, so a fault half-way leaves the batch as it was.
    const rows = events.map((event) => link.append(event, loadedStream(event, primary, waiting.refs)));
    this.head = link.head;
    for (const row of rows) {
      const event = new StoredReadEvent(this.log, row);
      this.rows.push(row);
      this.appended.push(event);
      this.streams.add(event);
    }
    return this.receipt(waiting, rows);
  }

  private receipt(waiting: Waiting, rows: readonly StoredEvent[]): CommandResult {
    const answer: CommandAnswer = {
      id: waiting.answerId,
      log: this.log,
      position: this.head.position,
      eventIds: rows.map((row) => eventId(this.log, row.position)),
    };
    const { commandId, fingerprint } = waiting.context;
    const receipt = { command_id: commandId, fingerprint, answer: JSON.stringify(answer) };
    this.receipts.push(receipt);
    this.known.set(commandId, receipt);
    return { kind: 'accepted', replayed: false, answer };
  }
}

/** A stream that was not loaded has an unknown version: writing to it would break the whole batch. */
function loadedStream(event: NewEvent, primary: string, refs: StreamRefs): string {
  const streamId = event.streamId ?? primary;
  if (streamId === primary || Object.values(refs).some((ref) => ref.id === streamId)) return streamId;
  throw new TypeError(`${event.type} goes to stream ${streamId}, which its submission did not load`);
}

/** Numbers and chains the events of one command behind a head. */
class ChainLink {
  private readonly versions = new Map<string, number>();

  constructor(
    private readonly log: LogName,
    public head: LogHead,
    private readonly streams: StreamsOfBatch,
    private readonly now: Instant,
    private readonly meta: string,
  ) {}

  append(event: NewEvent, streamId: string): StoredEvent {
    const definition = EVENT_CATALOGUE[event.type];
    if (definition === undefined) throw new TypeError(`event type ${event.type} is not in the catalogue`);
    const streamVersion = (this.versions.get(streamId) ?? this.streams.version(streamId)) + 1;
    this.versions.set(streamId, streamVersion);
    const { row, head } = linked(this.log, this.head, this.now, {
      stream_id: streamId,
      stream_version: streamVersion,
      type: event.type,
      schema_version: definition.version,
      occurred_on: event.occurredOn,
      data: canonicalJson(event.data),
      meta: this.meta,
    });
    this.head = head;
    return row;
  }
}

function replay(receipt: Receipt, context: CommandContext): CommandResult {
  const isSame = receipt.fingerprint === context.fingerprint || receipt.fingerprint === context.formerFingerprint?.();
  if (!isSame) return refuse('COMMAND.KEY_REUSED', {}, 'Idempotency-Key');
  return { kind: 'accepted', replayed: true, answer: JSON.parse(receipt.answer) as CommandAnswer };
}
