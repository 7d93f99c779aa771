import type { SettingsReader } from './settings-reader.js';

/** The brokers, and what the topics must be. */
export class Kafka {
  private constructor(
    /** `host:port` */
    readonly brokers: readonly string[],
    readonly partitions: number,
    readonly replication: number,
  ) {}

  static read(settings: SettingsReader): Kafka {
    const zh = '应为 主机:端口，多个用逗号分隔';
    const brokers = settings.list('BANGFU_KAFKA_BROKERS', '127.0.0.1:9092', brokerOf, zh, 'host:port, several separated by commas');
    return new Kafka(brokers, settings.whole('BANGFU_KAFKA_PARTITIONS', 6, 1, 1_000), settings.whole('BANGFU_KAFKA_REPLICATION', 1, 1, 9));
  }
}

function brokerOf(text: string): string | undefined {
  const [, port] = /^[A-Za-z0-9._-]{1,253}:(\d{1,5})$/.exec(text) ?? [];
  return port !== undefined && Number(port) >= 1 && Number(port) <= 65_535 ? text : undefined;
}
