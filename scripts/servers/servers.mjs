// Real servers for tests and for a cluster on one's own machine: containers where a Docker engine answers, processes otherwise.
//   node scripts/servers/servers.mjs start kafka mysql mariadb [--relaxed] [--json]
//   node scripts/servers/servers.mjs stop [names] · remove [names] · status [--json] · install [names]
// Without names: all three. `stop` keeps the data, and the next `start` comes back to it on the same ports; `remove` deletes it.
// Measured on two cores (2026-11): all three from an empty cache 23 s, later 5–7 s
// (the broker; MySQL alone 1.1 s, relaxed 0.6 s, MariaDB 0.3 s), stop 2 s; with other work at a load of 13 three times that.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { installServers } from './index.mjs';
import { ServersError } from './failure.mjs';
import { halt, NAMES, recorded, revive, running, serverNamed, start, stop } from './lifecycle.mjs';
import { locked } from './locks.mjs';
import { commandLineRun } from './places.mjs';

const [command, ...rest] = process.argv.slice(2);
const flags = new Set(rest.filter((word) => word.startsWith('--')));
const names = rest.filter((word) => !word.startsWith('--'));
const run = commandLineRun();
const commands = { start: startNamed, stop: stopNamed, remove: removeNamed, status: tellStatus, install: installNamed };

try {
  const act = commands[command];
  const unknown = [...flags].find((flag) => !['--json', '--relaxed'].includes(flag));
  if (act === undefined || unknown !== undefined) usage();
  else {
    names.forEach(serverNamed);
    mkdirSync(run, { recursive: true });
    await act();
  }
} catch (error) {
  if (!(error instanceof ServersError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

function usage() {
  console.error(`使用 / usage: servers.mjs start|stop|remove|status|install [${NAMES.join('|')} …] [--json] [--relaxed]`);
  process.exitCode = 2;
}

function startNamed() {
  return locked(join(run, 'lock'), async () => {
    const wanted = names.length > 0 ? names : NAMES;
    const settled = await Promise.allSettled(wanted.map(startMissing));
    tell(settled.filter((one) => one.status === 'fulfilled').map(({ value }) => value));
    const failed = settled.find((one) => one.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  });
}

async function startMissing(name) {
  const there = recorded(name, run);
  // One without a connection never served: its start was broken off.
  if (there?.connection === undefined) {
    if (there !== undefined) await stop(there);
    return start(name, run, { relaxed: flags.has('--relaxed') });
  }
  if (!(await running(there))) await revive(there);
  return there;
}

function stopNamed() {
  return endNamed(halt, '已停止，数据保留', 'stopped, its data is kept');
}

function removeNamed() {
  return endNamed(stop, '已停止，数据已删除', 'stopped, its data is deleted');
}

function endNamed(act, zh, en) {
  return locked(join(run, 'lock'), async () => {
    for (const record of recordsOf(names.length > 0 ? names : NAMES)) {
      await act(record);
      console.log(`${record.name} ${zh} / ${en}`);
    }
  });
}

async function tellStatus() {
  const records = [];
  for (const record of recordsOf(NAMES)) if (await running(record)) records.push(record);
  tell(records);
  if (records.length === 0 && !flags.has('--json')) console.log('没有运行的服务器 / no server is running');
}

async function installNamed() {
  await installServers(names.length > 0 ? names : NAMES);
}

function recordsOf(wanted) {
  return wanted.map((name) => recorded(name, run)).filter((record) => record !== undefined);
}

function tell(records) {
  if (flags.has('--json'))
    return console.log(JSON.stringify(Object.fromEntries(records.map((record) => [record.name, record.connection]))));
  for (const record of records) console.log(line(record));
}

function line({ name, connection, container, process: { pid } = {} }) {
  const where =
    connection.brokers?.join(',') ??
    `${connection.user}:${connection.password}@${connection.host}:${connection.port} ${connection.version}`;
  return `${name} ${where} ${container ?? `pid ${pid}`}`;
}
