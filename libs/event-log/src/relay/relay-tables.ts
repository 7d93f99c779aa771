import type { MigrationStep, TableSpec } from '#persistence';

/**
 * One row per log that is relayed: who relays, under which fencing token, the beat of its heart, and the last position
 * that is certainly published. It holds no instant: a lease that hangs on clocks hangs when a clock is set.
 */
export const RELAY_LEASE: TableSpec = {
  name: 'relay_lease',
  columns: [
    { name: 'log', type: 'id' },
    { name: 'owner', type: 'id' },
    { name: 'token', type: 'integer' },
    { name: 'beat', type: 'integer' },
    { name: 'position', type: 'integer' },
  ],
  primaryKey: ['log'],
};

/** Makes the table of the relays' leases. */
export const relaySteps: readonly MigrationStep[] = [
  { name: 'CreateRelayLease1764000000201', statement: (dialect) => dialect.createTable(RELAY_LEASE) },
];
