import type { Instant } from '#contracts';
import { Accounts, Listening, type LogLevel, readDataFolder, readDemo, Running } from './concerns.js';
import { SettingsReader } from './settings-reader.js';

/** What the standalone process runs with; valid as a whole. */
export interface Configuration {
  readonly host: string;
  readonly port: number;
  /** Absolute path. */
  readonly dataFolder: string;
  readonly demo: string;
  readonly logLevel: LogLevel;
  readonly accounts: Accounts;
  /** Start of the test clock. */
  readonly testNow?: Instant;
}

/** Reads and checks every setting. @throws ConfigurationError naming all problems at once */
export function readConfiguration(environment: NodeJS.ProcessEnv): Configuration {
  const settings = new SettingsReader('standalone', environment);
  const { host, port } = Listening.read(settings, 3_000, () =>
    settings.refuse(
      `BANGFU_HOST=${settings.optional('BANGFU_HOST') ?? ''}`,
      '本版本还没有账户和权限，为防止未经授权的访问，只能监听本机回环地址（127.0.0.1、localhost、::1）',
      'this release has no accounts yet, so it serves this machine only (127.0.0.1, localhost, ::1)',
    ),
  );
  const demo = readDemo(settings, 'lianhu-2020');
  const { logLevel, testNow } = Running.read(settings);
  const dataFolder = readDataFolder(settings);
  const accounts = Accounts.read(settings);
  settings.end();
  return { host, port, dataFolder, demo, logLevel, accounts, ...(testNow === undefined ? {} : { testNow }) };
}
