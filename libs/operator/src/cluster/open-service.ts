import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { LogName } from '#contracts';
import {
  checkTopics,
  type ClusterOptions,
  type Cursor,
  feedSteps,
  TopicError,
  topicReplay,
  type TopicReplay,
  KafkaPublisher,
  KafkaSubscriber,
  Ledger,
  logSteps,
  type Projection,
  projectionSteps,
  relaySteps,
  type SetAside,
} from '#event-log';
import { type MigrationStep, MysqlDatabase } from '#persistence';
import type { Clock, ClusterConfiguration } from '#platform';
import { clockOf } from '../open-ledger.js';
import { kafkaOptions } from './kafka-options.js';

/** How long a relay that died keeps its log to itself. */
export const LEASE_MS = 10_000;
/** Longest a publish may take, well within a lease: see {@link KafkaPublisher}. */
const LONGEST_PUBLISH_MS = 5_000;

/** What one process of the cluster is made of. */
export interface ServiceShape {
  readonly name: string;
  /** The logs it appends to and relays. */
  readonly logs: readonly LogName[];
  /** Tables of its features beside those of the log and the read models. */
  readonly steps: readonly MigrationStep[];
  /** Its read models: those of its own logs follow the table, the others are fed from topics. */
  readonly projections: readonly Projection[];
}

/** The schema of a process of the cluster, in order. */
export function serviceSteps({ logs, steps }: Pick<ServiceShape, 'logs' | 'steps'>): readonly MigrationStep[] {
  return [...logSteps(logs), ...projectionSteps, ...relaySteps, ...feedSteps, ...steps];
}

/** A process of the cluster with its schema, its topics and its read models at work. */
export interface OpenService {
  readonly clock: Clock;
  readonly database: MysqlDatabase;
  readonly ledger: Ledger;
  /** Reads topics from their beginning up to these cursors. */
  readonly topics: (logs: readonly LogName[], until: readonly Cursor[], setAside: SetAside) => TopicReplay;
  /** Answers what waits, publishes what was accepted, ends the tails, closes the connections. */
  close(): Promise<void>;
}

/** What a process, or a command on its data, opens. */
export type ServiceSettings = Pick<ClusterConfiguration, 'mysql' | 'kafka' | 'instance' | 'testNow'>;

/**
 * Brings the service's schema and read models up to this release, joins its groups and starts to relay.
 * @param ended told when a feed or a relay cannot go on: the process should end with an error
 * @throws TopicError where the topics are not as configured, or not those of its logs
 */
export async function openService(
  settings: ServiceSettings,
  shape: ServiceShape,
  logger: Logger,
  ended: (error: Error) => void,
): Promise<OpenService> {
  await refuseOtherTopics(settings, shape, logger);
  const open = await restingService(settings, shape, logger, ended);
  try {
    await open.ledger.start();
  } catch (error) {
    await open.database.close();
    throw error;
  }
  return open;
}

/** Topics that differ would lose events; a broker that is away is waited for by those who need it. */
async function refuseOtherTopics(settings: ServiceSettings, shape: ServiceShape, logger: Logger): Promise<void> {
  const logs = new Set([...shape.logs, ...shape.projections.flatMap((projection) => projection.logs)]);
  try {
    await checkTopics(kafkaOptions(settings.kafka, `${shape.name}-${settings.instance}`, logger), [...logs]);
  } catch (error) {
    if (error instanceof TopicError) throw error;
    logger.warn({ err: error }, 'the topics could not be looked at; the start goes on');
  }
}

/** The service with its schema brought up to this release, nothing of it running: for a command on its data. */
export async function restingService(
  settings: ServiceSettings,
  shape: ServiceShape,
  logger: Logger,
  ended: (error: Error) => void,
): Promise<OpenService> {
  const clock = clockOf(settings);
  const steps = serviceSteps(shape);
  const { host, port, user, password, database: schema, pool: readers } = settings.mysql;
  const database = await MysqlDatabase.open({ host, port, user, password, database: schema, readers, steps });
  const report: Report = (projection, error) => logger.error({ projection, err: error }, 'projection fails');
  const cluster = clusterOptions(shape.name, settings, logger, { report, ended });
  const ledger = new Ledger({
    database,
    logs: shape.logs,
    projections: shape.projections,
    now: () => clock.now(),
    report,
    onRebuild: ({ projections, done, of }) => logger.info({ projections, done, of }, 'rebuilding'),
    cluster,
  });
  const close = async (): Promise<void> => {
    await ledger.stop();
    await database.close();
  };
  const topics: OpenService['topics'] = (logs, until, setAside) => topicReplay(cluster, logs, { until, setAside });
  return { clock, database, ledger, topics, close };
}

type Report = (projection: string, error: unknown) => void;

/** How a service reads and publishes; `ended` is told when a feed or a relay cannot go on. */
function clusterOptions(
  service: string,
  { kafka: brokers, instance }: ServiceSettings,
  logger: Logger,
  { report, ended }: { readonly report: Report; readonly ended: (error: Error) => void },
): ClusterOptions {
  const kafka = kafkaOptions(brokers, `${service}-${instance}`, logger);
  return {
    instance,
    partitions: kafka.partitions,
    publisher: new KafkaPublisher(kafka, LONGEST_PUBLISH_MS),
    subscriber: ({ name, version, logs, readEveryMs }) => {
      const group = `${kafka.topicPrefix}.${service}.${name}.v${version}`;
      return new KafkaSubscriber({ ...kafka, group, logs, readEveryMs, report: (error) => report(`subscriber of ${name}`, error) });
    },
    reader: (logs) => {
      const group = `${kafka.topicPrefix}.${service}.rebuild.${randomUUID()}`;
      return new KafkaSubscriber({ ...kafka, group, logs, report: (error) => report('rebuild', error) });
    },
    ended,
    leaseMs: LEASE_MS,
  };
}
