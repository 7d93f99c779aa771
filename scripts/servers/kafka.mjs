import { Buffer } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ServersError } from './failure.mjs';
import { cached, mavenDependencies } from './packages.mjs';
import { here, cacheFolder } from './places.mjs';
import { firstAnswer } from './ports.mjs';
import { mustRun, runTool } from './processes.mjs';

export const KAFKA_VERSION = '4.3.1';
const INSTALLED = `kafka-${KAFKA_VERSION}`;
const OLDEST_JAVA = 17;

/** Apache Kafka, broker and controller in one JVM. */
export const kafka = {
  name: 'kafka',
  /** Clients, proxied clients, the controller, and the port that a test's own proxy is to listen on. */
  ports: ['client', 'proxied', 'controller', 'advertised'],
  readyLimitMs: 60_000,
  stopLimitMs: 15_000,

  async install() {
    await checkJava();
    await cached(INSTALLED, (draft) => mavenDependencies(join(here, 'kafka', 'pom.xml'), draft));
  },

  /** Formats the data folder. @returns how to launch the broker */
  async prepare({ folder, ports, extra }) {
    const properties = join(folder, 'server.properties');
    const data = join(folder, 'data');
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      properties,
      [...Object.entries(brokerSettings(ports, data)).map(([key, value]) => `${key}=${value}`), ...extra, ''].join('\n'),
    );
    await mustRun('java', [
      ...jvm('-Xmx256m', '-XX:TieredStopAtLevel=1'),
      'kafka.tools.StorageTool',
      'format',
      '-t',
      clusterId(),
      '-c',
      properties,
    ]);
    return { command: 'java', args: [...jvm('-Xms256m', '-Xmx512m', '-XX:+UseG1GC'), 'kafka.Kafka', properties], cwd: folder };
  },

  async ready(ports) {
    const answer = await firstAnswer(ports.client, METADATA_REQUEST);
    return answer !== undefined && answer.length >= 12 && answer.readInt32BE(8) > 0;
  },

  connection: async (ports) => ({
    brokers: [`127.0.0.1:${ports.client}`],
    proxied: { listener: `127.0.0.1:${ports.proxied}`, advertised: `127.0.0.1:${ports.advertised}` },
  }),

  docker: (ports, { extra }) => ({
    image: `apache/kafka:${KAFKA_VERSION}`,
    environment: {
      CLUSTER_ID: clusterId(),
      ...Object.fromEntries(
        [...Object.entries(brokerSettings(ports, '/var/lib/kafka/data', '0.0.0.0')), ...extra.map((line) => line.split(/=(.*)/s))].map(
          ([key, value]) => [`KAFKA_${key.toUpperCase().replaceAll('.', '_')}`, value],
        ),
      ),
    },
    args: [],
    published: [ports.client, ports.proxied],
  }),
};

/** One node that behaves as the topics and groups of production do, and comes back within seconds after a kill. */
export function brokerSettings(ports, data, host = '127.0.0.1') {
  return {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@127.0.0.1:${ports.controller}`,
    listeners: `PLAINTEXT://${host}:${ports.client},PROXIED://${host}:${ports.proxied},CONTROLLER://127.0.0.1:${ports.controller}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${ports.client},PROXIED://127.0.0.1:${ports.advertised}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'inter.broker.listener.name': 'PLAINTEXT',
    'log.dirs': data,
    'num.partitions': '4',
    'auto.create.topics.enable': 'false',
    'offsets.topic.replication.factor': '1',
    'offsets.topic.num.partitions': '4',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'transaction.state.log.num.partitions': '4',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
    'group.initial.rebalance.delay.ms': '0',
    // After a kill the broker may register again only when its last session is over: 14 s with the defaults, 5 s with these.
    'broker.session.timeout.ms': '2000',
    'broker.heartbeat.interval.ms': '300',
  };
}

/** Metadata v1 for no topic: answered once the broker serves clients, and then it names itself. */
const METADATA_REQUEST = Buffer.from('00000013' + '0003' + '0001' + '00000001' + '0005' + '7265616479' + '00000000', 'hex');

/** 22 characters of base64url, as the broker wants it. */
function clusterId() {
  return Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url');
}

function jvm(...options) {
  const logging = `-Dlog4j2.configurationFile=file:${join(here, 'kafka', 'log4j2.properties')}`;
  return [...options, logging, '-cp', join(cacheFolder(), INSTALLED, '*')];
}

async function checkJava() {
  const { code, output } = await runTool('java', ['-version']);
  const major = Number(/version "(\d+)/.exec(output)?.[1]);
  if (code === 0 && major >= OLDEST_JAVA) return;
  throw new ServersError(
    'SERVERS.JAVA_MISSING',
    `Kafka 需要 Java ${OLDEST_JAVA} 或更新。请先安装：apt-get install openjdk-17-jre-headless`,
    `Kafka needs Java ${OLDEST_JAVA} or newer. Install it first: apt-get install openjdk-17-jre-headless`,
  );
}
