import 'reflect-metadata';
import { feedSteps, type KafkaOptions, KafkaPublisher, KafkaSubscriber, Ledger, projectionSteps } from '#event-log';
import { MysqlDatabase } from '#persistence';
import { benchProjection } from '../summary.js';
import { BENCH_TOPICS, PARTITIONS } from '../topic.js';
import { Lap, taskOf } from './contender.js';

/* Contender (e): this product as it runs in the cluster, with a projection that keeps the bench's rows. */

const task = taskOf(process.argv[2]);
const lap = new Lap();
const kafka: KafkaOptions = { ...BENCH_TOPICS, brokers: task.brokers, clientId: task.group };
const fail = (error: unknown): void => {
  console.error(error);
  process.exit(1);
};
const database = await MysqlDatabase.open({ ...task.mysql, steps: [...projectionSteps, ...feedSteps] });

class TimedSubscriber extends KafkaSubscriber {
  override start(...[handler, ended]: Parameters<KafkaSubscriber['start']>): void {
    const deliver = handler.deliver.bind(handler);
    const assigned = handler.assigned.bind(handler);
    super.start(
      {
        assigned,
        deliver: (delivery) => {
          lap.begin();
          return deliver(delivery);
        },
      },
      ended,
    );
  }
}

const ledger = new Ledger({
  database,
  logs: [],
  projections: [benchProjection],
  now: () => new Date().toISOString(),
  report: (_, error) => fail(error),
  cluster: {
    instance: 'bench',
    partitions: PARTITIONS,
    publisher: new KafkaPublisher(kafka, 5_000),
    subscriber: ({ logs }) => new TimedSubscriber({ ...kafka, group: task.group, logs, report: fail }),
    reader: (logs) => new TimedSubscriber({ ...kafka, group: `${task.group}-rebuild`, logs, report: fail }),
    ended: fail,
  },
});
await ledger.start();
const behindBy = await ledger.host.waitFor([benchProjection.name], [{ log: 'purchases', position: task.events }], 150_000);
if (behindBy > 0) fail(new Error(`still ${behindBy} events behind`));
const rows = await database.read.all<{ shard: number; events: number }>('SELECT shard, events FROM partition_checkpoint');
for (const { shard, events } of rows) lap.applied(shard, events, task.events);
lap.end();
