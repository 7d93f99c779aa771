import { CompressionTypes, Kafka, logLevel } from 'kafkajs';
import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import { type Bar, median, must } from '../result.js';
import { Oracle } from './oracle.js';
import type { ContenderRuns, TaskOf } from './projector-bars.js';
import { createTable, rowsOf } from './run-contender.js';
import { SUMMARY } from './summary.js';
import { type BenchTopic, PARTITIONS } from './topic.js';

const DATABASE = 'bench_connect';
const TOPIC = 'bench.order.states';
const SEND = 1_000;
const POLL_MS = 50;
const LIMIT_MS = 180_000;

export interface Sink {
  readonly peakMb: () => number;
  /** The end of its log. */
  readonly said: () => string;
  readonly stop: () => Promise<void>;
}

export interface SinkTask {
  /** Its consumer group goes by it: another name reads the topic from its beginning. */
  readonly name: string;
  readonly brokers: readonly string[];
  readonly topic: string;
  readonly table: string;
  readonly key: string;
  readonly mysql: ReturnType<TaskOf>['mysql'];
}

/**
 * Contender (d): Kafka Connect with Debezium's JDBC sink. It cannot add, so it is given what it can do: the whole state of the
 * order after each event, as a change-data-capture topic has it, upserted into the first of the two tables. The sums over many
 * orders, the second table, it does not keep. Its time begins with its first visible row, so starting up is not counted.
 */
export async function connectBars(
  turns: number,
  topic: BenchTopic,
  task: TaskOf,
  start: (task: SinkTask) => Promise<Sink>,
  product: ContenderRuns,
): Promise<Bar[]> {
  const { brokers, mysql } = task('connect', 0);
  const oracle = new Oracle();
  const sent = await fillStates(brokers, topic, oracle);
  const runs: { rate: number; peakMb: number }[] = [];
  for (let turn = 1; turn <= turns; turn += 1) {
    const run = await oneRun(
      { name: `sink-${turn}`, brokers, topic: TOPIC, table: SUMMARY.name, key: 'order_id', mysql: { ...mysql, database: DATABASE } },
      start,
      sent,
      oracle,
    );
    console.log(`${turn} connect  ${run.rate.toFixed(0).padStart(8)} states/s ${run.peakMb.toFixed(0)} MB`);
    runs.push(run);
  }
  const rates = runs.map(({ rate }) => median(product.rates) / rate);
  const memory = runs.map(({ peakMb }) => median(product.memoryMb) / peakMb);
  return [
    { id: 'projector-vs-connect', value: median(rates), goal: 3, unit: '× connect', atLeast: true, runs: rates },
    { id: 'rss-vs-connect', value: median(memory), goal: 0.4, unit: '× connect', atLeast: false, runs: memory },
  ];
}

/** Sends each order's state after each of its events, with the schema that the sink reads. @returns how many */
async function fillStates(brokers: readonly string[], { partitions }: BenchTopic, oracle: Oracle): Promise<number> {
  const kafka = new Kafka({ clientId: 'bench', brokers: [...brokers], logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic: TOPIC, numPartitions: PARTITIONS, replicationFactor: 1 }], waitForLeaders: true });
  await admin.disconnect();
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  let sent = 0;
  for (const [partition, events] of partitions.entries()) {
    for (let from = 0; from < events.length; from += SEND) {
      const messages = events.slice(from, from + SEND).map((event) => ({ partition, ...stateMessage(oracle.add(event)) }));
      await producer.send({ topic: TOPIC, acks: -1, compression: CompressionTypes.None, messages });
      sent += messages.length;
    }
  }
  await producer.disconnect();
  return sent;
}

const struct = (names: readonly string[]): object => ({
  type: 'struct',
  optional: false,
  fields: SUMMARY.columns
    .filter(({ name }) => names.includes(name))
    .map(({ name, type }) => ({ field: name, type: type === 'integer' ? 'int64' : 'string', optional: false })),
});
const KEY_SCHEMA = struct(['order_id']);
const VALUE_SCHEMA = struct(SUMMARY.columns.map(({ name }) => name));

function stateMessage(row: Readonly<Record<string, string | number>>): { key: string; value: string } {
  return {
    key: JSON.stringify({ schema: KEY_SCHEMA, payload: { order_id: row['order_id'] } }),
    value: JSON.stringify({ schema: VALUE_SCHEMA, payload: row }),
  };
}

async function oneRun(
  task: SinkTask,
  start: (task: SinkTask) => Promise<Sink>,
  sent: number,
  oracle: Oracle,
): Promise<{ rate: number; peakMb: number }> {
  const connection = await createConnection({ ...task.mysql, database: '' });
  await connection.query(`DROP DATABASE IF EXISTS ${DATABASE}`);
  await connection.query(`CREATE DATABASE ${DATABASE} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  await connection.query(`USE ${DATABASE}`);
  await connection.query(createTable(SUMMARY));
  const sink = await start(task);
  try {
    const seconds = await filled(connection, sent, sink);
    oracle.compareOrders('connect', await rowsOf(connection, SUMMARY));
    return { rate: sent / seconds, peakMb: sink.peakMb() };
  } finally {
    await sink.stop();
    await connection.end();
  }
}

/** @returns seconds from the first visible row to the last state */
async function filled(connection: Connection, events: number, sink: Sink): Promise<number> {
  const until = performance.now() + LIMIT_MS;
  let first: number | undefined;
  for (;;) {
    const [rows] = await connection.query<RowDataPacket[]>(`SELECT COALESCE(SUM(events), 0) AS folded FROM ${SUMMARY.name}`);
    const folded = Number(rows[0]?.['folded']);
    const now = performance.now();
    if (folded > 0) first ??= now;
    if (first !== undefined && folded === events) return (now - first) / 1_000;
    must(now < until, `the sink has folded ${folded} of ${events} within ${LIMIT_MS} ms:\n${sink.said()}`);
    await new Promise((resume) => setTimeout(resume, POLL_MS));
  }
}
