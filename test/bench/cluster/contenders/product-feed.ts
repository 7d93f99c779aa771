import type { LogName } from '#contracts';
import { feedSteps, type KafkaOptions, KafkaPublisher, KafkaSubscriber, Ledger, type Projection, projectionSteps } from '#event-log';
import { MysqlDatabase } from '#persistence';
import { BENCH_TOPICS, PARTITIONS } from '../topic.js';
import { type ContenderTask, Lap } from './contender.js';

const LOG: LogName = 'purchases';

const fail = (error: unknown): void => {
  console.error(error);
  process.exit(1);
};

/** Begins the lap with the first messages, as the loops written by hand do. */
class TimedSubscriber extends KafkaSubscriber {
  constructor(
    private readonly lap: Lap,
    options: ConstructorParameters<typeof KafkaSubscriber>[0],
  ) {
    super(options);
  }

  override start(...[handler, ended]: Parameters<KafkaSubscriber['start']>): void {
    const assigned = handler.assigned.bind(handler);
    super.start(
      {
        assigned,
        deliver: (delivery) => {
          this.lap.begin();
          return handler.deliver(delivery);
        },
      },
      ended,
    );
  }
}

/** The process that feeds one projection, as a process of the cluster does; not started yet. */
export async function openFeed(
  task: ContenderTask,
  projection: Projection,
  lap = new Lap(),
): Promise<{ ledger: Ledger; database: MysqlDatabase }> {
  const kafka: KafkaOptions = { ...BENCH_TOPICS, brokers: task.brokers, clientId: task.group };
  const database = await MysqlDatabase.open({ ...task.mysql, steps: [...projectionSteps, ...feedSteps] });
  const ledger = new Ledger({
    database,
    logs: [],
    projections: [projection],
    now: () => new Date().toISOString(),
    report: (_, error) => fail(error),
    cluster: {
      instance: 'bench',
      partitions: PARTITIONS,
      publisher: new KafkaPublisher(kafka, 5_000),
      subscriber: ({ logs }) => new TimedSubscriber(lap, { ...kafka, group: task.group, logs, report: fail }),
      reader: (logs) => new KafkaSubscriber({ ...kafka, group: `${task.group}-rebuild`, logs, report: fail }),
      ended: fail,
    },
  });
  return { ledger, database };
}

/** Starts it and waits until all events of the task are folded. */
export async function catchUp({ ledger }: { readonly ledger: Ledger }, task: ContenderTask, projection: Projection): Promise<void> {
  await ledger.start();
  const behindBy = await ledger.host.waitFor([projection.name], [{ log: LOG, position: task.events }], 150_000);
  if (behindBy > 0) fail(new Error(`still ${behindBy} events behind`));
}

/** Feeds one projection from the topic until all events of the task are folded. */
export async function runProduct(task: ContenderTask, projection: Projection): Promise<void> {
  const lap = new Lap();
  const open = await openFeed(task, projection, lap);
  await catchUp(open, task, projection);
  const rows = await open.database.read.all<{ log: string; shard: number; events: number }>(
    'SELECT log, shard, events FROM partition_checkpoint',
  );
  for (const { log, shard, events } of rows) if (log === LOG) lap.applied(shard, events, task.events);
  lap.end();
}
