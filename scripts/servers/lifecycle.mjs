import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  containerLives,
  containerLog,
  dockerAnswers,
  killContainer,
  pull,
  removeContainer,
  runContainer,
  startContainer,
  stopContainer,
} from './docker.mjs';
import { ServersError, tail } from './failure.mjs';
import { kafka } from './kafka.mjs';
import { locked } from './locks.mjs';
import { mariadb } from './mariadb.mjs';
import { mysql } from './mysql.mjs';
import { insistently } from './packages.mjs';
import { cacheFolder } from './places.mjs';
import { choosePorts, freePorts } from './ports.mjs';
import { end, kill, launch, lives, within } from './processes.mjs';

/**
 * Each server: its ports' names, how long it may take to serve and to stop, and
 * `install()`: everything that is kept in the cache, nothing when it is there;
 * `prepare({folder, ports, relaxed, extra, password})`: lays its data, returns `{command, args, cwd}`;
 * `docker(ports, {relaxed, extra, password})`: the same as a container, `{image, environment, args, published}`;
 * `ready(ports)`: whether it serves; `connection(ports, password)`: what a client needs.
 */
const SERVERS = { kafka, mysql, mariadb };

export const NAMES = Object.keys(SERVERS);

/** @returns the server of that name. @throws ServersError naming those there are */
export function serverNamed(name) {
  const server = SERVERS[name];
  if (server !== undefined) return server;
  throw new ServersError(
    'SERVERS.UNKNOWN',
    `没有名为 ${name} 的服务器，可用：${NAMES.join('、')}`,
    `there is no server ${name}, there are: ${NAMES.join(', ')}`,
  );
}

/** Downloads and unpacks what the server needs; two runs at the same time wait for each other. */
export async function install(name) {
  const server = serverNamed(name);
  await locked(join(cacheFolder(), 'install.lock'), async () => {
    if (await dockerAnswers()) await pull(server.docker({}, { relaxed: false, extra: [], password: '' }).image);
    else await server.install();
  });
}

/**
 * Starts a server in `<run>/<name>` and waits until it serves; one that does not is started once more on other ports.
 * @param options relaxed: no flush per commit; extra: more settings, in the server's own form
 * @returns the record that is also written there: connection, ports, how it runs
 */
export async function start(name, run, options = {}) {
  await install(name);
  const once = () => startOnce(name, run, options);
  return insistently(once, once, [0]);
}

async function startOnce(name, run, { relaxed = false, extra = [] }) {
  const server = serverNamed(name);
  const folder = join(run, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const numbers = await choosePorts(server.ports.length);
  const ports = Object.fromEntries(server.ports.map((port, index) => [port, numbers[index]]));
  const password = randomBytes(12).toString('hex');
  const options = { folder, ports, relaxed, extra, password };
  const record = { name, folder, ports, password, log: join(folder, 'server.log') };
  try {
    if (await dockerAnswers()) record.container = await runContainer(name, server.docker(ports, options));
    else {
      record.launch = await server.prepare(options);
      record.process = await launchRecorded(record);
    }
    write(record);
    await serving(record);
    record.connection = await server.connection(ports, password);
    write(record);
    return record;
  } catch (error) {
    await stop(record);
    throw error;
  }
}

/** The record of a server that was started in this run; undefined when there is none. */
export function recorded(name, run) {
  const file = recordFile(join(run, name));
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

export async function running(record) {
  return record.container === undefined ? lives(record.process) : containerLives(record.container);
}

/** Ends exactly this server and removes its data. */
export async function stop(record) {
  await halt(record);
  if (record.container !== undefined) await removeContainer(record.container);
  freePorts(Object.values(record.ports));
  rmSync(record.folder, { recursive: true, force: true });
}

/** SIGKILL: what a power cut leaves of the server's memory, its data folder stays. */
export async function crash(record) {
  if (record.container !== undefined) await killContainer(record.container);
  else await kill(record.process);
}

/** Ends the server in good order, its data folder stays. */
export async function halt(record) {
  if (!(await running(record))) return;
  const limitMs = serverNamed(record.name).stopLimitMs;
  if (record.container !== undefined) await stopContainer(record.container, limitMs);
  else await end(record.process, limitMs);
}

/** Starts a crashed or halted server again on its own data and ports, and waits until it serves. */
export async function revive(record) {
  if (record.container !== undefined) await startContainer(record.container);
  else record.process = await launchRecorded(record);
  write(record);
  await serving(record);
}

function launchRecorded(record) {
  return launch(record.launch.command, record.launch.args, { log: record.log, cwd: record.launch.cwd });
}

async function serving(record) {
  const { readyLimitMs, ready } = serverNamed(record.name);
  let ended = false;
  const serves = await within(readyLimitMs, async () => {
    if (await ready(record.ports)) return true;
    ended = !(await running(record));
    return ended;
  });
  if (serves && !ended) return;
  const log = record.container === undefined ? tail(record.log) : await containerLog(record.container);
  const what = ended
    ? ['已退出', 'ended before it served']
    : [`${readyLimitMs / 1000} 秒内没有就绪`, `did not serve within ${readyLimitMs / 1000} s`];
  throw new ServersError(
    'SERVERS.NOT_READY',
    `${record.name} ${what[0]}，日志末尾：\n${log}\n`,
    `${record.name} ${what[1]}, the end of its log is above`,
  );
}

function write(record) {
  const file = recordFile(record.folder);
  writeFileSync(`${file}.new`, JSON.stringify(record, undefined, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function recordFile(folder) {
  return join(folder, 'server.json');
}
