import {
  type CommandContext,
  type CommandResult,
  type Counted,
  type EndingQuestions,
  type Envelope,
  negated,
  type NewEvent,
  type Posting,
  RECORD_WITHDRAWN,
  refuse,
  type RecordWithdrawn,
  type Refusal,
  type Source,
  withPosted,
} from '#contracts';
import type { Database } from '#persistence';
import type { StreamDefinition } from '../append/submission.js';
import type { EventLog } from '../event-log.js';
import { demoStreams } from './kept-demo.js';

/** Everything a stream has posted since it (last) began, net, each posting complete in itself. */
interface Standing {
  /** How the record began; `undefined` before its beginning and after a withdrawal. */
  readonly source: Source | undefined;
  /** The import that began it. */
  readonly batchId: string | undefined;
  readonly posted: readonly Posting[];
}

const NOT_STANDING: Standing = { source: undefined, batchId: undefined, posted: [] };

const standing: StreamDefinition<Standing> = {
  initial: NOT_STANDING,
  evolve(state: Standing, event: Envelope): Standing {
    if (event.type === RECORD_WITHDRAWN) return NOT_STANDING;
    const counted = event.data as Counted;
    const postings = (counted.postings ?? []).map((posting) => ({ ...posting, under: { ...counted.under, ...posting.under } }));
    const own = counted.approximate === undefined ? { postings } : { postings, approximate: counted.approximate };
    const { source, batchId } = state.source === undefined ? event.meta : state;
    return { source, batchId, posted: withPosted(state.posted, event.occurredOn, own) };
  },
};

/** The record's postings taken back, each on its original day. */
function reversal(streamId: string, state: Standing, reason: string): RecordWithdrawn {
  return { streamId, reason, postings: negated(state.posted) };
}

/**
 * Takes back every record of a log that began as a demonstration, but those that are kept. Nothing is deleted: each stream gets one event whose
 * postings bring the figures back. Records that are already withdrawn stay as they are, so it may be run again.
 * @param contextOf the context of the command that withdraws one stream; its key must name the stream and its version
 * @param kept streams that stay, see {@link keptOfDemo}
 * @returns how many records were withdrawn
 */
export async function withdrawDemo(
  log: EventLog,
  database: Database,
  reason: string,
  contextOf: (streamId: string, version: number) => CommandContext,
  kept: ReadonlySet<string>,
): Promise<number> {
  let withdrawn = 0;
  for (const id of await demoStreams(log.name, database)) {
    if (kept.has(id)) continue;
    const ref = { id, definition: standing };
    const { state, version } = await log.load(ref);
    if (state.source !== 'demo') continue;
    const context = contextOf(id, version);
    const result = await log.submit(context, id, { record: ref }, ({ record }) => [
      { type: RECORD_WITHDRAWN, data: reversal(id, record.state, reason), occurredOn: context.today },
    ]);
    if (result.kind === 'refused') throw new Error(`${id}: ${result.problems.map((problem) => problem.code).join(', ')}`);
    withdrawn += 1;
  }
  return withdrawn;
}

/**
 * Why a command of an import may not end a record: another import, or a person, began it. Two imports of one file choose the
 * same ids, and only the one that was first has made the record.
 * @returns RECORD.NOT_FOUND (404); `undefined` for the import's own record and for commands of no import
 */
export async function endingOfOthers(log: EventLog, streamId: string, id: string, { meta }: CommandContext): Promise<Refusal | undefined> {
  if (meta.batchId === undefined) return undefined;
  const { state } = await log.load({ id: streamId, definition: standing });
  return state.batchId === meta.batchId ? undefined : refuse('RECORD.NOT_FOUND', { id });
}

/**
 * Those of some records that an import began and that stand, in the order they are asked for.
 * @param streamOf the stream of a record @param begin the event it begins with @param end those that end it
 */
export async function standingOfImport(
  log: Pick<EventLog, 'find'>,
  { ids, importId }: Pick<EndingQuestions, 'ids' | 'importId'>,
  streamOf: (id: string) => string,
  { begin, end }: { readonly begin: string; readonly end: readonly string[] },
): Promise<string[]> {
  const standing = new Set<string>();
  for (const event of await log.find(ids.map(streamOf), [begin, ...end])) {
    if (event.type === begin && event.envelope().meta.batchId === importId) standing.add(event.streamId);
    else standing.delete(event.streamId);
  }
  return ids.filter((id) => standing.has(streamOf(id)));
}

/** A record that an import made, and the command that takes it back. */
export interface ImportedRecord {
  readonly id: string;
  readonly streamId: string;
  readonly reason: string;
}

/**
 * Takes back one record that an import began, with all it has posted since. Only that import can: its batch id is on the
 * record and on the command, and no client from outside can name one.
 * @param forbids what else stands against it, looked at in the moment it is taken back
 * @param changed what taking back comes to where the import did not begin the record, and may have changed it; `undefined` where it has not
 * @returns RecordWithdrawn, or RECORD.NOT_FOUND (404) where the import made no such record or it is withdrawn already
 */
export function withdrawImported<State>(
  log: EventLog,
  { id, streamId, reason }: ImportedRecord,
  context: CommandContext,
  record: {
    readonly definition: StreamDefinition<State>;
    readonly forbids: (state: State) => Refusal | undefined;
    readonly changed?: (state: State) => readonly NewEvent[] | Refusal | undefined;
  },
): Promise<CommandResult> {
  const refs = { standing: { id: streamId, definition: standing }, record: { id: streamId, definition: record.definition } };
  return log.submit(context, id, refs, (streams) => {
    const { batchId } = streams.standing.state;
    if (batchId === undefined || batchId !== context.meta.batchId) {
      return record.changed?.(streams.record.state) ?? refuse('RECORD.NOT_FOUND', { id });
    }
    const forbidden = record.forbids(streams.record.state);
    if (forbidden !== undefined) return forbidden;
    const data = reversal(streamId, streams.standing.state, reason);
    return [{ type: RECORD_WITHDRAWN, data, occurredOn: context.today }];
  });
}
