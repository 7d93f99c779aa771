import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import kafkajs from 'kafkajs';
import {
  createTopics,
  feedSteps,
  type KafkaOptions,
  KafkaPublisher,
  KafkaSubscriber,
  Ledger,
  logSteps,
  type Projection,
  projectionSteps,
  relaySteps,
  type TransportLogger,
} from '#event-log';
import { isRefusal, type LogName } from '#contracts';
import { type Database, SqliteDatabase } from '#persistence';
import { eventually } from './eventually.js';
import { contextOf, NAMES, renamed } from '../../libs/event-log/src/testing/suite.js';
import { NamesOracle, type NamesRow } from '../../libs/event-log/src/testing/names-projection.js';

/** The schema of a process that owns the directory log and relays it. */
export const SERVICE_STEPS = [...logSteps(['directory']), ...projectionSteps, ...relaySteps, ...feedSteps];
/** The schema of a process that only reads topics. */
export const READER_STEPS = [...projectionSteps, ...feedSteps];

/** Names come faster than they are read one by one, and leave the readers their turn. */
const BETWEEN_NAMES_MS = 2;

/** A service at work, and what its names must come to. */
export interface Flowing {
  readonly service: Ledger;
  readonly oracle: NamesOracle;
  readonly stop: () => Promise<void>;
}

let made = 0;

/** Words that no other suite uses on the same broker. */
export function freshWord(): string {
  made += 1;
  return `t${process.pid}-${made}-${Date.now().toString(36)}`;
}

const silent: TransportLogger = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };

/** How a suite reaches the broker, with topics under names of its own. */
export function kafkaOptions(brokers: readonly string[]): KafkaOptions {
  const one = { replicationFactor: 1, minInsyncReplicas: 1 };
  return { brokers, clientId: 'suite', topicPrefix: freshWord(), partitions: 4, ...one, logger: silent };
}

/** Topics of this test alone on a broker, and the processes around them, all in this one. */
export class TopicsLedger {
  readonly faults: string[] = [];
  readonly ends: Error[] = [];
  private readonly closing: (() => Promise<unknown>)[] = [];

  private constructor(
    readonly kafka: KafkaOptions,
    readonly folder: string,
  ) {}

  static async create(
    brokers: readonly string[],
    options: Partial<KafkaOptions> = {},
    logs: readonly LogName[] = ['directory'],
  ): Promise<TopicsLedger> {
    const kafka = { ...kafkaOptions(brokers), ...options };
    await createTopics(kafka, logs);
    return new TopicsLedger(kafka, mkdtempSync(join(tmpdir(), 'bangfu-topics-')));
  }

  sqlite(name: string, steps = READER_STEPS): Promise<SqliteDatabase> {
    return SqliteDatabase.open({ file: join(this.folder, `${name}.sqlite`), steps });
  }

  /** A process that owns the directory log and relays it. */
  async service(database: Database, instance = 'one', leaseMs = 10_000): Promise<Ledger> {
    return this.start(database, ['directory'], [], instance, leaseMs);
  }

  /** A process that owns the directory log and leaves relaying to another one. */
  async silentService(database: Database): Promise<Ledger> {
    const options = {
      database,
      logs: ['directory'] as const,
      projections: [],
      now: () => new Date().toISOString(),
      report: () => undefined,
    };
    const ledger = new Ledger(options);
    await ledger.start();
    this.atEnd(() => ledger.stop());
    return ledger;
  }

  /** A process that projects the topics; `group` is shared by those that share the partitions. */
  async reader(database: Database, projection: Projection, group = `${this.kafka.topicPrefix}-${projection.name}`): Promise<Ledger> {
    return this.start(database, [], [projection], freshWord(), 10_000, group);
  }

  /** A service that is given names without a break until it is told to stop. */
  async flowing(): Promise<Flowing> {
    const own = await this.sqlite('service', SERVICE_STEPS);
    this.atEnd(() => own.close());
    const service = await this.service(own);
    const oracle = new NamesOracle();
    const ending = new AbortController();
    const flow = (async () => {
      while (!ending.signal.aborted) {
        const [stream, text] = [`unit-${oracle.events % 23}`, `名${oracle.events}`];
        await name(service, `c-${oracle.events}`, stream, text);
        oracle.accept(stream, text);
        await new Promise((resume) => setTimeout(resume, BETWEEN_NAMES_MS));
      }
    })();
    const stop = async (): Promise<void> => {
      ending.abort();
      await flow;
    };
    return { service, oracle, stop };
  }

