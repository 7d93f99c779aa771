import mysql from 'mysql2/promise';
import { hashProjection, type Ledger, stateOf } from '#event-log';
import { type Database, MysqlDatabase, type MysqlOptions } from '#persistence';
import { NamesOracle, namesProjection } from '../../libs/event-log/src/testing/names-projection.js';
import { REBUILD_PLACES } from '../faults/places.js';
import { ClusterProcess } from '../support/cluster-process.js';
import { sharedServers, type SharedServers } from '../support/servers.js';
import { eventually } from '../support/eventually.js';
import { freshWord, name, namesRows, READER_STEPS, SERVICE_STEPS, TopicsLedger } from '../support/topics-ledger.js';

const LIMIT_MS = 60_000;

describe('rows in MySQL that are rebuilt from Kafka while two instances write them', () => {
  let servers: SharedServers<'kafka' | 'mysql'>;
  let topics: TopicsLedger;
  let schema: Omit<MysqlOptions, 'steps'>;
  let rows: Database;
  let service: Ledger;
  let readers: readonly Ledger[];
  const oracle = new NamesOracle();

  beforeAll(async () => {
    servers = await sharedServers(['kafka', 'mysql']);
    topics = await TopicsLedger.create(servers.kafka.brokers, { partitions: 4 });
    const { host, port, user, password } = servers.mysql;
    schema = { host, port, user, password, database: freshWord().replaceAll('-', '_') };
    await ask(`CREATE DATABASE ${schema.database}`);
    topics.atEnd(() => ask(`DROP DATABASE ${schema.database}`));
    rows = await MysqlDatabase.open({ ...schema, steps: READER_STEPS });
    topics.atEnd(() => rows.close());
    const beside = await MysqlDatabase.open({ ...schema, steps: READER_STEPS });
    topics.atEnd(() => beside.close());
    const own = await topics.sqlite('service', SERVICE_STEPS);
    topics.atEnd(() => own.close());
    service = await topics.service(own);
    readers = [await topics.reader(rows, namesProjection()), await topics.reader(beside, namesProjection())];
    await names(1_500);
    await rowsAreRight();
  }, 120_000);

  afterAll(async () => {
    await topics.end();
    await servers.release();
  });

  async function ask(sql: string): Promise<void> {
    const { database: _database, ...server } = schema;
    const connection = await mysql.createConnection(server);
    await connection.query(sql);
    await connection.end();
  }

  async function names(count: number): Promise<void> {
    for (let index = 0; index < count; index += 1) {
      const [stream, text] = [`unit-${oracle.events % 23}`, `名${oracle.events}`];
      await name(service, `c-${oracle.events}`, stream, text);
      oracle.accept(stream, text);
    }
  }

  async function rowsAreRight(): Promise<void> {
    for (const reader of readers) {
      expect(await reader.host.waitFor(['names'], [{ log: 'directory', position: oracle.events }], LIMIT_MS)).toBe(0);
    }
    expect(await namesRows(rows)).toEqual(oracle.sorted());
    expect(await rows.read.all('SELECT * FROM parked_event')).toEqual([]);
  }

  async function generation(): Promise<number> {
    return (await stateOf(rows.read, namesProjection()))?.generation ?? 0;
  }

  test.each(REBUILD_PLACES)('a rebuild that is killed at %s loses nothing, doubles nothing, and both instances go on', async (point) => {
    const group = `${topics.kafka.topicPrefix}-${point}`;
    const told = { role: 'rebuild' as const, mysql: schema, instance: point, leaseMs: 3_000, group, kafka: topics.kafka };
    const dying = ClusterProcess.start(told, point);
    topics.atEnd(() => dying.kill());
    await eventually(
      'it is killed',
      async () => {
        await names(2);
        return !dying.alive;
      },
      LIMIT_MS,
    );
    expect([await dying.end(), dying.said]).toEqual(['SIGKILL', '']);
    await names(10);
    await rowsAreRight();
  });

  test('rebuilt again and again while events flow, by one instance and by the other: the hash is that of a reader that was alone', async () => {
    const before = await generation();
    const flow = { ended: false };
    const flowing = (async () => {
      while (!flow.ended) await names(5);
    })();
    for (let round = 0; round < 4; round += 1) {
      const result = await readers[round % 2]?.rebuild(['names']);
      expect(result).toMatchObject({ parked: 0 });
    }
    flow.ended = true;
    await flowing;
    await rowsAreRight();
    expect(await generation()).toBe(before + 4);
    const alone = await topics.sqlite('alone');
    topics.atEnd(() => alone.close());
    const reader = await topics.reader(alone, namesProjection(), `${topics.kafka.topicPrefix}-alone`);
    expect(await reader.host.waitFor(['names'], [{ log: 'directory', position: oracle.events }], LIMIT_MS)).toBe(0);
    const [live, read] = await Promise.all(
      [rows, alone].map((database) => hashProjection(database.read, namesProjection(), (table) => table)),
    );
    await readers[0]?.rebuild(['names']);
    const rebuilt = await hashProjection(rows.read, namesProjection(), (table) => table);
    expect([live, rebuilt]).toEqual([read, read]);
    expect(topics.ends).toEqual([]);
  });
});
