import { SERVICE_NAMES } from '../services.js';

/** The processes an operator starts: all in one, or five. */
export const CLUSTER_APPS = ['gateway', ...SERVICE_NAMES] as const;
/** Every process that can be started. */
export const APPS = ['standalone', ...CLUSTER_APPS] as const;
/** Any process. */
export type AppName = (typeof APPS)[number];
/** A process of the cluster tier. */
export type ClusterApp = (typeof CLUSTER_APPS)[number];
