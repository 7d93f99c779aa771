import { SERVICE_NAMES } from '../services.js';

/** The processes an operator starts: all in one, or five. */
export const CLUSTER_APPS = ['gateway', ...SERVICE_NAMES] as const;
export const APPS = ['standalone', ...CLUSTER_APPS] as const;
export type AppName = (typeof APPS)[number];
export type ClusterApp = (typeof CLUSTER_APPS)[number];
