import type { LogName, Position } from '#contracts';
import type { Database } from '#persistence';
import { Rest } from '../loop/rest.js';
import { RelayLease } from './relay-lease.js';

/** How often the lease is looked at while nobody knows whether its holder is alive. */
const BETWEEN_LOOKS_MS = 250;

/** Who wants the lease of a log, and how long one lasts. */
export interface Contender {
  /** Names it in the lease, unlike any instance. */
  readonly owner: string;
  readonly leaseMs: number;
}

/** What came of setting a log back. */
export type SetBack =
  | { readonly outcome: 'SET_BACK'; readonly from: Position } // its relay begins with the first event; it was at `from`
  | { readonly outcome: 'RELAYED' }; // an instance relays it: nothing was changed

/**
 * Sets the published position of a log to its beginning, under the lease: whoever relays it next publishes everything again.
 * Readers drop by position what they have read. Takes as long as a lease lasts where the last holder did not give it back.
 */
export async function setBack(log: LogName, database: Database, contender: Contender): Promise<SetBack> {
  const lease = await taken(log, database, contender);
  if (lease === undefined) return { outcome: 'RELAYED' };
  try {
    const from = lease.position;
    if (from > 0 && (await lease.move(0)) === 'FENCED') return { outcome: 'RELAYED' };
    return { outcome: 'SET_BACK', from };
  } finally {
    await lease.release();
  }
}

/** Whether an instance that lives relays a log; looks as long as a lease lasts where that cannot be told at once. */
export async function isRelayed(log: LogName, database: Database, contender: Contender): Promise<boolean> {
  const lease = await taken(log, database, contender);
  await lease?.release();
  return lease === undefined;
}

/** @returns the lease, ours; `undefined` where somebody renews it */
async function taken(log: LogName, database: Database, { owner, leaseMs }: Contender): Promise<RelayLease | undefined> {
  const lease = new RelayLease(log, owner, database, leaseMs);
  await lease.prepare();
  const rest = new Rest();
  const end = performance.now() + leaseMs + 2 * BETWEEN_LOOKS_MS;
  for (;;) {
    if ((await lease.hold()) === 'TAKEN') return lease;
    if (performance.now() > end) return undefined;
    await rest.pause(Math.min(BETWEEN_LOOKS_MS, leaseMs / 4));
  }
}
