import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createTopics, type KafkaOptions } from '#event-log';
import { startServers, type StartedServers } from '../../scripts/servers/index.mjs';
import { NamesOracle, namesProjection } from '../../libs/event-log/src/testing/names-projection.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { kafkaOptions, name, namesRows, SERVICE_STEPS, TopicsLedger } from '../support/topics-ledger.js';

const ACCOUNT = { user: 'bangfu', password: 'p'.repeat(32) };
const JARS = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'bangfu', 'servers', 'kafka-4.3.1', '*');

/** Makes the listener for tests that cut the line ask who comes, as the one in docker/compose.yml does. */
const ASKING = [
  'listener.security.protocol.map=PLAINTEXT:PLAINTEXT,PROXIED:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT',
  'sasl.enabled.mechanisms=SCRAM-SHA-512',
  'listener.name.proxied.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;',
];

/** What docker/kafka/set-account.sh does, by the same class. */
async function setAccount(broker: string): Promise<void> {
  const account = ['--add-config', `SCRAM-SHA-512=[password=${ACCOUNT.password}]`, '--entity-type', 'users', '--entity-name', ACCOUNT.user];
  await promisify(execFile)('java', ['-cp', JARS, 'kafka.admin.ConfigCommand', '--bootstrap-server', broker, '--alter', ...account]);
}

describe('a broker that asks who comes', () => {
  const docker = process.env['SERVERS_DOCKER'];
  let servers: StartedServers;
  let proxy: TcpProxy;
  let asked: Pick<KafkaOptions, 'brokers'>;

  beforeAll(async () => {
    // The account is set with the broker's own jars.
    process.env['SERVERS_DOCKER'] = 'never';
    servers = await startServers(['kafka'], { extra: { kafka: ASKING } });
    const [broker = ''] = servers.kafka?.brokers ?? [];
    const [listener, advertised] = [servers.kafka?.proxied.listener, servers.kafka?.proxied.advertised].map((at) =>
      Number(at?.split(':')[1]),
    );
    proxy = await TcpProxy.listen({ host: '127.0.0.1', port: listener ?? 0 }, advertised);
    asked = { brokers: [`127.0.0.1:${proxy.port}`] };
    await setAccount(broker);
  });

  afterAll(async () => {
    if (docker === undefined) delete process.env['SERVERS_DOCKER'];
    else process.env['SERVERS_DOCKER'] = docker;
    await proxy.stop();
    await servers.stop();
  });

  it('lets events through to whoever has the account', async () => {
    const topics = await TopicsLedger.create(asked.brokers, { account: ACCOUNT });
    const [own, rows] = [await topics.sqlite('service', SERVICE_STEPS), await topics.sqlite('reader')];
    topics.atEnd(() => own.close());
    topics.atEnd(() => rows.close());
    const [service, reader] = [await topics.service(own), await topics.reader(rows, namesProjection())];
    const oracle = new NamesOracle();
    await name(service, 'c-1', 'unit-1', '名');
    oracle.accept('unit-1', '名');
    await reader.host.waitFor(['names'], [{ log: 'directory', position: 1 }], 60_000);
    expect(await namesRows(rows)).toEqual(oracle.sorted());
    await topics.end();
  });

  it.each([
    ['no account', undefined],
    ['another password', { ...ACCOUNT, password: 'x' }],
    ['another account', { ...ACCOUNT, user: 'admin' }],
  ])('shuts out whoever has %s', async (_, account) => {
    await expect(createTopics({ ...kafkaOptions(asked.brokers), account }, ['directory'])).rejects.toThrow();
  });
});
