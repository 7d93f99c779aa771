import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tail } from './failure.mjs';
import { aptInstall, cached, mavenArtifact, mavenDependencies } from './packages.mjs';
import { cacheFolder, here } from './places.mjs';
import { choosePorts, freePorts } from './ports.mjs';
import { mustRun, runTool } from './processes.mjs';

const INSTALLED = 'connect-4.3.1-debezium-3.6.0';
/** As a plain dependency the sink does not resolve: what it stands on is not in Maven Central. Its plugin zip is whole. */
const SINK = 'io.debezium:debezium-connector-jdbc:3.6.0.Final:zip:plugin';
const DRIVER = 'com.mysql:mysql-connector-j:9.1.0';
/** Drivers of other databases that the plugin brings, and the one of its own that is replaced. */
const OTHER_DRIVERS = /^(ojdbc|mssql-jdbc|postgresql|jcc|mariadb-java-client|mysql-connector)/;
const STOP_LIMIT_MS = 15_000;

/** Downloads Kafka Connect and the sink, once, outside the tree. */
export async function installConnect() {
  await cached(INSTALLED, async (draft) => {
    await mavenDependencies(join(here, 'connect', 'pom.xml'), join(draft, 'lib'));
    await mavenArtifact(SINK, join(draft, 'zip'));
    if ((await runTool('unzip', ['-v'])).missing) await aptInstall(['unzip']);
    const [zip] = readdirSync(join(draft, 'zip'));
    await mustRun('unzip', ['-qo', join(draft, 'zip', zip), '-d', join(draft, 'plugins')]);
    rmSync(join(draft, 'zip'), { recursive: true });
    const plugin = join(draft, 'plugins', 'debezium-connector-jdbc');
    for (const jar of readdirSync(plugin).filter((name) => OTHER_DRIVERS.test(name))) rmSync(join(plugin, jar));
    await mavenArtifact(DRIVER, plugin);
  });
}

/**
 * One worker with one sink: upserts the topic's states into the table. @returns its peak memory so far, and how to end it
 */
export async function startSink({ name, brokers, topic, table, key, mysql }) {
  await installConnect();
  const folder = mkdtempSync(join(tmpdir(), 'bangfu-connect-'));
  const [port] = await choosePorts(1);
  const [worker, sink] = [join(folder, 'worker.properties'), join(folder, 'sink.properties')];
  writeProperties(worker, workerSettings(brokers, port, folder));
  writeProperties(sink, sinkSettings({ name, topic, table, key, mysql }));
  mkdirSync(join(folder, 'logs'));
  const log = join(folder, 'logs', 'connect.log');
  const out = openSync(log, 'a');
  const libraries = join(cacheFolder(), INSTALLED, 'lib', '*');
  const child = spawn(
    'java',
    [
      '-Xms256m',
      '-Xmx1g',
      `-Dlog4j2.configurationFile=file:${join(here, 'kafka', 'log4j2.properties')}`,
      ...['-cp', libraries, 'org.apache.kafka.connect.cli.ConnectStandalone', worker, sink],
    ],
    { stdio: ['ignore', out, out], cwd: folder },
  );
  closeSync(out);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  return {
    /** MB, the highest so far. */
    peakMb: () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1_024,
    said: () => tail(log),
    stop: async () => {
      child.kill('SIGTERM');
      const limit = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
      await ended;
      clearTimeout(limit);
      freePorts([port]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function writeProperties(file, settings) {
  const text = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(file, text.join(''), { mode: 0o600 });
}

function workerSettings(brokers, port, folder) {
  const json = 'org.apache.kafka.connect.json.JsonConverter';
  return {
    'bootstrap.servers': brokers.join(','),
    'key.converter': json,
    'value.converter': json,
    'key.converter.schemas.enable': 'true',
    'value.converter.schemas.enable': 'true',
    'offset.storage.file.filename': join(folder, 'offsets'),
    'plugin.path': join(cacheFolder(), INSTALLED, 'plugins'),
    listeners: `http://127.0.0.1:${port}`,
    'connector.client.config.override.policy': 'All',
  };
}

/** The fastest of the settings that were tried: the driver joins the statements of a batch, repeated keys are folded. */
function sinkSettings({ name, topic, table, key, mysql }) {
  return {
    name,
    'connector.class': 'io.debezium.connector.jdbc.JdbcSinkConnector',
    'tasks.max': '1',
    topics: topic,
    'connection.url': `jdbc:mysql://${mysql.host}:${mysql.port}/${mysql.database}?rewriteBatchedStatements=true&useSSL=false&allowPublicKeyRetrieval=true`,
    'connection.username': mysql.user,
    'connection.password': mysql.password,
    'insert.mode': 'upsert',
    'primary.key.mode': 'record_key',
    'primary.key.fields': key,
    'schema.evolution': 'none',
    'collection.name.format': table,
    'batch.size': '2000',
    'use.reduction.buffer': 'true',
    'consumer.override.max.poll.records': '2000',
  };
}
