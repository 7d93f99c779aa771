import { SERVICE_NAMES, type ServiceName } from '../services.js';
import type { ClusterApp } from './apps.js';
import { addressesSetting, STANDARD_PORTS } from './cluster-settings.js';
import { Accounts, Listening, readDataFolder, readDemo, readInstance, readServiceSecret, Running } from './concerns.js';
import { Kafka } from './kafka.js';
import { Mysql } from './mysql.js';
import { SettingsReader } from './settings-reader.js';

/** What every process of a cluster runs with; valid as a whole. */
export interface ClusterConfiguration extends Pick<Running, 'logLevel' | 'testNow'> {
  readonly app: ClusterApp;
  readonly listening: Listening;
  readonly mysql: Mysql;
  readonly kafka: Kafka;
  readonly serviceSecret: string;
  readonly instance: string;
}

export interface HouseholdsConfiguration extends ClusterConfiguration {
  /** Absolute path; holds the key that wraps the households' keys. */
  readonly dataFolder: string;
}

export interface GatewayConfiguration extends ClusterConfiguration {
  /** Absolute path; holds the evidence files. */
  readonly dataFolder: string;
  readonly demo: string;
  readonly accounts: Accounts;
  /** Origins of the instances of each service. */
  readonly services: Readonly<Record<ServiceName, readonly URL[]>>;
}

/** @throws ConfigurationError naming all problems at once */
export function readServiceConfiguration(app: Exclude<ServiceName, 'households'>, environment: NodeJS.ProcessEnv): ClusterConfiguration {
  const settings = new SettingsReader(app, environment);
  const configuration = common(app, settings, () => undefined);
  settings.end();
  return configuration;
}

/** @throws ConfigurationError naming all problems at once */
export function readHouseholdsConfiguration(environment: NodeJS.ProcessEnv): HouseholdsConfiguration {
  const settings = new SettingsReader('households', environment);
  const configuration = { ...common('households', settings, () => undefined), dataFolder: readDataFolder(settings) };
  settings.end();
  return configuration;
}

/** @throws ConfigurationError naming all problems at once */
export function readGatewayConfiguration(environment: NodeJS.ProcessEnv): GatewayConfiguration {
  const settings = new SettingsReader('gateway', environment);
  const guarded = settings.oneOf('BANGFU_DOOR_GUARDED', '0', ['0', '1']) === '1';
  const configuration = {
    ...common('gateway', settings, () => guarded || refuseOpenDoor(settings)),
    dataFolder: readDataFolder(settings),
    demo: readDemo(settings, 'none'),
    accounts: Accounts.read(settings),
    services: Object.fromEntries(
      SERVICE_NAMES.map((service) => [service, readAddresses(settings, service)]),
    ) as GatewayConfiguration['services'],
  };
  settings.end();
  return configuration;
}

/** What an operator's command on one process of the cluster runs with. */
export interface UpkeepConfiguration extends Pick<ClusterConfiguration, 'app' | 'mysql' | 'kafka' | 'testNow'> {
  /** Absolute path, of a process that has one. */
  readonly dataFolder?: string;
}

/** Reads the settings of a process as far as a command on its data needs them. @throws ConfigurationError naming all problems at once */
export function readUpkeepConfiguration(app: ClusterApp, environment: NodeJS.ProcessEnv): UpkeepConfiguration {
  const settings = new SettingsReader(app, environment);
  const { testNow } = Running.read(settings);
  const own = app === 'gateway' || app === 'households' ? { dataFolder: readDataFolder(settings) } : {};
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

/** A service beyond loopback is kept by its secret, which every process of a cluster must have. */
function common(app: ClusterApp, settings: SettingsReader, leavesLoopback: () => void): ClusterConfiguration {
  const listening = Listening.read(settings, STANDARD_PORTS[app], leavesLoopback);
  const { logLevel, testNow } = Running.read(settings);
  return {
    app,
    listening,
    mysql: Mysql.read(settings, app),
    kafka: Kafka.read(settings),
    serviceSecret: readServiceSecret(settings),
    instance: readInstance(settings),
    logLevel,
    testNow,
  };
}

function refuseOpenDoor(settings: SettingsReader): void {
  settings.refuse(
    `BANGFU_HOST=${settings.optional('BANGFU_HOST') ?? ''}`,
    '本版本还没有账户和权限；要监听本机以外的地址，须另有措施防止未经授权的访问，并设置 BANGFU_DOOR_GUARDED=1',
    'this release has no accounts yet; to listen beyond loopback keep strangers out by other means and set BANGFU_DOOR_GUARDED=1',
  );
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
