import type { LogName } from '#contracts';
import { CLUSTER_APPS, type ClusterApp } from '#platform';
import { clusterServices } from '../../apps/standalone/src/cluster-services.js';

/** Which process of a cluster owns a log. */
export function ownerOf(log: LogName): ClusterApp {
  const owner = CLUSTER_APPS.find((app) => clusterServices[app].logs.includes(log));
  if (owner === undefined) throw new RangeError(`no process owns the log ${log}`);
  return owner;
}
