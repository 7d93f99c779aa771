import type { BusinessDay, Instant, Position } from './units.js';

/** The four logs. Positions are per log; each write service owns one, the gateway owns `directory`. */
export const LOG_NAMES = ['directory', 'purchases', 'projects', 'households'] as const;
export type LogName = (typeof LOG_NAMES)[number];

export const ROLES = ['purchaser', 'reviewer', 'project-staff', 'village-staff', 'leader', 'auditor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Who acted, as the ledger remembers it for ever: no personal name. */
export interface Actor {
  readonly account: string;
  readonly roles: readonly Role[];
  readonly unitId: string | null;
}

/** How an entry came in (contract §5). */
export type Source = 'manual' | 'import' | 'demo' | 'api';

export interface EventMeta {
  readonly commandId: string;
  readonly correlationId: string;
  readonly causationId?: string;
  readonly actor: Actor;
  readonly source: Source;
  /** The import it came with, and the row of its file as a person sees it. */
  readonly batchId?: string;
  readonly row?: number;
}

/**
 * For whom a call is made, and how what it enters is marked; of a batch and a row only where this system itself enters an
 * import. `villageCode`: the village that `village-staff` act for; it decides what they may see and do and enters no event.
 */
export interface Caller extends Pick<EventMeta, 'actor' | 'source' | 'batchId' | 'row'> {
  readonly villageCode?: string;
  /** The gateway asks for itself, and for nobody. */
  readonly inside?: true;
}

/** One recorded event as every reader and every outside client sees it (contract §5). */
export interface Envelope<Type extends string = string, Data = unknown> {
  /** `<log>-<position>` */
  readonly id: string;
  readonly log: LogName;
  readonly position: Position;
  readonly type: Type;
  readonly schemaVersion: number;
  readonly streamId: string;
  readonly streamVersion: number;
  readonly occurredOn: BusinessDay;
  readonly recordedAt: Instant;
  readonly data: Data;
  readonly meta: EventMeta;
  readonly hash: string;
  readonly previousHash: string;
}

/** An event a decision asks for; the append queue gives it its place, its hash and its clock. */
export interface NewEvent<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
  /** Business day; a decision always states it. */
  readonly occurredOn: BusinessDay;
  /** The stream it belongs to; absent = the submission's first stream. */
  readonly streamId?: string;
}

export function eventId(log: LogName, position: Position): string {
  return `${log}-${position}`;
}

/** Answer to an accepted command (contract §1); `position` is that of the last event written. */
export interface CommandAnswer {
  readonly id: string;
  readonly log: LogName;
  readonly position: Position;
  readonly eventIds: readonly string[];
}
