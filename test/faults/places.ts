import type { FailPoint } from '#platform';

/** A place to die at: `<name>[/<of>][:<n>]`, as `BANGFU_FAIL_POINT` takes it. */
type Place = FailPoint | `${FailPoint}:${number}` | `${FailPoint}/${string}`;

/** Standalone, under load: in the append, in the projections and their tables. */
export const STANDALONE_PLACES: Readonly<Record<string, readonly Place[]>> = {
  append: [
    'append.after-begin:1',
    'append.after-begin:7',
    'append.after-load:3',
    'append.after-decide:9',
    'append.after-events:1',
    'append.after-receipts:2',
    'append.before-commit:6',
    'append.after-commit:1',
  ],
  projections: [
    'projection.after-fold/impact:4',
    'projection.after-checkpoint/impact:2',
    'projection.before-commit/impact:1',
    'projection.after-commit/impact:2',
    'projection.before-commit/activity_ledger:3',
  ],
};

/** Standalone, while a sheet is entered: around its pages, and inside the appends that they come to. */
export const IMPORT_PLACES: readonly Place[] = [
  'import.before-page:1',
  'append.after-events:2',
  'import.after-page:1',
  'append.before-commit:3',
  'import.after-finish:1',
  'append.after-commit:2',
  'import.before-page:3',
  'append.after-receipts:2',
  'import.after-page:2',
  'import.after-finish:3',
];

/** Standalone, on the way to its ready line. */
export const START_PLACES: readonly Place[] = [
  'migration.before-step:3',
  'migration.after-step:5',
  'start.before-projections',
  'start.after-projections',
];

/** Standalone, while a read model is rebuilt by the command. */
export const REBUILD_PLACES: readonly Place[] = [
  'rebuild.after-shadows',
  'rebuild.after-batch',
  'rebuild.after-indexes',
  'rebuild.last-batch',
  'rebuild.before-switch',
  'rebuild.after-complete',
  'rebuild.after-replace',
  'rebuild.before-commit',
  'rebuild.after-switch',
];

/** Those of them that every run of the tests dies at: while the shadows are filled, and around each half of the switch. */
export const SHORT_REBUILD_PLACES: readonly Place[] = [
  'rebuild.after-batch',
  'rebuild.before-switch',
  'rebuild.after-complete',
  'rebuild.before-commit',
];

/** Where a process meets events that break a constraint of the rows. */
export const ISOLATING_PLACES: readonly Place[] = ['projection.before-isolated', 'writer.before-isolated', 'writer.after-isolated'];

/** A cluster's processes, each killed at its places in turn while all of them are under load. */
export const CLUSTER_PLACES = {
  households: [
    'append.before-commit:5',
    'append.after-commit:3',
    'lease.after-take',
    'lease.after-renew:2',
    'relay.after-lease:3',
    'relay.after-read:3',
    'relay.after-publish:2',
    'relay.after-position:2',
    'publisher.before-send:2',
    'publisher.after-send:2',
  ],
  impact: [
    'subscriber.after-join',
    'subscriber.before-seek',
    'consumer.after-assigned',
    'consumer.after-parse:2',
    'consumer.before-queue:2',
    'writer.after-take:2',
    'writer.after-fold:2',
    'writer.after-begin',
    'writer.after-fence',
    'writer.after-rows:2',
    'writer.before-commit',
    'writer.after-commit',
  ],
  gateway: ['gateway.before-forward:9', 'gateway.after-head:5', 'gateway.after-answer:7'],
} as const satisfies Readonly<Record<string, readonly Place[]>>;

/** A service that is asked to end and dies on the way out. */
export const ENDING_PLACES: readonly Place[] = ['relay.before-release'];
