import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_SCHEMA, load, mergeTag } from 'js-yaml';
import {
  CLUSTER_APPS,
  type ClusterApp,
  type ClusterConfiguration,
  readGatewayConfiguration,
  readHouseholdsConfiguration,
  readServiceConfiguration,
  readTopicsConfiguration,
  SERVICE_NAMES,
  SETTINGS,
  STANDARD_PORTS,
} from '#platform';
import { newIdentityKeys } from '../../libs/identity/src/testing/identity-keys.js';

interface ComposeService {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly test: readonly string[]; readonly start_period: string };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly secrets?: readonly string[];
  readonly read_only?: boolean;
  readonly build?: { readonly context: string; readonly dockerfile: string };
}

interface Compose {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes: Readonly<Record<string, null>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

const root = process.cwd();
const text = (...path: string[]): string => readFileSync(join(root, ...path), 'utf8');
const compose = load(text('docker', 'compose.yml'), { schema: CORE_SCHEMA.withTags(mergeTag) }) as Compose;
const dockerfile = text('docker', 'Dockerfile');
const manifest = JSON.parse(text('package.json')) as { readonly version: string; readonly engines: { readonly node: string } };
const KEYS = newIdentityKeys();

function serviceOf(name: string): ComposeService {
  const service = compose.services[name];
  if (service === undefined) throw new Error(`compose.yml has no service ${name}`);
  return service;
}

/** The settings of a process, the files of its secrets replaced by what might be in them. */
function withoutFiles(environment: ComposeService['environment'] = {}): Record<string, string> {
  const rest = Object.entries(environment).filter(([name]) => !name.endsWith('_FILE'));
  return { ...Object.fromEntries(rest), BANGFU_KAFKA_PASSWORD: 'x' };
}

/** The settings of a process as it would read them; the files of its secrets are in the container only. */
function configurationOf(app: ClusterApp): ClusterConfiguration {
  const rest = withoutFiles(serviceOf(app).environment);
  if (app === 'gateway') return readGatewayConfiguration({ ...rest, BANGFU_IDENTITY_KEY: KEYS.privateKey });
  const environment = { ...rest, BANGFU_IDENTITY_PUBLIC_KEYS: KEYS.publicKey };
  return app === 'households' ? readHouseholdsConfiguration(environment) : readServiceConfiguration(app, environment);
}

describe('the compose file', () => {
  it('runs the five processes, a broker, a database and the jobs that make the account and the topics', () => {
    expect(Object.keys(compose.services).sort()).toEqual([...CLUSTER_APPS, 'kafka', 'kafka-account', 'mysql', 'topics'].sort());
  });

  it('pins its images, and ours by the version of package.json', () => {
    expect(new Set([...CLUSTER_APPS, 'topics'].map((app) => serviceOf(app).image))).toEqual(new Set([`bangfu:${manifest.version}`]));
    const others = ['kafka', 'kafka-account', 'mysql'].map((name) => serviceOf(name).image);
    expect(others).toEqual(['apache/kafka:4.3.1', 'apache/kafka:4.3.1', 'mysql:8.4']);
  });

  test.each(CLUSTER_APPS)('gives %s settings that it takes, and its own schema, account and port', (app) => {
    const { listening, mysql, kafka } = configurationOf(app);
    const given = [listening.port, mysql.database, mysql.user, kafka.brokers];
    expect(given).toEqual([STANDARD_PORTS[app], `bangfu_${app}`, `bangfu_${app}`, ['kafka:9092']]);
    const names = new Set(SETTINGS.filter(({ apps }) => apps.includes(app)).map(({ name }) => name));
    expect(Object.keys(serviceOf(app).environment ?? {}).filter((name) => !names.has(name))).toEqual([]);
  });

  test.each(CLUSTER_APPS)('starts %s from its own entry, asks it how it is at its own port, and lets it write nowhere else', (app) => {
    const { command, healthcheck, read_only, build } = serviceOf(app);
    expect(command).toEqual([`dist/apps/${app}/src/main.js`]);
    expect(existsSync(join(root, 'apps', app, 'src', 'main.ts'))).toBe(true);
    expect(healthcheck?.test.join(' ')).toContain(`http://127.0.0.1:${STANDARD_PORTS[app]}/healthz`);
    expect([read_only, build]).toEqual([true, { context: '..', dockerfile: 'docker/Dockerfile' }]);
  });

  it.each(CLUSTER_APPS)('leaves %s the time to rebuild a read model whose version was raised, as `npm run cluster` does', (app) => {
    const minutes = Number(/^(\d+)m$/.exec(serviceOf(app).healthcheck?.start_period ?? '')?.[1]);
    expect(minutes).toBeGreaterThanOrEqual(15);
    expect(text('scripts', 'cluster', 'service-process.mjs')).toContain(`const READY_LIMIT_MS = ${minutes} * 60_000;`);
  });

  it('has the gateway look for each service where it listens', () => {
    const services = SERVICE_NAMES.map((name) => serviceOf('gateway').environment?.[`BANGFU_${name.toUpperCase()}_URLS`]);
    expect(services).toEqual(SERVICE_NAMES.map((name) => `http://${name}:${STANDARD_PORTS[name]}`));
  });

  it('publishes the gateway on loopback and nothing else', () => {
    const published = Object.entries(compose.services).flatMap(([name, { ports = [] }]) => ports.map((port) => `${name} ${port}`));
    expect(published).toEqual([`gateway 127.0.0.1:3000:${STANDARD_PORTS.gateway}`]);
  });

  it('starts each after what it needs', () => {
    for (const app of CLUSTER_APPS) {
      expect(serviceOf(app).depends_on).toMatchObject({
        mysql: { condition: 'service_healthy' },
        topics: { condition: 'service_completed_successfully' },
      });
    }
    expect(Object.keys(serviceOf('gateway').depends_on ?? {})).toEqual(expect.arrayContaining([...SERVICE_NAMES]));
    expect(serviceOf('topics').depends_on).toEqual({ 'kafka-account': { condition: 'service_completed_successfully' } });
    expect(serviceOf('kafka-account').depends_on).toEqual({ kafka: { condition: 'service_healthy' } });
  });

  it('makes the topics by the command of the product, as the processes expect them', () => {
    const { command, environment, secrets } = serviceOf('topics');
    expect(command).toEqual(['dist/apps/standalone/src/cli.js', 'topics', 'create']);
    expect(existsSync(join(root, 'apps', 'standalone', 'src', 'cli.ts'))).toBe(true);
    expect(readTopicsConfiguration(withoutFiles(environment)).kafka).toEqual(configurationOf('impact').kafka);
    expect(secrets).toEqual(['kafka_password']);
  });

  it('keeps what must last in volumes it declares, and secrets in files', () => {
    const mounts = Object.values(compose.services).flatMap(({ volumes = [] }) => volumes.map((mount) => mount.split(':')[0] ?? ''));
    expect(mounts.filter((name) => !name.startsWith('./')).sort()).toEqual(Object.keys(compose.volumes).sort());
    expect(mounts.filter((name) => name.startsWith('./') && !existsSync(join(root, 'docker', name)))).toEqual([]);
    const named = new Set(Object.values(compose.services).flatMap(({ secrets = [] }) => secrets));
    expect([...named].sort()).toEqual(Object.keys(compose.secrets).sort());
    for (const app of CLUSTER_APPS) {
      const files = Object.entries(serviceOf(app).environment ?? {}).filter(([name]) => name.endsWith('_FILE'));
      expect(files.map(([, path]) => path).sort()).toEqual((serviceOf(app).secrets ?? []).map((secret) => `/run/secrets/${secret}`).sort());
    }
    expect(text('.gitignore').split('\n')).toContain('docker/secrets/');
  });

  it('gives each process the password of its own account at the database and of no other', () => {
    const given = CLUSTER_APPS.map((app) => (serviceOf(app).secrets ?? []).filter((name) => name.startsWith('mysql_')));
    expect(given).toEqual(CLUSTER_APPS.map((app) => [`mysql_${app}`]));
  });

  it('gives the key that signs to the gateway alone, and what checks it to the services', () => {
    const given = CLUSTER_APPS.map((app) => (serviceOf(app).secrets ?? []).filter((name) => name.startsWith('identity_')));
    expect(given).toEqual([['identity_key'], ...SERVICE_NAMES.map(() => ['identity_public_keys'])]);
  });

  it('calls the database healthy when the account that is made last reads its schema over the network', () => {
    const made = /for process in (.*); do/
      .exec(text('docker', 'mysql', '10-schemas.sh'))?.[1]
      ?.split(' ')
      .at(-1);
    const { healthcheck, secrets } = serviceOf('mysql');
    expect(healthcheck?.test.at(-1)).toBe(
      `MYSQL_PWD="$$(cat /run/secrets/mysql_${made})" mysql -h 127.0.0.1 -u bangfu_${made} -e "SELECT 1" bangfu_${made}`,
    );
    expect(secrets).toContain(`mysql_${made}`);
  });

  it('has the database made with a schema for each process', () => {
    expect(text('docker', 'mysql', '10-schemas.sh')).toContain(`for process in ${CLUSTER_APPS.join(' ')}; do`);
  });
});

describe('the image', () => {
  it('is built in stages on a Node that package.json allows, and does not run as root', () => {
    const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
    expect(bases).toEqual(['node:20-alpine', 'node:20-alpine']);
    expect(manifest.engines.node).toBe('>=20.19.0');
    expect(dockerfile.match(/^USER (.*)$/gm)).toEqual(['USER node']);
  });

  it('copies only what there is', () => {
    const sources = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths = '']) => paths.split(' '));
    expect(sources).toEqual(expect.arrayContaining(['package.json', 'package-lock.json', 'libs', 'apps', 'scripts', '.swcrc']));
    expect(sources.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
