import { SERVICE_NAMES, type ServiceName } from '../services.js';
import { CLUSTER_APPS } from './apps.js';
import type { Setting } from './settings.js';

/** Where a service listens when nothing else is said; the gateway looks for it there. */
export const STANDARD_PORTS: Readonly<Record<ServiceName | 'gateway', number>> = {
  gateway: 3000,
  purchases: 3001,
  projects: 3002,
  households: 3003,
  impact: 3004,
};

/** The variable that tells the gateway where a service is. */
export function addressesSetting(service: ServiceName): string {
  return `BANGFU_${service.toUpperCase()}_URLS`;
}

/** What only the processes of a cluster read. */
export const CLUSTER_SETTINGS: readonly Setting[] = [
  ...SERVICE_NAMES.map((service): Setting => ({
    name: addressesSetting(service),
    apps: ['gateway'],
    standard: `http://127.0.0.1:${STANDARD_PORTS[service]}`,
    zh: `服务 ${service} 各实例的地址，用逗号分隔`,
    en: `Addresses of the instances of ${service}, separated by commas`,
  })),
  {
    name: 'BANGFU_IDENTITY_KEY',
    apps: ['gateway'],
    standard: 'required',
    zh: '网关为发往各服务的调用签名的 Ed25519 私钥，PEM（PKCS #8）格式（或 …_FILE）',
    en: 'Ed25519 private key by which the gateway signs its calls to the services, PEM (PKCS #8) (or …_FILE)',
  },
  {
    name: 'BANGFU_IDENTITY_KEY_FILE',
    apps: ['gateway'],
    standard: '–',
    zh: '存放签名私钥的文件',
    en: 'File that holds the private key',
  },
  {
    name: 'BANGFU_IDENTITY_PUBLIC_KEYS',
    apps: SERVICE_NAMES,
    standard: 'required',
    zh: '服务所认的网关公钥，PEM 格式，一把；更换期间两把依次排列（或 …_FILE）',
    en: 'Public key of the gateway that a service goes by, PEM; two, one after the other, while it changes (or …_FILE)',
  },
  {
    name: 'BANGFU_IDENTITY_PUBLIC_KEYS_FILE',
    apps: SERVICE_NAMES,
    standard: '–',
    zh: '存放网关公钥的文件',
    en: 'File that holds the public keys',
  },
  {
    name: 'BANGFU_INSTANCE',
    apps: CLUSTER_APPS,
    standard: '`<host>-<pid>`',
    zh: '本实例在租约和日志中的名称，同一服务的各实例不得相同',
    en: 'Name of this instance in leases and logs; no two instances of a service may share one',
  },
  { name: 'BANGFU_MYSQL_HOST', apps: CLUSTER_APPS, standard: '127.0.0.1', zh: '数据库地址', en: 'Address of the database' },
  { name: 'BANGFU_MYSQL_PORT', apps: CLUSTER_APPS, standard: '3306', zh: '数据库端口', en: 'Port of the database' },
  { name: 'BANGFU_MYSQL_USER', apps: CLUSTER_APPS, standard: 'bangfu', zh: '数据库用户', en: 'User of the database' },
  {
    name: 'BANGFU_MYSQL_PASSWORD',
    apps: CLUSTER_APPS,
    standard: 'empty',
    zh: '数据库密码（或 …_FILE）',
    en: 'Password of the database (or …_FILE)',
  },
  {
    name: 'BANGFU_MYSQL_PASSWORD_FILE',
    apps: CLUSTER_APPS,
    standard: '–',
    zh: '存放数据库密码的文件',
    en: 'File that holds the password of the database',
  },
  {
    name: 'BANGFU_MYSQL_DATABASE',
    apps: CLUSTER_APPS,
    standard: '`bangfu_<process>`',
    zh: '数据库名；每个服务各用一个',
    en: 'Name of the schema; each service has its own',
  },
  {
    name: 'BANGFU_MYSQL_POOL',
    apps: CLUSTER_APPS,
    standard: '10',
    zh: '每个进程的数据库连接数，2–200；各进程之和应低于数据库的 max_connections',
    en: 'Connections of each process, 2–200; all together stay below max_connections of the database',
  },
  {
    name: 'BANGFU_KAFKA_BROKERS',
    apps: CLUSTER_APPS,
    standard: '127.0.0.1:9092',
    zh: 'Kafka 节点 host:port，用逗号分隔',
    en: 'Kafka brokers as host:port, separated by commas',
  },
  {
    name: 'BANGFU_KAFKA_USER',
    apps: CLUSTER_APPS,
    standard: '–',
    zh: 'Kafka 账号（SCRAM-SHA-512），与密码一同设置',
    en: 'Account at Kafka (SCRAM-SHA-512), set together with its password',
  },
  { name: 'BANGFU_KAFKA_PASSWORD', apps: CLUSTER_APPS, standard: '–', zh: 'Kafka 密码（或 …_FILE）', en: 'Password at Kafka (or …_FILE)' },
  {
    name: 'BANGFU_KAFKA_PASSWORD_FILE',
    apps: CLUSTER_APPS,
    standard: '–',
    zh: '存放 Kafka 密码的文件',
    en: 'File that holds the password at Kafka',
  },
  {
    name: 'BANGFU_KAFKA_TLS',
    apps: CLUSTER_APPS,
    standard: '–',
    zh: '设为 1 时以 TLS 连接 Kafka',
    en: '1 speaks TLS to Kafka',
  },
  {
    name: 'BANGFU_KAFKA_CA_FILE',
    apps: CLUSTER_APPS,
    standard: '–',
    zh: '签发 Kafka 证书的 CA（PEM）；不设则用 Node 自带的',
    en: 'CA that has signed the certificates of Kafka (PEM); otherwise those that Node ships',
  },
  {
    name: 'BANGFU_KAFKA_PARTITIONS',
    apps: CLUSTER_APPS,
    standard: '6',
    zh: '每个主题的分区数，1–1000；启动时须与已有主题一致，只能增加',
    en: 'Partitions of each topic, 1–1000; must match the topics at the start and can only grow',
  },
  {
    name: 'BANGFU_KAFKA_REPLICATION',
    apps: CLUSTER_APPS,
    standard: '1',
    zh: '每个主题的副本数，1–9；生产环境用 3',
    en: 'Copies of each partition, 1–9; 3 in production',
  },
];
