import type { SettingsReader } from './settings-reader.js';

/** Who a process is to the brokers; never shown. */
export interface KafkaAccount {
  readonly user: string;
  readonly password: string;
}

/** The brokers, how they are spoken to, and what the topics must be. */
export class Kafka {
  private constructor(
    /** `host:port` */
    readonly brokers: readonly string[],
    readonly partitions: number,
    readonly replication: number,
    /** By SCRAM-SHA-512; absent where the brokers ask nobody. */
    readonly account: KafkaAccount | undefined,
    /** Absent where the line is in the clear; without a `ca` the certificates that Node ships are trusted. */
    readonly tls: { readonly ca?: string } | undefined,
  ) {}

  static read(settings: SettingsReader): Kafka {
    const zh = '应为 主机:端口，多个用逗号分隔';
    const brokers = settings.list('BANGFU_KAFKA_BROKERS', '127.0.0.1:9092', brokerOf, zh, 'host:port, several separated by commas');
    const partitions = settings.whole('BANGFU_KAFKA_PARTITIONS', 6, 1, 1_000);
    const replication = settings.whole('BANGFU_KAFKA_REPLICATION', 1, 1, 9);
    return new Kafka(brokers, partitions, replication, readAccount(settings), readTls(settings));
  }
}

function readAccount(settings: SettingsReader): KafkaAccount | undefined {
  const fits = /^[\x21-\x7e]{1,64}$/;
  const user = settings.text('BANGFU_KAFKA_USER', '', fits, '应为 1–64 个可打印的 ASCII 字符', '1–64 printable ASCII characters');
  const password = settings.secret('BANGFU_KAFKA_PASSWORD') ?? '';
  if (user !== '' && password !== '') return { user, password };
  const halfSet = (settings.optional('BANGFU_KAFKA_USER') !== undefined && user !== '') || password !== '';
  if (halfSet) settings.refuse('BANGFU_KAFKA_USER, BANGFU_KAFKA_PASSWORD', '须同时设置', 'are set together');
  return undefined;
}

function readTls(settings: SettingsReader): { readonly ca?: string } | undefined {
  const spoken = settings.oneOf('BANGFU_KAFKA_TLS', '0', ['0', '1']) === '1';
  const ca = settings.fileAt('BANGFU_KAFKA_CA_FILE');
  if (ca !== undefined && !spoken)
    settings.refuse('BANGFU_KAFKA_CA_FILE', '须与 BANGFU_KAFKA_TLS=1 一同设置', 'goes with BANGFU_KAFKA_TLS=1');
  return spoken ? (ca === undefined ? {} : { ca }) : undefined;
}

function brokerOf(text: string): string | undefined {
  const [, port] = /^[A-Za-z0-9._-]{1,253}:(\d{1,5})$/.exec(text) ?? [];
  return port !== undefined && Number(port) >= 1 && Number(port) <= 65_535 ? text : undefined;
}
