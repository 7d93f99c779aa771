import { existsSync } from 'node:fs';
import kafkajs, { type Admin, type Kafka } from 'kafkajs';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { type ServerName, type SqlConnection, startServers, type StartedServers } from '../../scripts/servers/index.mjs';
import { eventually } from '../support/eventually.js';
import { sharedServers, type SharedServers } from '../support/servers.js';
import { TcpProxy } from '../support/tcp-proxy.js';

/** A tenth is measured on two idle cores. */
const SECOND_START_LIMIT_MS = 15_000;

function client(broker: string): Kafka {
  return new kafkajs.Kafka({ brokers: [broker], logLevel: kafkajs.logLevel.NOTHING, retry: { initialRetryTime: 50, retries: 10 } });
}

async function asked<Row>(server: SqlConnection | undefined, sql: string): Promise<Row[]> {
  const connection = await opened(server);
  try {
    const [rows] = await connection.query<(RowDataPacket & Row)[]>(sql);
    return rows;
  } finally {
    await connection.end();
  }
}

function opened(server: SqlConnection | undefined): Promise<Connection> {
  if (server === undefined) throw new Error('the server was not started');
  const { host, port, user, password } = server;
  return createConnection({ host, port, user, password, multipleStatements: true });
}

/**
 * A pid is still listed for a moment after its process has ended, until its parent has heard of it.
 * A container shows no pid; there the refused connection alone tells.
 */
async function ended(pid: number | undefined): Promise<void> {
  await eventually(`process ${pid} has ended`, () => pid === undefined || !existsSync(`/proc/${pid}`), 5_000);
}

describe('the servers of a test run', () => {
  let servers: SharedServers<'kafka' | 'mysql' | 'mariadb'>;

  beforeAll(async () => {
    servers = await sharedServers(['kafka', 'mysql', 'mariadb']);
  });

  afterAll(() => servers.release());

  describe('Kafka', () => {
    const topic = `servers-spec-${process.pid}`;
    let kafka: Kafka;
    let admin: Admin;

    beforeAll(async () => {
      kafka = client(servers.kafka.brokers[0] ?? '');
      admin = kafka.admin();
      await admin.connect();
    });

    afterAll(async () => {
      await admin.deleteTopics({ topics: [topic] });
      await admin.disconnect();
    });

    it('is one broker on loopback', async () => {
      const { brokers } = await admin.describeCluster();
      expect(brokers.map(({ host, port }) => `${host}:${port}`)).toEqual(servers.kafka.brokers);
    });

    it('makes no topic that nobody asked for, and four partitions where none are named', async () => {
      await expect(admin.fetchTopicMetadata({ topics: [`${topic}-unasked`] })).rejects.toMatchObject({
        type: 'UNKNOWN_TOPIC_OR_PARTITION',
      });
      await admin.createTopics({ topics: [{ topic }], waitForLeaders: true });
      const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
      expect(topics[0]?.partitions).toHaveLength(4);
    });

    it('gives a consumer what a producer sent', async () => {
      const producer = kafka.producer({ idempotent: true });
      await producer.connect();
      await producer.send({ topic, acks: -1, messages: [{ key: '户', value: '扶贫 𠮷' }] });
      await producer.disconnect();
      const consumer = kafka.consumer({ groupId: topic, maxWaitTimeInMs: 100 });
      await consumer.connect();
      await consumer.subscribe({ topics: [topic], fromBeginning: true });
      const value = await new Promise((resolve, reject) => {
        consumer.run({ eachMessage: async ({ message }) => resolve(message.value?.toString()) }).catch(reject);
      });
      await consumer.disconnect();
      expect(value).toBe('扶贫 𠮷');
    });

    it('sends clients of its second listener to the address where a test puts its own line', async () => {
      const port = (address: string): number => Number(address.split(':')[1]);
      const { listener, advertised } = servers.kafka.proxied;
      const proxy = await TcpProxy.listen({ host: '127.0.0.1', port: port(listener) }, port(advertised));
      const through = client(advertised).admin();
      await through.connect();
      expect((await through.describeCluster()).brokers).toMatchObject([{ host: '127.0.0.1', port: port(advertised) }]);
      expect(proxy.connections).toBeGreaterThan(0);
      await through.disconnect();
      await proxy.stop();
    });
  });

  it.each([
    ['mysql', /^8\.0\./],
    ['mariadb', /^1\d\.\d+\./],
  ] as const)('%s answers with its version and compares text by its bytes', async (name, version) => {
    const [row] = await asked<{ version: string; collation: string }>(
      servers[name],
      'SELECT VERSION() AS version, @@collation_server AS collation',
    );
    expect(row?.version).toMatch(version);
    expect(row?.version.startsWith(servers[name].version)).toBe(true);
    expect(row?.collation).toBe('utf8mb4_bin');
  });
});

describe('servers of a suite of its own', () => {
  const names: readonly ServerName[] = ['mysql', 'mariadb'];
  let one: StartedServers;
  let other: StartedServers;
  let tookMs: number;

  beforeAll(async () => {
    const started = performance.now();
    [one, other] = await Promise.all([startServers(names), startServers(['mariadb'])]);
    tookMs = performance.now() - started;
  });

  afterAll(() => Promise.all([one.stop(), other.stop()]));

  it('starts within seconds once installed', () => {
    expect(tookMs).toBeLessThan(SECOND_START_LIMIT_MS);
  });

  it('has a port to itself beside one that starts at the same time', async () => {
    expect(one.mariadb?.port).not.toBe(other.mariadb?.port);
    await asked(one.mariadb, 'CREATE DATABASE of_one');
    const databases = await asked<{ Database: string }>(other.mariadb, 'SHOW DATABASES');
    expect(databases.map((row) => row.Database)).not.toContain('of_one');
  });

  it.each(names)('%s writes every commit to disk unless told otherwise', async (name) => {
    const [row] = await asked<{ flush: number }>(one[name as 'mysql'], 'SELECT @@innodb_flush_log_at_trx_commit AS flush');
    expect(row?.flush).toBe(1);
  });

  it.each(names)('%s comes back on its port with what was committed after a kill', async (name) => {
    const sql = one[name as 'mysql'];
    await asked(sql, 'CREATE DATABASE kept; CREATE TABLE kept.t (n INT PRIMARY KEY); INSERT INTO kept.t VALUES (7)');
    const killed = one.pid(name);
    await one.crash(name);
    await ended(killed);
    await expect(opened(sql)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await one.revive(name);
    expect(await asked(sql, 'SELECT n FROM kept.t')).toEqual([{ n: 7 }]);
  });

  it('ends its own processes and no others', async () => {
    const [mine, theirs] = [one.pid('mysql'), other.pid('mariadb')];
    await one.stop();
    await ended(mine);
    await expect(opened(one.mysql)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(other.pid('mariadb')).toBe(theirs);
    expect(await asked(other.mariadb, 'SELECT 1 AS up')).toEqual([{ up: 1 }]);
  });
});
