// One process for tests that kill it: `relay` owns and relays the directory log, `reader` projects its topic, `alone` owns the
// log and projects it. Rows of an event that names its stream `twice` break a constraint.
// Everything it is told comes as one JSON argument: { role, file, instance, leaseMs, group, kafka }.
import { KafkaPublisher, KafkaSubscriber, Ledger, feedSteps, logSteps, projectionSteps, relaySteps } from '#event-log';
import { SqliteDatabase } from '#persistence';
import { namesProjection } from '../../dist/libs/event-log/src/testing/names-projection.js';

const told = JSON.parse(process.argv[2] ?? '{}');
const nothing = () => undefined;
const kafka = { ...told.kafka, logger: { error: nothing, warn: nothing, info: nothing, debug: nothing } };
const say = (text) => process.stdout.write(`${text}\n`);
const owns = told.role !== 'reader';
const steps = owns ? [...logSteps(['directory']), ...projectionSteps, ...relaySteps, ...feedSteps] : [...projectionSteps, ...feedSteps];
const ledger = new Ledger({
  database: await SqliteDatabase.open({ file: told.file, steps }),
  logs: owns ? ['directory'] : [],
  projections: told.role === 'relay' ? [] : [twiceBroken(namesProjection())],
  now: () => new Date().toISOString(),
  report: (at, error) => say(`fault ${at}: ${error}`),
  ...(told.role === 'alone' ? {} : { cluster: inCluster() }),
});
await ledger.start();
say('ready');
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => void ledger.stop().then(() => process.exit(0)));

function inCluster() {
  return {
    instance: told.instance,
    partitions: kafka.partitions,
    publisher: new KafkaPublisher(kafka, told.leaseMs / 2),
    subscriber: ({ logs }) =>
      new KafkaSubscriber({ ...kafka, group: told.group, logs, report: (error) => say(`fault subscriber: ${error}`) }),
    reader: (logs) =>
      new KafkaSubscriber({
        ...kafka,
        group: `${told.group}-rebuild-${process.pid}`,
        logs,
        report: (error) => say(`fault rebuild: ${error}`),
      }),
    ended: (error) => {
      say(`ended: ${error.message}`);
      process.exit(1);
    },
    leaseMs: told.leaseMs,
  };
}

function twiceBroken(projection) {
  return {
    ...projection,
    apply(event, changes) {
      projection.apply(event, changes);
      if (event.data.name === 'twice') changes.append('names_event', { position: event.position, name: 'again' });
    },
  };
}
