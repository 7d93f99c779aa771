import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { CLUSTER_APPS } from './apps.js';
import { readGatewayConfiguration, readHouseholdsConfiguration, readServiceConfiguration } from './cluster-configuration.js';
import { SETTINGS } from './settings.js';
import { ConfigurationError } from './settings-reader.js';

const SECRET = 's'.repeat(32);
const READERS: Readonly<Record<(typeof CLUSTER_APPS)[number], (environment: NodeJS.ProcessEnv) => unknown>> = {
  gateway: readGatewayConfiguration,
  purchases: (environment) => readServiceConfiguration('purchases', environment),
  projects: (environment) => readServiceConfiguration('projects', environment),
  households: readHouseholdsConfiguration,
  impact: (environment) => readServiceConfiguration('impact', environment),
};

/** The names of the variables that are refused, in order. */
function refused(read: (environment: NodeJS.ProcessEnv) => unknown, environment: NodeJS.ProcessEnv): readonly string[] {
  try {
    read({ BANGFU_SERVICE_SECRET: SECRET, ...environment });
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems.map((problem) => problem.split(/[=：]/)[0] ?? '');
    throw error;
  }
  return [];
}

describe('the configuration of a cluster', () => {
  it('needs nothing but the secret', () => {
    expect(readGatewayConfiguration({ BANGFU_SERVICE_SECRET: SECRET })).toMatchObject({
      listening: { host: '127.0.0.1', port: 3000 },
      mysql: { host: '127.0.0.1', port: 3306, user: 'bangfu', password: '', database: 'bangfu_gateway', pool: 10 },
      kafka: { brokers: ['127.0.0.1:9092'], partitions: 6, replication: 1 },
      instance: `${hostname()}-${process.pid}`,
      demo: 'none',
    });
    expect(readServiceConfiguration('impact', { BANGFU_SERVICE_SECRET: SECRET })).toMatchObject({
      listening: { port: 3004 },
      mysql: { database: 'bangfu_impact' },
    });
  });

  it('has the gateway look for each service where it listens of itself', () => {
    const { services } = readGatewayConfiguration({ BANGFU_SERVICE_SECRET: SECRET });
    const listening = (['purchases', 'projects', 'impact'] as const).map((app) => {
      const { host, port } = readServiceConfiguration(app, { BANGFU_SERVICE_SECRET: SECRET }).listening;
      return [app, [`http://${host}:${port}`]];
    });
    expect(Object.entries(services).map(([name, urls]) => [name, urls.map(({ origin }) => origin)])).toEqual(
      expect.arrayContaining(listening),
    );
  });

  test.each(CLUSTER_APPS)('of %s has exactly the settings the documentation gives it', (app) => {
    const values: Readonly<Record<string, string>> = {
      BANGFU_NOW: 'x',
      BANGFU_FAIL_POINT: 'x',
      BANGFU_SERVICE_SECRET_FILE: '/nowhere',
      BANGFU_MYSQL_PASSWORD_FILE: '/nowhere',
    };
    const belonging = SETTINGS.filter(
      ({ apps, name }) => apps.includes(app) && values[name] === undefined && !name.includes('PASSWORD') && name !== 'BANGFU_TEST',
    );
    const unusable = Object.fromEntries(belonging.map(({ name }) => [name, ' ']));
    expect([...refused(READERS[app], unusable)].sort()).toEqual(belonging.map(({ name }) => name).sort());
    const foreign = SETTINGS.filter(({ apps }) => !apps.includes(app)).map(({ name }) => name);
    expect([...refused(READERS[app], Object.fromEntries(foreign.map((name) => [name, '1'])))].sort()).toEqual([...foreign].sort());
  });

  it('names all problems at once', () => {
    const environment = {
      BANGFU_MYSQL_POOL: '1',
      BANGFU_KAFKA_BROKERS: 'a:1,b',
      BANGFU_IMPACT_URLS: 'http://a:1/x',
      BANGFU_SERVICE_SECRET: 'short',
      BANGFU_MYSQL: '',
    };
    const names = ['BANGFU_MYSQL', 'BANGFU_MYSQL_POOL', 'BANGFU_KAFKA_BROKERS', 'BANGFU_SERVICE_SECRET', 'BANGFU_IMPACT_URLS'];
    expect(refused(readGatewayConfiguration, environment)).toEqual(names);
  });

  it('takes secrets from files, and not from two places', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bangfu-secrets-'));
    const file = join(folder, 'secret');
    writeFileSync(file, `${'t'.repeat(40)}\n`);
    const configuration = readServiceConfiguration('projects', { BANGFU_SERVICE_SECRET_FILE: file, BANGFU_MYSQL_PASSWORD_FILE: file });
    expect([configuration.serviceSecret, configuration.mysql.password]).toEqual(['t'.repeat(40), 't'.repeat(40)]);
    expect(refused(READERS.projects, { BANGFU_SERVICE_SECRET_FILE: file })).toEqual(['BANGFU_SERVICE_SECRET']);
    expect(refused(READERS.projects, { BANGFU_MYSQL_PASSWORD_FILE: join(folder, 'missing') })).toEqual(['BANGFU_MYSQL_PASSWORD_FILE']);
    rmSync(folder, { recursive: true });
  });

  it('never shows a secret', () => {
    const read = (): unknown =>
      readServiceConfiguration('impact', {
        BANGFU_SERVICE_SECRET: 'too short to be kept',
        BANGFU_MYSQL_PASSWORD: '口令',
        BANGFU_PORT: 'x',
      });
    expect(read).toThrow(ConfigurationError);
    expect(read).not.toThrow(/too short to be kept|口令/);
  });

  it('lets a service listen anywhere, kept by its secret, and the gateway only behind a guard', () => {
    expect(refused(READERS.impact, { BANGFU_HOST: '0.0.0.0' })).toEqual([]);
    expect(refused(READERS.impact, { BANGFU_HOST: '0.0.0.0', BANGFU_SERVICE_SECRET: undefined })).toEqual(['BANGFU_SERVICE_SECRET']);
    expect(refused(READERS.gateway, { BANGFU_HOST: '0.0.0.0' })).toEqual(['BANGFU_HOST']);
    expect(refused(READERS.gateway, { BANGFU_HOST: '0.0.0.0', BANGFU_DOOR_GUARDED: '1' })).toEqual([]);
  });

  it('takes several instances of a service', () => {
    const { services } = readGatewayConfiguration({ BANGFU_SERVICE_SECRET: SECRET, BANGFU_IMPACT_URLS: 'http://a:1, http://[::1]:2/' });
    expect(services.impact.map(({ origin }) => origin)).toEqual(['http://a:1', 'http://[::1]:2']);
    for (const bad of ['', 'a:1', 'https://a', 'http://a/x', 'http://a?x', 'http://u@a', 'http://a,']) {
      expect(refused(READERS.gateway, { BANGFU_IMPACT_URLS: bad })).toEqual(['BANGFU_IMPACT_URLS']);
    }
  });
});
