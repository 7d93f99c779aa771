import type { Adjustment, BusinessDay, Envelope, Instant } from '#contracts';
import type { StreamDefinition } from '../append/submission.js';

/** One fact an event changed; `null` = not there. */
export interface Change {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** One line of a record's history: who, when it happened, when it was recorded, what changed and why. */
export interface HistoryItem {
  readonly eventId: string;
  readonly type: string;
  readonly occurredOn: BusinessDay;
  readonly recordedAt: Instant;
  readonly account: string;
  readonly reason?: string;
  /** Where it put an amount into a locked period: which, and why. */
  readonly adjustment?: Adjustment;
  /** The import it came with, and the row of its file. */
  readonly batchId?: string;
  readonly row?: number;
  readonly changes: readonly Change[];
}

/**
 * The history of a record from its events, in order. What changed is the difference between the folded states before
 * and after, so a history cannot tell another story than the record.
 * @param factsOf the fields of a state that a person is shown; a state before the first event has none
 */
export function historyOf<State>(
  events: readonly Envelope[],
  definition: StreamDefinition<State>,
  factsOf: (state: State) => Readonly<Record<string, unknown>>,
): HistoryItem[] {
  let state = definition.initial;
  let before: Readonly<Record<string, unknown>> = {};
  return events.map((event) => {
    state = definition.evolve(state, event);
    const after = factsOf(state);
    const changes = changesBetween(before, after);
    before = after;
    return { ...lineOf(event), changes };
  });
}

function lineOf({ id, type, occurredOn, recordedAt, meta, data }: Envelope): Omit<HistoryItem, 'changes'> {
  const { reason, adjustment } = (data ?? {}) as { readonly reason?: unknown; readonly adjustment?: Adjustment };
  const said = typeof reason === 'string' ? { reason } : {};
  const adjusted = adjustment === undefined ? {} : { adjustment };
  return {
    eventId: id,
    type,
    occurredOn,
    recordedAt,
    account: meta.actor.account,
    ...said,
    ...adjusted,
    ...batchOf(meta.batchId, meta.row),
  };
}

/** How a list says which import an entry came with; nothing where it came with none. */
export function batchOf(
  batchId: string | null | undefined,
  row: number | null | undefined,
): { readonly batchId?: string; readonly row?: number } {
  return { ...(batchId == null ? {} : { batchId }), ...(row == null ? {} : { row }) };
}

function changesBetween(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): Change[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((field) => ({ field, from: before[field] ?? null, to: after[field] ?? null }))
    .filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to) && !(isEmpty(from) && isEmpty(to)));
}

/** An empty list or a flag that is not set says as little as a field that is not there. */
function isEmpty(value: unknown): boolean {
  return value === null || value === false || (Array.isArray(value) && value.length === 0);
}
