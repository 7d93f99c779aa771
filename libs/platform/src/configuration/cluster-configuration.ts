import type { PublicDoor } from '../http/door/public-door.js';
import { SERVICE_NAMES, type ServiceName } from '../services.js';
import type { ClusterApp } from './apps.js';
import { addressesSetting, STANDARD_PORTS } from './cluster-settings.js';
import { Door } from './door.js';
import { Accounts, Listening, readDataFolder, readDemo, readInstance, Running } from './concerns.js';
import { readIdentityKey, readIdentityPublicKeys } from './identity-keys.js';
import { Kafka } from './kafka.js';
import { Mysql } from './mysql.js';
import { SettingsReader } from './settings-reader.js';

/** What every process of a cluster runs with; valid as a whole. */
export interface ClusterConfiguration extends Pick<Running, 'logLevel' | 'testNow'> {
  readonly app: ClusterApp;
  readonly listening: Listening;
  readonly mysql: Mysql;
  readonly kafka: Kafka;
  readonly instance: string;
}

/** What a service behind the gateway is told. */
export interface ServiceConfiguration extends ClusterConfiguration {
  readonly app: ServiceName;
  /** The gateway's, in PEM: one or two. */
  readonly identityPublicKeys: readonly string[];
}

/** What the service that keeps people's names is told beside that. */
export interface HouseholdsConfiguration extends ServiceConfiguration {
  /** Absolute path; holds the key that wraps the households' keys. */
  readonly dataFolder: string;
}

/** What the public door of a cluster is told. */
export interface GatewayConfiguration extends ClusterConfiguration {
  readonly door: PublicDoor;
  /** Absolute path; holds the evidence files. */
  readonly dataFolder: string;
  readonly demo: string;
  readonly accounts: Accounts;
  /** The private key that calls to services are signed with, in PEM. */
  readonly identityKey: string;
  /** Origins of the instances of each service. */
  readonly services: Readonly<Record<ServiceName, readonly URL[]>>;
}

/** @throws ConfigurationError naming all problems at once */
export function readServiceConfiguration(app: Exclude<ServiceName, 'households'>, environment: NodeJS.ProcessEnv): ServiceConfiguration {
  const settings = new SettingsReader(app, environment);
  const configuration = service(app, settings);
  settings.end();
  return configuration;
}

/** @throws ConfigurationError naming all problems at once */
export function readHouseholdsConfiguration(environment: NodeJS.ProcessEnv): HouseholdsConfiguration {
  const settings = new SettingsReader('households', environment);
  const configuration = { ...service('households', settings), dataFolder: readDataFolder(settings) };
  settings.end();
  return configuration;
}

/** @throws ConfigurationError naming all problems at once */
export function readGatewayConfiguration(environment: NodeJS.ProcessEnv): GatewayConfiguration {
  const settings = new SettingsReader('gateway', environment);
  const door = Door.read(settings);
  const configuration = {
    ...common('gateway', settings, (host) => door.judge(settings, host)),
    door,
    dataFolder: readDataFolder(settings),
    demo: readDemo(settings, 'none'),
    accounts: Accounts.read(settings),
    identityKey: readIdentityKey(settings),
    services: Object.fromEntries(
      SERVICE_NAMES.map((service) => [service, readAddresses(settings, service)]),
    ) as GatewayConfiguration['services'],
  };
  settings.end();
  return configuration;
}

/** What an operator's command on one process of the cluster runs with. */
export interface UpkeepConfiguration extends Pick<ClusterConfiguration, 'app' | 'mysql' | 'kafka' | 'testNow'> {
  /** Absolute path, of the gateway: its evidence and the key of its one-time codes. */
  readonly dataFolder?: string;
  /** Of the process that keeps them. */
  readonly accounts?: Accounts;
}

/**
 * Reads the settings of a process as far as a command on its data needs them. One file of settings serves the commands on all
 * processes, so the folder that `BANGFU_DATA` names is the gateway's and the others pass it by.
 * @throws ConfigurationError naming all problems at once
 */
export function readUpkeepConfiguration(app: ClusterApp, environment: NodeJS.ProcessEnv): UpkeepConfiguration {
  const { BANGFU_DATA: _, ...withoutFolder } = environment;
  const settings = new SettingsReader(app, app === 'gateway' ? environment : withoutFolder);
  const { testNow } = Running.read(settings);
  const own = app === 'gateway' ? { dataFolder: readDataFolder(settings), accounts: Accounts.read(settings) } : {};
  const configuration = { app, mysql: Mysql.read(settings, app), kafka: Kafka.read(settings), testNow, ...own };
  settings.end();
  return configuration;
}

/** What the topics of the cluster must be. */
export type TopicsConfiguration = Pick<ClusterConfiguration, 'kafka'>;

/** Reads the brokers out of the settings of any process of the cluster; the others are not asked for. @throws ConfigurationError */
export function readTopicsConfiguration(environment: NodeJS.ProcessEnv): TopicsConfiguration {
  const settings = new SettingsReader('gateway', environment);
  const configuration = { kafka: Kafka.read(settings) };
  settings.end();
  return configuration;
}

/** A service beyond loopback is kept by the gateway's signature, without which it answers nobody. */
function service<App extends ServiceName>(app: App, settings: SettingsReader): ServiceConfiguration & { readonly app: App } {
  return { ...common(app, settings, () => undefined), app, identityPublicKeys: readIdentityPublicKeys(settings) };
}

function common(app: ClusterApp, settings: SettingsReader, judge: (host: string) => void): ClusterConfiguration {
  const listening = Listening.read(settings, STANDARD_PORTS[app], judge);
  const { logLevel, testNow } = Running.read(settings);
  return {
    app,
    listening,
    mysql: Mysql.read(settings, app),
    kafka: Kafka.read(settings),
    instance: readInstance(settings),
    logLevel,
    testNow,
  };
}

function readAddresses(settings: SettingsReader, service: ServiceName): readonly URL[] {
  const standard = `http://127.0.0.1:${STANDARD_PORTS[service]}`;
  const zh = '应为 http://主机:端口，多个用逗号分隔，不带路径';
  return settings.list(addressesSetting(service), standard, originOf, zh, 'http://host:port without a path, several separated by commas');
}

function originOf(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.protocol === 'http:' && url.hostname !== '' && url.href === `${url.origin}/` ? url : undefined;
}