  /** The one topic of names. */
  get topic(): string {
    return `${this.kafka.topicPrefix}.directory.events`;
  }

  /** Asks or changes the broker as its operator does. */
  async asOperator<Answer>(work: (admin: kafkajs.Admin) => Promise<Answer>): Promise<Answer> {
    const admin = this.stranger.admin();
    await admin.connect();
    try {
      return await work(admin);
    } finally {
      await admin.disconnect();
    }
  }

  /** The topics of these logs hold nothing any more, as where an operator lays them anew. */
  async emptied(logs: readonly LogName[]): Promise<void> {
    const topics = logs.map((log) => `${this.kafka.topicPrefix}.${log}.events`);
    await this.asOperator(async (admin) => {
      await admin.deleteTopics({ topics });
      await eventually('they are gone', async () => (await admin.listTopics()).every((topic) => !topics.includes(topic)));
    });
    await createTopics(this.kafka, logs);
  }

  /** A client of the broker that is none of ours. */
  get stranger(): kafkajs.Kafka {
    return new kafkajs.Kafka({ brokers: [...this.kafka.brokers], logLevel: kafkajs.logLevel.NOTHING });
  }

  /** Runs at the end, last first. */
  atEnd(work: () => Promise<unknown>): void {
    this.closing.push(work);
  }

  async end(): Promise<void> {
    for (const work of this.closing.reverse()) await work();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A process of any logs and projections that is at rest: for a command on its data. */
  resting(database: Database, logs: readonly LogName[], projections: readonly Projection[]): Ledger {
    return this.ledger(database, logs, projections, freshWord(), 10_000, '');
  }

  /** The same, at work; ended with the others. */
  async working(database: Database, logs: readonly LogName[], projections: readonly Projection[]): Promise<Ledger> {
    return this.start(database, logs, projections, freshWord(), 10_000, freshWord());
  }

  private async start(
    database: Database,
    logs: readonly LogName[],
    projections: readonly Projection[],
    instance: string,
    leaseMs: number,
    group = '',
  ): Promise<Ledger> {
    const ledger = this.ledger(database, logs, projections, instance, leaseMs, group);
    await ledger.start();
    let running = true;
    const stop = ledger.stop.bind(ledger);
    ledger.stop = async () => {
      if (running) await stop();
      running = false;
    };
    this.atEnd(() => ledger.stop());
    return ledger;
  }

  private ledger(
    database: Database,
    logs: readonly LogName[],
    projections: readonly Projection[],
    instance: string,
    leaseMs: number,
    group: string,
  ): Ledger {
    const report = (at: string, error: unknown): void => void this.faults.push(`${at}: ${String(error)}`);
    return new Ledger({
      database,
      logs,
      projections,
      now: () => new Date().toISOString(),
      report,
      cluster: {
        instance,
        partitions: this.kafka.partitions,
        publisher: new KafkaPublisher(this.kafka, leaseMs / 2),
        subscriber: ({ logs: fed }) =>
          new KafkaSubscriber({ ...this.kafka, group, logs: fed, report: (error) => report('subscriber', error) }),
        reader: (fed) => new KafkaSubscriber({ ...this.kafka, group: freshWord(), logs: fed, report: (error) => report('rebuild', error) }),
        ended: (error) => void this.ends.push(error),
        leaseMs,
      },
    });
  }
}

/** Appends one name to one stream. @throws where it was refused */
export async function name(ledger: Ledger, key: string, stream: string, text: string, log: LogName = 'directory'): Promise<number> {
  const result = await ledger
    .log(log)
    .submit(contextOf({ key }), stream, { unit: { id: stream, definition: NAMES } }, () => [renamed(text)]);
  if (isRefusal(result)) throw new Error(result.problems.map(({ code }) => code).join(', '));
  return result.answer.position;
}

/** The rows of the projection of names, by stream. */
export function namesRows(database: Database): Promise<NamesRow[]> {
  return database.read.all('SELECT stream, last, times, letters FROM names ORDER BY stream');
}

/** How often names were given, over all streams. */
export function namesGiven(rows: readonly NamesRow[]): number {
  return rows.reduce((total, { times }) => total + times, 0);
}
