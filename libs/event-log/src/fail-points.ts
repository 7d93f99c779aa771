/** The places of the cluster's paths where the fault harness kills a process; `failPoint` is called with each of them. */
export const CLUSTER_FAIL_POINTS = [
  'relay.after-lease',
  'relay.after-read',
  'relay.after-publish',
  'relay.after-position',
  'relay.before-release',
  'consumer.after-assigned',
  'consumer.after-parse',
  'consumer.before-queue',
  'writer.after-take',
  'writer.after-fold',
  'writer.after-begin',
  'writer.after-fence',
  'writer.after-rows',
  'writer.before-commit',
  'writer.after-commit',
  'writer.before-isolated',
  'writer.after-isolated',
] as const;

export type ClusterFailPoint = (typeof CLUSTER_FAIL_POINTS)[number];
