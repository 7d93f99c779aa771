import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { CLUSTER_APPS, type ClusterApp } from './apps.js';
import {
  readGatewayConfiguration,
  readHouseholdsConfiguration,
  readServiceConfiguration,
  readUpkeepConfiguration,
} from './cluster-configuration.js';
import { SETTINGS } from './settings.js';
import { ConfigurationError } from './settings-reader.js';

const pair = (): { privateKey: string; publicKey: string } =>
  generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
const [KEYS, NEXT] = [pair(), pair()];

/** What a process of a cluster cannot do without. */
const needed = (app: ClusterApp): NodeJS.ProcessEnv =>
  app === 'gateway' ? { BANGFU_IDENTITY_KEY: KEYS.privateKey } : { BANGFU_IDENTITY_PUBLIC_KEYS: KEYS.publicKey };

const READERS: Readonly<Record<ClusterApp, (environment: NodeJS.ProcessEnv) => unknown>> = {
  gateway: readGatewayConfiguration,
  purchases: (environment) => readServiceConfiguration('purchases', environment),
  projects: (environment) => readServiceConfiguration('projects', environment),
  households: readHouseholdsConfiguration,
  impact: (environment) => readServiceConfiguration('impact', environment),
};

/** The names of the variables that are refused, in order. */
function refused(app: ClusterApp, environment: NodeJS.ProcessEnv): readonly string[] {
  try {
    READERS[app]({ ...needed(app), ...environment });
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems.map((problem) => problem.split(/[=：]/)[0] ?? '');
    throw error;
  }
  return [];
}

