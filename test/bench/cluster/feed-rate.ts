import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { createTopics, feedSteps, hashProjection, type KafkaOptions, KafkaPublisher, KafkaSubscriber, Ledger, logSteps, projectionSteps, relaySteps } from '#event-log';
import { LOG_NAMES } from '#contracts';
import { impactProjections } from '#impact';
import { type Database, MysqlDatabase, SqliteDatabase } from '#persistence';
import { inParallel, submit } from '../standalone/bench-ledger.js';
import { eventsOfOrder } from '../standalone/orders.js';

const orders = Number(process.argv[2] ?? 25_000);
const broker = process.argv[3] ?? '127.0.0.1:41092';
const mysql = process.argv[4] === undefined ? undefined : (JSON.parse(process.argv[4]) as { host: string; port: number; user: string; password: string });
const folder = mkdtempSync(join(tmpdir(), 'bangfu-feed-'));
const say = (text: string): void => console.log(text);
const quiet = { error: (d: object, m: string) => console.log('E', m, d), warn: () => {}, info: () => {}, debug: () => {} };
const kafka: KafkaOptions = { brokers: [broker], clientId: 'bench', topicPrefix: `bench${Date.now()}`, partitions: 4, replicationFactor: 1, minInsyncReplicas: 1, logger: quiet };
await createTopics(kafka, LOG_NAMES);
let cpu = process.cpuUsage();
const perCpu = (): string => { const { user, system } = process.cpuUsage(cpu); cpu = process.cpuUsage(); return ` (${Math.round((orders * 4) / ((user + system) / 1e6))} per CPU second)`; };
const now = (): string => new Date().toISOString();
const report = (at: string, error: unknown): void => console.log(at, error);

const own = await SqliteDatabase.open({ file: join(folder, 'own.sqlite'), steps: [...logSteps(['purchases']), ...projectionSteps, ...relaySteps] });
const cluster = { instance: 'bench', partitions: 4, publisher: new KafkaPublisher(kafka), subscriber: () => { throw new Error('none'); }, ended: report.bind(undefined, 'ended') };
const quietService = new Ledger({ database: own, logs: ['purchases'], projections: [], now, report });
await quietService.start();
let begun = performance.now();
await inParallel(64, orders, async (turn) => { const { streamId, events } = eventsOfOrder(turn); await submit(quietService.log('purchases'), streamId, events); });
say(`append: ${Math.round((orders * 4) / ((performance.now() - begun) / 1000))} events/s${perCpu()}`);
await quietService.stop();
const service = new Ledger({ database: own, logs: ['purchases'], projections: [], now, report, cluster });
begun = performance.now();
await service.start();
while ((service.relays[0]?.state.position ?? 0) < orders * 4) await new Promise((resume) => setTimeout(resume, 5));
say(`relay: ${Math.round((orders * 4) / ((performance.now() - begun) / 1000))} events/s${perCpu()}`);
await service.stop();

async function feed(name: string, database: Database): Promise<void> {
  const [impact] = impactProjections();
  if (impact === undefined) throw new Error('no impact');
  const subscriber = () => new KafkaSubscriber({ ...kafka, group: `${kafka.topicPrefix}-${name}`, logs: impact.logs, report: (error) => console.log('sub', error) });
  const ledger = new Ledger({ database, logs: [], projections: [impact], now, report, cluster: { instance: 'i', partitions: 4, subscriber, ended: report.bind(undefined, 'ended') } });
  const from = performance.now();
  await ledger.start();
  let first = 0;
  let mem = 0;
  while ((ledger.host.states()[0]?.positions.get('purchases') ?? 0) < orders * 4) {
    await new Promise((resume) => setTimeout(resume, 5));
    mem = Math.max(mem, process.memoryUsage().rss);
    if (first === 0 && (await database.read.all('SELECT 1 AS x FROM partition_checkpoint WHERE next_offset > 0 LIMIT 1')).length > 0) first = performance.now();
  }
  const end = performance.now();
  say(`${name}: ${Math.round((orders * 4) / ((end - from) / 1000))} events/s from start, join and first commit ${Math.round(first - from)} ms, after it ~${Math.round((orders * 4) / ((end - first) / 1000))} events/s, rss ${Math.round(mem / 1e6)} MB${perCpu()}`);
  say(await hashProjection(database.read, impact, (table) => table));
  await ledger.stop();
  await database.close();
}
await feed('sqlite', await SqliteDatabase.open({ file: join(folder, 'other.sqlite'), steps: [...projectionSteps, ...feedSteps] }));
if (mysql !== undefined) {
  const connection = await createConnection({ host: mysql.host, port: mysql.port, user: mysql.user, password: mysql.password });
  const database = `feed${Date.now()}`;
  await connection.query(`CREATE DATABASE ${database}`);
  await feed('mysql', await MysqlDatabase.open({ host: mysql.host, port: mysql.port, user: mysql.user, password: mysql.password, database, steps: [...projectionSteps, ...feedSteps] }));
  await connection.query(`DROP DATABASE ${database}`);
  await connection.end();
}
rmSync(folder, { recursive: true, force: true });
