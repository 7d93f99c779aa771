import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { halt, recorded, revive, running, start } from '../servers/lifecycle.mjs';
import { choosePorts } from '../servers/ports.mjs';
import { holdFolder } from './folder.mjs';
import { optionsOf } from './options.mjs';
import { refuseUntaken, toAll, toGateway } from './passed-on.mjs';
import { accountOf, createSchemas, OPERATOR, passwordsIn } from './schemas.mjs';
import { app, createTopics, ServiceProcess } from './service-process.mjs';

const SERVICES = ['purchases', 'projects', 'households', 'impact'];

/** Brings everything up in order, prints the gateway's ready line and ends all of it at SIGTERM, SIGINT or SIGHUP. */
export async function runCluster(args, environment) {
  const options = optionsOf(args, SERVICES);
  const folder = resolve(environment.BANGFU_DATA ?? './data', 'cluster');
  const ending = new Ending();
  try {
    refuseUntaken(environment);
    ending.add(await holdFolder(folder, options.database));
    const { kafka, [options.database]: sql } = await keptServers(['kafka', options.database], join(folder, 'servers'), ending);
    console.log(await startProcesses({ kafka, sql }, options, folder, environment, ending));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    await ending.now(1);
  }
}

/** Every process of the cluster on servers that are there. @returns what the gateway has said until it was ready, its ready line last */
export async function startProcesses({ kafka, sql }, options, folder, environment, ending) {
  const processes = [...SERVICES, 'gateway'];
  const passwords = passwordsIn(folder, processes);
  await createSchemas(sql, processes, passwords);
  const settings = settingsOf(kafka, sql, environment);
  const shared = { settings, accountAt: (name) => accountAt(name, passwords) };
  const key = identityKeyIn(folder);
  writeSettings(folder, { ...settings, ...accountAt(OPERATOR, passwords) });
  await createTopics(settings);
  const addresses = await startServices(options, shared, verifying(key), folder, ending);
  // For whoever reads a service's own `/metrics`; nobody else needs to go past the gateway.
  writeFileSync(join(folder, 'addresses.json'), JSON.stringify(addresses), { mode: 0o600 });
  return startGateway(addresses, shared, key, folder, environment, ending);
}

/** What was started, ended last first, once. */
class Ending {
  #steps = [];
  #ended = false;

  constructor() {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => void this.now(0));
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

function accountAt(name, passwords) {
  return { BANGFU_MYSQL_USER: accountOf(name), BANGFU_MYSQL_PASSWORD: passwords[name] };
}

/** The key by which the gateway signs its calls to the services, in PEM; made once. */
function identityKeyIn(folder) {
  const file = join(folder, 'identity.key');
  const make = () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
  if (!existsSync(file)) writeFileSync(file, make(), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}

/** What services get of it. */
function verifying(key) {
  return { BANGFU_IDENTITY_PUBLIC_KEYS: createPublicKey(key).export({ type: 'spki', format: 'pem' }) };
}

/** What every process gets, and of this script's own settings what concerns them all. */
function settingsOf(kafka, sql, environment) {
  const rest = Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('BANGFU_')));
  return {
    ...rest,
    ...toAll(environment),
    BANGFU_MYSQL_HOST: sql.host,
    BANGFU_MYSQL_PORT: String(sql.port),
    BANGFU_KAFKA_BROKERS: kafka.brokers.join(','),
  };
}

/** What `npm run bangfu -- cluster …` needs: `set -a; . data/cluster/operator.env; set +a`. */
function writeSettings(folder, shared) {
  const lines = Object.entries(shared).filter(([name]) => /^BANGFU_(MYSQL|KAFKA)_/.test(name));
  const quoted = (value) => `'${value.replaceAll("'", "'\\''")}'`;
  writeFileSync(join(folder, 'operator.env'), lines.map(([name, value]) => `${name}=${quoted(value)}\n`).join(''), { mode: 0o600 });
}

async function startServices({ instances }, { settings, accountAt }, verifier, folder, ending) {
  const addresses = {};
  await Promise.all(
    SERVICES.map(async (name) => {
      const ports = await choosePorts(instances[name] ?? 1);
      addresses[name] = ports.map((port) => `http://127.0.0.1:${port}`);
      const own = name === 'households' ? { BANGFU_DATA: join(folder, name) } : {};
      // The first brings the schema up to date; the others find it done.
      for (const [index, port] of ports.entries()) {
        const process = new ServiceProcess(app(name), `${name}-${index + 1}`, folder, {
          ...settings,
          ...accountAt(name),
          ...verifier,
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

async function startGateway(addresses, { settings, accountAt }, key, folder, environment, ending) {
  const urls = Object.fromEntries(SERVICES.map((name) => [`BANGFU_${name.toUpperCase()}_URLS`, addresses[name].join(',')]));
  const gateway = new ServiceProcess(app('gateway'), 'gateway-1', folder, {
    ...settings,
    ...accountAt('gateway'),
    ...urls,
    BANGFU_IDENTITY_KEY: key,
    BANGFU_MYSQL_DATABASE: 'bangfu_gateway',
    BANGFU_HOST: environment.BANGFU_HOST ?? '127.0.0.1',
    BANGFU_PORT: environment.BANGFU_PORT ?? '3000',
    BANGFU_DATA: join(folder, 'gateway'),
    BANGFU_DEMO: environment.BANGFU_DEMO ?? 'lianhu-2020',
    BANGFU_INSTANCE: 'gateway-1',
    ...toGateway(environment),
  });
  ending.add(() => gateway.stop());
  await gateway.start();
  return gateway.said.trim();
}
