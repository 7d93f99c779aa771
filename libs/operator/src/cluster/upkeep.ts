import { pino } from 'pino';
import type { PublicOffice } from '#accounts';
import { finishLeftSwitch } from '#event-log';
import { CLUSTER_APPS, type ClusterApp, readUpkeepConfiguration, type UpkeepConfiguration } from '#platform';
import { dataFolder } from '../data-folder.js';
import { checkEvidence, type EvidenceReport } from '../evidence.js';
import { FindingError } from '../finding-error.js';
import { verify, type VerifyReport } from '../verify.js';
import { openOffice } from './open-office.js';
import { type OpenService, restingService, type ServiceShape } from './open-service.js';

/** What the processes of a cluster are made of. */
export type ServiceShapes = Readonly<Record<ClusterApp, ServiceShape>>;

/** The data of one process while a command works on it; the process itself may run or not. */
export interface Upkeep {
  readonly settings: UpkeepConfiguration;
  readonly shape: ServiceShape;
  readonly open: OpenService;
}

/**
 * Opens the data of one process with that process's own settings, runs a command on it and closes it again.
 * @returns what the command did
 * @throws FindingError where there is no such process, ConfigurationError where its settings are not usable
 */
export async function withService<Result>(
  shapes: () => Promise<ServiceShapes>,
  name: string,
  work: (upkeep: Upkeep) => Promise<Result>,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Result> {
  const app = CLUSTER_APPS.find((known) => known === name);
  if (app === undefined) throw new FindingError(`没有服务“${name}”，可选 / no such service, known: ${CLUSTER_APPS.join(', ')}`);
  const settings = readUpkeepConfiguration(app, environment);
  const shape = (await shapes())[app];
  const logger = pino({ level: 'warn' }, pino.destination(2));
  const open = await restingService({ ...settings, instance: `operator-${process.pid}` }, shape, logger, (error) => logger.error(error));
  try {
    return await work({ settings, shape, open });
  } finally {
    await open.close();
  }
}

/** The accounts of the cluster, in the gateway's schema. */
export function officeOf({ settings, open }: Upkeep): PublicOffice {
  const { accounts, dataFolder: folder } = settings;
  if (accounts === undefined || folder === undefined) throw new FindingError(`${settings.app} 没有账号 / has no accounts`);
  return openOffice(open, { accounts, dataFolder: folder }, pino({ level: 'warn' }, pino.destination(2)));
}

/** What a look at one process came to. */
interface Verified {
  readonly report: VerifyReport;
  /** Of the gateway, which keeps it. */
  readonly evidence?: EvidenceReport;
}

/** Walks the chains of the process's logs, folds its read models anew from logs and topics, and looks at its evidence. */
export async function verifyService({ settings, shape, open }: Upkeep): Promise<Verified> {
  const { database, topics, clock } = open;
  // Between the two halves of a switch the rows are not where the cursors are.
  for (const projection of shape.projections) await finishLeftSwitch(database, projection);
  const { logs, projections } = shape;
  const chains = settings.app === 'gateway' ? (['access'] as const) : [];
  const report = await verify({ database, logs, chains, projections, topics, now: () => clock.now() });
  if (settings.dataFolder === undefined) return { report };
  return { report, evidence: await checkEvidence(database, dataFolder(settings.dataFolder), report) };
}
