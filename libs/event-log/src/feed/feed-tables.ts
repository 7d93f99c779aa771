import type { MigrationStep, TableSpec } from '#persistence';

/**
 * How far a fed projection is in each partition. `next_offset` is the fence: it moves by compare-and-set, in the
 * transaction that writes the rows, or nothing is written. `position` is the last log position folded from the
 * partition (what is not above it is a repetition) and `events` how many events that were no repetition.
 */
export const PARTITION_CHECKPOINT: TableSpec = {
  name: 'partition_checkpoint',
  columns: [
    { name: 'projection', type: 'id' },
    { name: 'version', type: 'integer' },
    { name: 'log', type: 'id' },
    // `partition` is a reserved word of MySQL.
    { name: 'shard', type: 'integer' },
    { name: 'next_offset', type: 'integer' },
    { name: 'position', type: 'integer' },
    { name: 'events', type: 'integer' },
  ],
  primaryKey: ['projection', 'version', 'log', 'shard'],
};

/** Makes the table of partition cursors. */
export const feedSteps: readonly MigrationStep[] = [
  { name: 'CreatePartitionCheckpoint1764000000301', statement: (dialect) => dialect.createTable(PARTITION_CHECKPOINT) },
];
