import type { Instant } from '#contracts';
import type { PublicDoor } from '../http/door/public-door.js';
import { Door } from './door.js';
import { Accounts, Listening, type LogLevel, readDataFolder, readDemo, Running } from './concerns.js';
import { SettingsReader } from './settings-reader.js';

/** What the standalone process runs with; valid as a whole. */
export interface Configuration {
  readonly host: string;
  readonly port: number;
  readonly door: PublicDoor;
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
  const door = Door.read(settings);
  const { host, port } = Listening.read(settings, 3_000, (given) => door.judge(settings, given));
  const demo = readDemo(settings, 'lianhu-2020');
  const { logLevel, testNow } = Running.read(settings);
  const dataFolder = readDataFolder(settings);
  const accounts = Accounts.read(settings);
  settings.end();
  return { host, port, door, dataFolder, demo, logLevel, accounts, ...(testNow === undefined ? {} : { testNow }) };
}
