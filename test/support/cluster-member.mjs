// One process for tests that kill it: `relay` owns and relays the directory log, `reader` projects its topic, `rebuild` rebuilds
// the projection from the topic and ends, `alone` owns the log and projects it. Rows of an event that names its stream `twice`
// break a constraint. Everything it is told comes as one JSON argument: { role, file | mysql, instance, leaseMs, group, kafka }.
import { KafkaPublisher, KafkaSubscriber, Ledger, feedSteps, logSteps, projectionSteps, relaySteps } from '#event-log';
import { MysqlDatabase, SqliteDatabase } from '#persistence';
import { namesProjection } from '../../dist/libs/event-log/src/testing/names-projection.js';

const told = JSON.parse(process.argv[2] ?? '{}');
const nothing = () => undefined;
const kafka = { ...told.kafka, logger: { error: nothing, warn: nothing, info: nothing, debug: nothing } };
const say = (text) => process.stdout.write(`${text}\n`);
const owns = told.role === 'relay' || told.role === 'alone';
const steps = owns ? [...logSteps(['directory']), ...projectionSteps, ...relaySteps, ...feedSteps] : [...projectionSteps, ...feedSteps];
const subscriber = (group, logs) =>
  new KafkaSubscriber({ ...kafka, group, logs, report: (error) => say(`fault subscriber of ${group}: ${error}`) });
const database =
  told.mysql === undefined ? await SqliteDatabase.open({ file: told.file, steps }) : await MysqlDatabase.open({ ...told.mysql, steps });
const ledger = new Ledger({
  database,
  logs: owns ? ['directory'] : [],
  projections: told.role === 'relay' ? [] : [twiceBroken(namesProjection())],
  now: () => new Date().toISOString(),
  report: (at, error) => say(`fault ${at}: ${error}`),
  ...(told.role === 'alone' ? {} : { cluster: inCluster() }),
});
if (told.role === 'rebuild') {
  const { events } = await ledger.rebuild(['names']);
  say(`rebuilt ${events}`);
  await ledger.stop();
  await database.close();
} else {
  await ledger.start();
  say('ready');
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => void ledger.stop().then(() => process.exit(0)));
}

function inCluster() {
  return {
    instance: told.instance,
    partitions: kafka.partitions,
    publisher: new KafkaPublisher(kafka, told.leaseMs / 2),
    subscriber: ({ logs }) => subscriber(told.group, logs),
    reader: (logs) => subscriber(`${told.group}-rebuild-${process.pid}`, logs),
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