describe('the configuration of a cluster', () => {
  it('needs nothing but the keys of the service identity', () => {
    expect(readGatewayConfiguration(needed('gateway'))).toMatchObject({
      listening: { host: '127.0.0.1', port: 3000 },
      mysql: { host: '127.0.0.1', port: 3306, user: 'bangfu', password: '', database: 'bangfu_gateway', pool: 10 },
      kafka: { brokers: ['127.0.0.1:9092'], partitions: 6, replication: 1 },
      instance: `${hostname()}-${process.pid}`,
      demo: 'none',
    });
    expect(readServiceConfiguration('impact', needed('impact'))).toMatchObject({
      listening: { port: 3004 },
      mysql: { database: 'bangfu_impact' },
    });
  });

  it('has the gateway look for each service where it listens of itself', () => {
    const { services } = readGatewayConfiguration(needed('gateway'));
    const listening = (['purchases', 'projects', 'impact'] as const).map((app) => {
      const { host, port } = readServiceConfiguration(app, needed(app)).listening;
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
      BANGFU_IDENTITY_KEY_FILE: '/nowhere',
      BANGFU_IDENTITY_PUBLIC_KEYS_FILE: '/nowhere',
      BANGFU_MYSQL_PASSWORD_FILE: '/nowhere',
    };
    const belonging = SETTINGS.filter(
      ({ apps, name }) => apps.includes(app) && values[name] === undefined && !name.includes('PASSWORD') && name !== 'BANGFU_TEST',
    );
    const unusable = Object.fromEntries(belonging.map(({ name }) => [name, ' ']));
    expect([...refused(app, unusable)].sort()).toEqual(belonging.map(({ name }) => name).sort());
    const foreign = SETTINGS.filter(({ apps }) => !apps.includes(app)).map(({ name }) => name);
    expect([...refused(app, Object.fromEntries(foreign.map((name) => [name, '1'])))].sort()).toEqual([...foreign].sort());
  });

  it('names all problems at once', () => {
    const environment = {
      BANGFU_MYSQL_POOL: '1',
      BANGFU_KAFKA_BROKERS: 'a:1,b',
      BANGFU_IMPACT_URLS: 'http://a:1/x',
      BANGFU_IDENTITY_KEY: 'short',
      BANGFU_MYSQL: '',
    };
    const names = ['BANGFU_MYSQL', 'BANGFU_MYSQL_POOL', 'BANGFU_KAFKA_BROKERS', 'BANGFU_IDENTITY_KEY', 'BANGFU_IMPACT_URLS'];
    expect(refused('gateway', environment)).toEqual(names);
  });

  it('takes secrets from files, and not from two places', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bangfu-secrets-'));
    const file = join(folder, 'secret');
    writeFileSync(file, `${'t'.repeat(40)}\n`);
    const { mysql } = readServiceConfiguration('projects', { ...needed('projects'), BANGFU_MYSQL_PASSWORD_FILE: file });
    expect(mysql.password).toBe('t'.repeat(40));
    expect(refused('projects', { BANGFU_MYSQL_PASSWORD: 'x', BANGFU_MYSQL_PASSWORD_FILE: file })).toEqual(['BANGFU_MYSQL_PASSWORD']);
    expect(refused('projects', { BANGFU_MYSQL_PASSWORD_FILE: join(folder, 'missing') })).toEqual(['BANGFU_MYSQL_PASSWORD_FILE']);
    rmSync(folder, { recursive: true });
  });

  it('takes one public key of the gateway, or two while it changes, and nothing else', () => {
    const read = (text: string): readonly string[] =>
      readServiceConfiguration('impact', { BANGFU_IDENTITY_PUBLIC_KEYS: text }).identityPublicKeys.map((pem) => pem.trim());
    expect(read(KEYS.publicKey)).toEqual([KEYS.publicKey.trim()]);
    expect(read(`${KEYS.publicKey}\n${NEXT.publicKey}`)).toEqual([KEYS.publicKey.trim(), NEXT.publicKey.trim()]);
    const rsa = generateKeyPairSync('rsa', {
      modulusLength: 2_048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    const unusable = ['', 'x', KEYS.privateKey, KEYS.publicKey.repeat(3), `${KEYS.publicKey}x`, rsa.publicKey];
    for (const text of unusable) expect(refused('impact', { BANGFU_IDENTITY_PUBLIC_KEYS: text })).toEqual(['BANGFU_IDENTITY_PUBLIC_KEYS']);
    for (const text of ['', 'x', KEYS.publicKey, rsa.privateKey]) {
      expect(refused('gateway', { BANGFU_IDENTITY_KEY: text })).toEqual(['BANGFU_IDENTITY_KEY']);
    }
  });

  it('takes an account at Kafka whole or not at all, and a CA only where TLS is spoken', () => {
    const kafkaOf = (environment: NodeJS.ProcessEnv): object =>
      readServiceConfiguration('impact', { ...needed('impact'), ...environment }).kafka;
    expect(kafkaOf({})).toMatchObject({ account: undefined, tls: undefined });
    expect(kafkaOf({ BANGFU_KAFKA_USER: 'bangfu', BANGFU_KAFKA_PASSWORD: '密码', BANGFU_KAFKA_TLS: '1' })).toMatchObject({
      account: { user: 'bangfu', password: '密码' },
      tls: {},
    });
    const both = ['BANGFU_KAFKA_USER, BANGFU_KAFKA_PASSWORD'];
    expect(refused('impact', { BANGFU_KAFKA_USER: 'bangfu' })).toEqual(both);
    expect(refused('gateway', { BANGFU_KAFKA_PASSWORD: 'x' })).toEqual(both);
    const folder = mkdtempSync(join(tmpdir(), 'bangfu-ca-'));
    writeFileSync(join(folder, 'ca.pem'), 'PEM');
    expect(refused('impact', { BANGFU_KAFKA_CA_FILE: join(folder, 'ca.pem') })).toEqual(['BANGFU_KAFKA_CA_FILE']);
    expect(kafkaOf({ BANGFU_KAFKA_CA_FILE: join(folder, 'ca.pem'), BANGFU_KAFKA_TLS: '1' })).toMatchObject({ tls: { ca: 'PEM' } });
    rmSync(folder, { recursive: true });
  });

  it('never shows a secret', () => {
    const read = (): unknown =>
      readServiceConfiguration('impact', {
        BANGFU_IDENTITY_PUBLIC_KEYS: KEYS.privateKey,
        BANGFU_MYSQL_PASSWORD: '密码',
        BANGFU_PORT: 'x',
      });
    expect(read).toThrow(ConfigurationError);
    expect(read).not.toThrow(/PRIVATE|密码/);
  });

  it('lets a service listen anywhere, kept by the signature it asks for, and the gateway only where its line is protected', () => {
    expect(refused('impact', { BANGFU_HOST: '0.0.0.0' })).toEqual([]);
    const open = { BANGFU_HOST: '0.0.0.0', BANGFU_IDENTITY_PUBLIC_KEYS: undefined };
    expect(refused('impact', open)).toEqual(['BANGFU_IDENTITY_PUBLIC_KEYS']);
    expect(refused('gateway', { BANGFU_HOST: '0.0.0.0' })).toEqual(['BANGFU_HOST']);
    expect(refused('gateway', { BANGFU_HOST: '0.0.0.0', BANGFU_PLAIN_HTTP: '1' })).toEqual([]);
  });

  it('takes several instances of a service', () => {
    const { services } = readGatewayConfiguration({ ...needed('gateway'), BANGFU_IMPACT_URLS: 'http://a:1, http://[::1]:2/' });
    expect(services.impact.map(({ origin }) => origin)).toEqual(['http://a:1', 'http://[::1]:2']);
    for (const bad of ['', 'a:1', 'https://a', 'http://a/x', 'http://a?x', 'http://u@a', 'http://a,']) {
      expect(refused('gateway', { BANGFU_IMPACT_URLS: bad })).toEqual(['BANGFU_IMPACT_URLS']);
    }
  });
});

test.each(CLUSTER_APPS)('a command on %s takes the one file of settings, in which the data folder is the gateway’s', (app) => {
  const { dataFolder } = readUpkeepConfiguration(app, { BANGFU_DATA: '/var/lib/bangfu/gateway' });
  expect(dataFolder).toBe(app === 'gateway' ? '/var/lib/bangfu/gateway' : undefined);
  expect(() => readUpkeepConfiguration(app, { BANGFU_PURCHASES_URLS_: 'x' })).toThrow('BANGFU_PURCHASES_URLS_');
});
