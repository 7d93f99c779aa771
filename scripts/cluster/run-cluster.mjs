import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { halt, recorded, revive, running, start } from '../servers/lifecycle.mjs';
import { choosePorts } from '../servers/ports.mjs';
import { optionsOf } from './options.mjs';
import { app, createTopics, ServiceProcess } from './service-process.mjs';

const FIRST_PASSWORDS = ['BANGFU_ADMIN_PASSWORD', 'BANGFU_DEMO_PASSWORD'].flatMap((name) => [name, `${name}_FILE`]);
const SERVICES = ['purchases', 'projects', 'households', 'impact'];

/** Brings everything up in order, prints the gateway's ready line and ends all of it at SIGTERM or SIGINT. */
export async function runCluster(args, environment) {
  const options = optionsOf(args, SERVICES);
  const folder = resolve(environment.BANGFU_DATA ?? './data', 'cluster');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const ending = new Ending();
  try {
    const { kafka, [options.database]: sql } = await keptServers(['kafka', options.database], join(folder, 'servers'), ending);
    console.log(await startProcesses({ kafka, sql }, options, folder, environment, ending));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    await ending.now(1);
  }
}

/** Every process of the cluster on servers that are there. @returns what the gateway has said until it was ready, its ready line last */
export async function startProcesses({ kafka, sql }, options, folder, environment, ending) {
  for (const name of [...SERVICES, 'gateway']) await createSchema(sql, name);
  const shared = settingsOf(kafka, sql, secretIn(folder), environment);
  writeSettings(folder, shared);
  await createTopics(shared);
  const addresses = await startServices(options, shared, folder, ending);
  return startGateway(addresses, shared, folder, environment, ending);
}

/** What was started, ended last first, once. */
class Ending {
  #steps = [];
  #ended = false;

  constructor() {
    for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => void this.now(0));
  }

  add(step) {
    this.#steps.push(step);
  }

  async now(code) {
    if (this.#ended) return;
    this.#ended = true;
    for (const step of this.#steps.reverse()) await step();
    process.exit(code);
  }
}

/** Servers whose data stays between runs of the cluster. */
async function keptServers(names, folder, ending) {
  const connections = {};
  await Promise.all(
    names.map(async (name) => {
      const known = recorded(name, folder);
      const record = known ?? (await start(name, folder));
      if (known !== undefined && !(await running(known))) await revive(known);
      ending.add(() => halt(record));
      connections[name] = record.connection;
    }),
  );
  return connections;
}

async function createSchema({ host, port, user, password }, name) {
  const connection = await createConnection({ host, port, user, password });
  await connection.query(`CREATE DATABASE IF NOT EXISTS bangfu_${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  await connection.end();
}

/** The secret that the gateway shows its services; made once. */
function secretIn(folder) {
  const file = join(folder, 'service.secret');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

function passedOn(environment, names) {
  return Object.fromEntries(names.filter((name) => environment[name] !== undefined).map((name) => [name, environment[name]]));
}

/** What every process gets, and of this script's own settings what concerns them all. */
function settingsOf(kafka, sql, secret, environment) {
  const rest = Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('BANGFU_')));
  return {
    ...rest,
    ...passedOn(environment, ['BANGFU_LOG_LEVEL', 'BANGFU_TEST', 'BANGFU_NOW', 'BANGFU_KAFKA_PARTITIONS']),
    BANGFU_MYSQL_HOST: sql.host,
    BANGFU_MYSQL_PORT: String(sql.port),
    BANGFU_MYSQL_USER: sql.user,
    BANGFU_MYSQL_PASSWORD: sql.password,
    BANGFU_KAFKA_BROKERS: kafka.brokers.join(','),
    BANGFU_SERVICE_SECRET: secret,
  };
}

/** What `npm run bangfu -- cluster …` needs: `set -a; . data/cluster/operator.env; set +a`. */
function writeSettings(folder, shared) {
  const lines = Object.entries(shared).filter(([name]) => /^BANGFU_(MYSQL|KAFKA)_/.test(name));
  const quoted = (value) => `'${value.replaceAll("'", "'\\''")}'`;
  writeFileSync(join(folder, 'operator.env'), lines.map(([name, value]) => `${name}=${quoted(value)}\n`).join(''), { mode: 0o600 });
}

async function startServices({ instances }, shared, folder, ending) {
  const addresses = {};
  await Promise.all(
    SERVICES.map(async (name) => {
      const ports = await choosePorts(instances[name] ?? 1);
      addresses[name] = ports.map((port) => `http://127.0.0.1:${port}`);
      const own = name === 'households' ? { BANGFU_DATA: join(folder, name) } : {};
      // The first brings the schema up to date; the others find it done.
      for (const [index, port] of ports.entries()) {
        const process = new ServiceProcess(app(name), `${name}-${index + 1}`, {
          ...shared,
          ...own,
          BANGFU_MYSQL_DATABASE: `bangfu_${name}`,
          BANGFU_PORT: String(port),
          BANGFU_INSTANCE: `${name}-${index + 1}`,
        });
        ending.add(() => process.stop());
        await process.start();
      }
    }),
  );
  return addresses;
}

async function startGateway(addresses, shared, folder, environment, ending) {
  const urls = Object.fromEntries(SERVICES.map((name) => [`BANGFU_${name.toUpperCase()}_URLS`, addresses[name].join(',')]));
  const gateway = new ServiceProcess(app('gateway'), 'gateway-1', {
    ...shared,
    ...urls,
    BANGFU_MYSQL_DATABASE: 'bangfu_gateway',
    BANGFU_HOST: environment.BANGFU_HOST ?? '127.0.0.1',
    BANGFU_PORT: environment.BANGFU_PORT ?? '3000',
    BANGFU_DATA: join(folder, 'gateway'),
    BANGFU_DEMO: environment.BANGFU_DEMO ?? 'lianhu-2020',
    BANGFU_INSTANCE: 'gateway-1',
    ...passedOn(environment, ['BANGFU_PASSWORD_PROFILE', 'BANGFU_TOTP_REQUIRED', ...FIRST_PASSWORDS]),
  });
  ending.add(() => gateway.stop());
  await gateway.start();
  return gateway.said.trim();
}
