import { createConnection } from 'mysql2/promise';
import {
  createTopics,
  type EventPublisher,
  feedSteps,
  type KafkaOptions,
  KafkaPublisher,
  KafkaSubscriber,
  Ledger,
  logSteps,
  projectionSteps,
  relaySteps,
} from '#event-log';
import { MysqlDatabase } from '#persistence';
import { submit } from '../standalone/bench-ledger.js';
import { eventsOfOrder } from '../standalone/orders.js';
import type { ContenderTask } from './contenders/contender.js';
import { BENCH_TOPICS } from './topic.js';

/** A service in this process that takes commands, each one order placed, and relays them. */
export class Commands {
  given = 0;

  private constructor(
    private readonly ledger: Ledger,
    private readonly database: MysqlDatabase,
  ) {}

  /** Opens it on a schema of its own, made anew. @param publisherOf wraps the one that publishes */
  static async open(
    brokers: readonly string[],
    mysql: ContenderTask['mysql'],
    publisherOf: (inner: EventPublisher) => EventPublisher = (inner) => inner,
  ): Promise<Commands> {
    const { database: schema, ...server } = mysql;
    const connection = await createConnection(server);
    await connection.query(`DROP DATABASE IF EXISTS ${schema}`);
    await connection.query(`CREATE DATABASE ${schema} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
    await connection.end();
    const kafka: KafkaOptions = { ...BENCH_TOPICS, brokers, topicPrefix: schema.replaceAll('_', '-') };
    await createTopics(kafka, ['purchases']);
    const steps = [...logSteps(['purchases']), ...projectionSteps, ...relaySteps, ...feedSteps];
    const database = await MysqlDatabase.open({ ...mysql, steps });
    const ledger = new Ledger({
      database,
      logs: ['purchases'],
      projections: [],
      now: () => new Date().toISOString(),
      report: (where, error) => console.error(where, error),
      cluster: {
        instance: 'bench',
        partitions: BENCH_TOPICS.partitions,
        publisher: publisherOf(new KafkaPublisher(kafka)),
        subscriber: ({ logs }) => new KafkaSubscriber({ ...kafka, group: schema, logs, report: console.error }),
        reader: (logs) => new KafkaSubscriber({ ...kafka, group: `${schema}-rebuild`, logs, report: console.error }),
        ended: console.error,
        leaseMs: 20_000,
      },
    });
    await ledger.start();
    return new Commands(ledger, database);
  }

  onCommit(told: (head: number) => void): void {
    this.ledger.signal.listen(({ head }) => told(head));
  }

  async give(): Promise<void> {
    this.given += 1;
    const { streamId, events } = eventsOfOrder(this.given);
    await submit(this.ledger.log('purchases'), streamId, events.slice(0, 1));
  }

  async close(): Promise<void> {
    await this.ledger.stop();
    await this.database.close();
  }
}
