import type { ClusterApp } from './apps.js';
import type { SettingsReader } from './settings-reader.js';

/** The database of one process. */
export class Mysql {
  private constructor(
    readonly host: string,
    readonly port: number,
    readonly user: string,
    /** May be empty; never shown. */
    readonly password: string,
    /** Each service has its own schema. */
    readonly database: string,
    /** Connections of this process. */
    readonly pool: number,
  ) {}

  static read(settings: SettingsReader, app: ClusterApp): Mysql {
    const host = settings.text(
      'BANGFU_MYSQL_HOST',
      '127.0.0.1',
      /^[A-Za-z0-9.:_-]{1,253}$/,
      '应为主机名或 IP 地址',
      'a host name or an IP address',
    );
    const port = settings.whole('BANGFU_MYSQL_PORT', 3_306, 1, 65_535);
    const user = settings.text(
      'BANGFU_MYSQL_USER',
      'bangfu',
      /^[\x21-\x7e]{1,32}$/,
      '应为 1–32 个可打印的 ASCII 字符',
      '1–32 printable ASCII characters',
    );
    const password = settings.secret('BANGFU_MYSQL_PASSWORD') ?? '';
    const name = /^[A-Za-z0-9_]{1,64}$/;
    const database = settings.text(
      'BANGFU_MYSQL_DATABASE',
      `bangfu_${app}`,
      name,
      '应为 1–64 个字母、数字或下划线',
      '1–64 letters, digits or underscores',
    );
    return new Mysql(host, port, user, password, database, settings.whole('BANGFU_MYSQL_POOL', 10, 2, 200));
  }
}
