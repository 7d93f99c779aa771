import { closeSync, fdatasyncSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { createConnection } from 'mysql2/promise';
import type { ContenderTask } from './contenders/contender.js';
import type { BenchTopic } from './topic.js';

const SECONDS = 2;

/** What this machine gives today, so that a number can be read against it. */
export async function calibrate(
  mysql: ContenderTask['mysql'],
  brokers: readonly string[],
  topic: BenchTopic,
): Promise<Record<string, number>> {
  const { database: _, ...server } = mysql;
  const connection = await createConnection(server);
  await connection.query('DROP DATABASE IF EXISTS bench_calibration');
  await connection.query('CREATE DATABASE bench_calibration');
  await connection.query('USE bench_calibration');
  await connection.query('CREATE TABLE IF NOT EXISTS bench_calibration (id INT AUTO_INCREMENT PRIMARY KEY, text VARCHAR(200))');
  const thousand = Array.from({ length: 1_000 }, () => ['x'.repeat(100)]);
  const selects = await perSecond(() => connection.query('SELECT 1'));
  const inserts = await perSecond(() => connection.query('INSERT INTO bench_calibration (text) VALUES ?', [thousand]));
  await connection.query('DROP DATABASE bench_calibration');
  await connection.end();
  const text = JSON.stringify(topic.partitions[0]?.[0]);
  const parses = await perSecond(async () => {
    for (let turn = 0; turn < 1_000; turn += 1) JSON.parse(text);
  });
  return {
    selectsPerSecond: selects,
    insertedRowsPerSecond: inserts * 1_000,
    parseMicroseconds: 1_000 / parses,
    fdatasyncsPerSecond: await fdatasyncs(),
    messagesPerSecond: await messages(brokers, topic),
  };
}

async function perSecond(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  let times = 0;
  while (performance.now() - started < SECONDS * 1000) {
    await work();
    times += 1;
  }
  return (times / (performance.now() - started)) * 1000;
}

async function fdatasyncs(): Promise<number> {
  const path = join(tmpdir(), `bangfu-bench-${process.pid}`);
  const file = openSync(path, 'w');
  const page = Buffer.alloc(4096);
  const rate = await perSecond(async () => {
    writeSync(file, page, 0, page.length, 0);
    fdatasyncSync(file);
  });
  closeSync(file);
  unlinkSync(path);
  return rate;
}

/** A consumer that does nothing with what it gets. */
async function messages(brokers: readonly string[], topic: BenchTopic): Promise<number> {
  const all = topic.partitions.reduce((sum, { length }) => sum + length, 0);
  const consumer = new Kafka({ clientId: 'bench', brokers: [...brokers], logLevel: logLevel.NOTHING }).consumer({
    groupId: 'bench-noop',
    maxWaitTimeInMs: 100,
  });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic.name], fromBeginning: true });
  let seen = 0;
  let started = 0;
  await new Promise<void>((resolve, reject) => {
    const eachBatch = async ({ batch }: { batch: { messages: readonly unknown[] } }): Promise<void> => {
      if (seen === 0) started = performance.now();
      seen += batch.messages.length;
      if (seen >= all) resolve();
    };
    consumer.run({ eachBatch }).catch(reject);
  });
  const rate = (seen / (performance.now() - started)) * 1000;
  await consumer.disconnect();
  return rate;
}
