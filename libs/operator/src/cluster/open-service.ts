import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { LogName } from '#contracts';
import { feedSteps, KafkaPublisher, KafkaSubscriber, Ledger, logSteps, type Projection, projectionSteps, relaySteps } from '#event-log';
import { type MigrationStep, MysqlDatabase } from '#persistence';
import type { Clock, ClusterConfiguration } from '#platform';
import { clockOf } from '../open-ledger.js';
import { kafkaOptions } from './kafka-options.js';

/** How long a relay that died keeps its log to itself. */
const LEASE_MS = 10_000;
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

/** A process of the cluster with its schema, its topics and its read models at work. */
export interface OpenService {
  readonly clock: Clock;
  readonly database: MysqlDatabase;
  readonly ledger: Ledger;
  /** Answers what waits, publishes what was accepted, ends the tails, closes the connections. */
  close(): Promise<void>;
}

/**
 * Brings the service's schema and read models up to this release, joins its groups and starts to relay.
 * @param ended told when a feed has stopped for good: the process should end with an error
 */
export async function openService(
  settings: ClusterConfiguration,
  shape: ServiceShape,
  logger: Logger,
  ended: (error: Error) => void,
): Promise<OpenService> {
  const clock = clockOf(settings);
  const steps = [...logSteps(shape.logs), ...projectionSteps, ...relaySteps, ...feedSteps, ...shape.steps];
  const { host, port, user, password, database: schema, pool: readers } = settings.mysql;
  const database = await MysqlDatabase.open({ host, port, user, password, database: schema, readers, steps });
  const kafka = kafkaOptions(settings.kafka, `${shape.name}-${settings.instance}`, logger);
  const report = (projection: string, error: unknown): void => logger.error({ projection, err: error }, 'projection fails');
  const ledger = new Ledger({
    database,
    logs: shape.logs,
    projections: shape.projections,
    now: () => clock.now(),
    report,
    onRebuild: ({ projections, done, of }) => logger.info({ projections, done, of }, 'rebuilding'),
    cluster: {
      instance: settings.instance,
      partitions: kafka.partitions,
      publisher: new KafkaPublisher(kafka, LONGEST_PUBLISH_MS),
      subscriber: ({ name, version, logs }) => {
        const group = `${kafka.topicPrefix}.${shape.name}.${name}.v${version}`;
        return new KafkaSubscriber({ ...kafka, group, logs, report: (error) => report(`subscriber of ${name}`, error) });
      },
      reader: (logs) => {
        const group = `${kafka.topicPrefix}.${shape.name}.rebuild.${randomUUID()}`;
        return new KafkaSubscriber({ ...kafka, group, logs, report: (error) => report('rebuild', error) });
      },
      ended,
      leaseMs: LEASE_MS,
    },
  });
  try {
    await ledger.start();
  } catch (error) {
    await database.close();
    throw error;
  }
  const close = async (): Promise<void> => {
    await ledger.stop();
    await database.close();
  };
  return { clock, database, ledger, close };
}
