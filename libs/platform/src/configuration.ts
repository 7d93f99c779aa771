import { resolve } from 'node:path';
import type { Instant } from '#contracts';
import { secretProblems } from './secret-settings.js';
import { SETTINGS } from './settings.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What the standalone process runs with; valid as a whole. */
export interface Configuration {
  readonly host: string;
  readonly port: number;
  /** Absolute path. */
  readonly dataFolder: string;
  readonly demo: string;
  readonly logLevel: LogLevel;
  /** Start of the test clock. */
  readonly testNow?: Instant;
}

/** All that is wrong with the settings, one sentence each. */
export class ConfigurationError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`CONFIGURATION.INVALID\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'ConfigurationError';
  }
}

const LOOPBACK = ['127.0.0.1', 'localhost', '::1'];
const DEMO_YEARS = ['lianhu-2020', 'none'];

/** Reads and checks every setting. @throws ConfigurationError naming all problems at once */
export function readConfiguration(environment: NodeJS.ProcessEnv): Configuration {
  const problems: string[] = [...unknownSettings(environment)];
  const value = (name: string, standard: string): string => environment[name] ?? standard;
  const check = (fits: boolean, name: string, zh: string, en: string): void => {
    if (!fits) problems.push(`${name}=${environment[name] ?? ''}：${zh} / ${en}`);
  };
  const host = value('BANGFU_HOST', '127.0.0.1');
  check(
    LOOPBACK.includes(host),
    'BANGFU_HOST',
    '本版本还没有账户和权限，为防止未经授权的访问，只能监听本机回环地址（127.0.0.1、localhost、::1）',
    'this release has no accounts yet, so it serves this machine only (127.0.0.1, localhost, ::1)',
  );
  const port = value('BANGFU_PORT', '3000');
  check(/^\d{1,5}$/.test(port) && Number(port) <= 65_535, 'BANGFU_PORT', '应为 0–65535 的整数', 'a whole number from 0 to 65535');
  const demo = value('BANGFU_DEMO', 'lianhu-2020');
  check(DEMO_YEARS.includes(demo), 'BANGFU_DEMO', `应为 ${DEMO_YEARS.join(' 或 ')}`, `one of ${DEMO_YEARS.join(', ')}`);
  const logLevel = value('BANGFU_LOG_LEVEL', 'info');
  check(isLogLevel(logLevel), 'BANGFU_LOG_LEVEL', `应为 ${LOG_LEVELS.join('、')}`, `one of ${LOG_LEVELS.join(', ')}`);
  const dataFolder = value('BANGFU_DATA', './data');
  check(dataFolder.trim() !== '', 'BANGFU_DATA', '不能为空', 'must not be empty');
  problems.push(...secretProblems(environment), ...testProblems(environment));
  if (problems.length > 0 || !isLogLevel(logLevel)) throw new ConfigurationError(problems);
  const testNow = environment['BANGFU_NOW'];
  return {
    host,
    port: Number(port),
    dataFolder: resolve(dataFolder),
    demo,
    logLevel,
    ...(testNow === undefined ? {} : { testNow: new Date(testNow).toISOString() }),
  };
}

function unknownSettings(environment: NodeJS.ProcessEnv): string[] {
  const known = new Set(SETTINGS.map((setting) => setting.name));
  return Object.keys(environment)
    .filter((name) => name.startsWith('BANGFU_') && !known.has(name))
    .map((name) => `${name}：没有这个设置项，见 docs/configuration.md / there is no such setting, see docs/configuration.md`);
}

function testProblems(environment: NodeJS.ProcessEnv): string[] {
  const problems: string[] = [];
  for (const name of ['BANGFU_NOW', 'BANGFU_FAIL_POINT']) {
    if (environment[name] !== undefined && environment['BANGFU_TEST'] !== '1') {
      problems.push(`${name}：只在 BANGFU_TEST=1 时可用 / only with BANGFU_TEST=1`);
    }
  }
  const now = environment['BANGFU_NOW'];
  if (now !== undefined && !/^\d{4}-\d{2}-\d{2}T.*Z$/.test(now))
    problems.push(`BANGFU_NOW=${now}：应为 ISO 8601 UTC 时刻 / an ISO 8601 UTC instant`);
  else if (now !== undefined && Number.isNaN(Date.parse(now))) problems.push(`BANGFU_NOW=${now}：不是有效的时刻 / not an instant`);
  return problems;
}

function isLogLevel(text: string): text is LogLevel {
  return (LOG_LEVELS as readonly string[]).includes(text);
}
