import type { BusinessDay, Envelope, Instant } from '#contracts';
import { ABSENT, evolve } from './project.js';
import { factsOf } from './project-view.js';

/** One fact an event changed, by the path of the field; `null` = not there. */
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
  readonly changes: readonly Change[];
}

/**
 * The history of a project from its events, in order. What changed is the difference between the folded states
 * before and after, so the history cannot tell another story than the record.
 */
export function historyOf(events: readonly Envelope[]): HistoryItem[] {
  let project = ABSENT;
  let before: ReadonlyMap<string, unknown> = new Map();
  return events.map((event) => {
    project = evolve(project, event);
    const after = factsOf(project);
    const changes = changesBetween(before, after);
    before = after;
    return { ...lineOf(event), changes };
  });
}

function lineOf(event: Envelope): Omit<HistoryItem, 'changes'> {
  const { id, type, occurredOn, recordedAt, meta, data } = event;
  const reason = reasonOf(data);
  return { eventId: id, type, occurredOn, recordedAt, account: meta.actor.account, ...(reason === undefined ? {} : { reason }) };
}

function reasonOf(data: unknown): string | undefined {
  const named = typeof data === 'object' && data !== null && 'reason' in data ? data.reason : undefined;
  return typeof named === 'string' ? named : undefined;
}

function changesBetween(before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>): Change[] {
  const fields = [...new Set([...before.keys(), ...after.keys()])];
  return fields
    .map((field) => ({ field, from: before.get(field) ?? null, to: after.get(field) ?? null }))
    .filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to) && !(isEmpty(from) && isEmpty(to)));
}

/** An empty list or a flag that is not set says as little as a field that is not there. */
function isEmpty(value: unknown): boolean {
  return value === null || value === false || (Array.isArray(value) && value.length === 0);
}
