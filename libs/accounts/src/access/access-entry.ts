import type { AccessKind, Instant, Position } from '#contracts';
import type { StoredEvent } from '#event-log';

/** What an entry says beside its place and its instant. No secret, no name, no telephone number. */
export interface AccessFacts {
  readonly kind: AccessKind;
  /** Whose call it was; `null` where nobody known asked. What was typed as a name is not kept: it may be a password. */
  readonly account: string | null;
  readonly address: string;
  /** `<method> <path>`, without the query; or the operator's command. */
  readonly route: string;
  readonly correlationId: string;
  readonly status?: number;
  readonly subject?: string;
  readonly reason?: string;
}

/** An entry of the access log as auditors read it. */
export interface AccessEntry extends AccessFacts {
  /** `access-<position>` */
  readonly id: string;
  readonly position: Position;
  readonly recordedAt: Instant;
}

/** The stream of entries that nobody known caused; no account can have this name. */
export const NOBODY = '-';

export function entryOf(row: StoredEvent): AccessEntry {
  const facts = JSON.parse(row.data) as Omit<AccessFacts, 'kind' | 'account'>;
  const account = row.stream_id === NOBODY ? null : row.stream_id;
  return {
    id: `access-${row.position}`,
    position: row.position,
    recordedAt: row.recorded_at,
    kind: row.type as AccessEntry['kind'],
    account,
    ...facts,
  };
}
