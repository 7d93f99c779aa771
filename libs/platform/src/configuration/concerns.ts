import { hostname } from 'node:os';
import { resolve } from 'node:path';
import type { Instant } from '#contracts';
import { problemSentence } from '#contracts';
import { PASSWORD_PROFILES, type PasswordProfile, passwordProblems } from '../password/password-rule.js';
import type { SettingsReader } from './settings-reader.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
/** From how grave on a line is written. */
export type LogLevel = (typeof LOG_LEVELS)[number];

const DEMO_YEARS = ['lianhu-2020', 'none'];

/** Where a process listens. */
export class Listening {
  private constructor(
    readonly host: string,
    /** 0 = any free one. */
    readonly port: number,
  ) {}

  /** @param judge refuses an address through the reader if need be */
  static read(settings: SettingsReader, standardPort: number, judge: (host: string) => void): Listening {
    const host = settings.text(
      'BANGFU_HOST',
      '127.0.0.1',
      /^[A-Za-z0-9.:_-]{1,253}$/,
      '应为主机名或 IP 地址',
      'a host name or an IP address',
    );
    judge(host);
    return new Listening(host, settings.whole('BANGFU_PORT', standardPort, 0, 65_535));
  }
}

/** How a process writes its log, and what only tests may set. */
export class Running {
  private constructor(
    readonly logLevel: LogLevel,
    /** Start of the test clock. */
    readonly testNow: Instant | undefined,
  ) {}

  static read(settings: SettingsReader): Running {
    const logLevel = settings.oneOf('BANGFU_LOG_LEVEL', 'info', LOG_LEVELS);
    const isTest = settings.oneOf('BANGFU_TEST', '0', ['0', '1']) === '1';
    for (const name of ['BANGFU_NOW', 'BANGFU_FAIL_POINT']) {
      if (!isTest && settings.optional(name) !== undefined) settings.refuse(name, '只在 BANGFU_TEST=1 时可用', 'only with BANGFU_TEST=1');
    }
    const isInstant = (value: string): boolean => /^\d{4}-\d{2}-\d{2}T.*Z$/.test(value) && !Number.isNaN(Date.parse(value));
    const now = settings.text('BANGFU_NOW', '', isInstant, '应为有效的 ISO 8601 UTC 时刻', 'an ISO 8601 UTC instant that exists');
    return new Running(logLevel, now === '' ? undefined : new Date(now).toISOString());
  }
}

/** How accounts are kept, and the first passwords an operator has chosen himself. */
export class Accounts {
  private constructor(
    readonly passwordProfile: PasswordProfile,
    /** Whether admin and auditor must use one-time codes. */
    readonly totpRequired: boolean,
    /** Of the account `admin`, where the first start creates it; absent = a random one. Never shown. */
    readonly adminPassword: string | undefined,
    /** Of all demo accounts; absent = a random one. Never shown. */
    readonly demoPassword: string | undefined,
  ) {}

  static read(settings: SettingsReader): Accounts {
    const profile = settings.oneOf('BANGFU_PASSWORD_PROFILE', 'asvs', PASSWORD_PROFILES);
    const totpRequired = settings.oneOf('BANGFU_TOTP_REQUIRED', '0', ['0', '1']) === '1';
    const password = (name: string, account: string): string | undefined => {
      const given = settings.secret(name);
      if (given === undefined) return undefined;
      for (const problem of passwordProblems(profile, account, given, '')) {
        settings.refuse(name, problemSentence(problem, 'zh-CN'), problemSentence(problem, 'en'));
      }
      return given;
    };
    return new Accounts(profile, totpRequired, password('BANGFU_ADMIN_PASSWORD', 'admin'), password('BANGFU_DEMO_PASSWORD', ''));
  }
}

/** @returns an absolute path */
export function readDataFolder(settings: SettingsReader): string {
  return resolve(settings.text('BANGFU_DATA', './data', /\S/, '不能为空', 'must not be empty'));
}

/** @returns the name of a demonstration, or `none` */
export function readDemo(settings: SettingsReader, standard: string): string {
  return settings.oneOf('BANGFU_DEMO', standard, DEMO_YEARS);
}

/** @returns the name of this instance in leases and logs */
export function readInstance(settings: SettingsReader): string {
  const standard = `${hostname()
    .replace(/[^A-Za-z0-9.-]/g, '-')
    .slice(0, 50)}-${process.pid}`;
  const fits = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
  return settings.text(
    'BANGFU_INSTANCE',
    standard,
    fits,
    '应为 1–64 个字母、数字、点、横线或下划线',
    '1–64 letters, digits, dots, hyphens or underscores',
  );
}
