import type { Envelope } from '../envelope.js';
import type { EventDefinition } from '../event-definition.js';
import type { Counted } from '../postings.js';

/** The one event type that every log may hold. */
export const RECORD_WITHDRAWN = 'RecordWithdrawn';

/**
 * 撤回记录: the whole record was entered by mistake (a demonstration that ended, an import that was undone).
 * Its postings bring every figure back to what it was without the record; nothing is deleted.
 */
export interface RecordWithdrawn extends Counted {
  readonly streamId: string;
  readonly reason: string;
}

/** The stream of the record that an event is about: a withdrawal names another than its own. */
export function recordStream({ type, streamId, data }: Pick<Envelope, 'type' | 'streamId' | 'data'>): string {
  return type === RECORD_WITHDRAWN ? (data as RecordWithdrawn).streamId : streamId;
}

export const withdrawalEvents = {
  [RECORD_WITHDRAWN]: { log: 'every', version: 1 },
} as const satisfies Record<string, EventDefinition>;
