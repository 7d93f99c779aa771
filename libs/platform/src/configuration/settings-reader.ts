import { readFileSync } from 'node:fs';
import type { AppName } from './apps.js';
import { SETTINGS } from './settings.js';

/** All that is wrong with the settings, one sentence each. */
export class ConfigurationError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`CONFIGURATION.INVALID\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'ConfigurationError';
  }
}

/**
 * Reads the settings of one process and collects what is wrong. A bad value is read as its default, so that reading goes on
 * to the next problem; {@link end} then throws them all.
 */
export class SettingsReader {
  private readonly problems: string[] = [];

  constructor(
    readonly app: AppName,
    private readonly environment: NodeJS.ProcessEnv,
  ) {
    for (const name of Object.keys(environment).filter((known) => known.startsWith('BANGFU_'))) this.checkKnown(name);
  }

  optional(name: string): string | undefined {
    return this.environment[name];
  }

  /** A text that fits; the default otherwise. */
  text(name: string, standard: string, fits: RegExp | ((value: string) => boolean), zh: string, en: string): string {
    const value = this.environment[name];
    if (value === undefined) return standard;
    if (fits instanceof RegExp ? fits.test(value) : fits(value)) return value;
    this.refuse(`${name}=${value}`, zh, en);
    return standard;
  }

  whole(name: string, standard: number, least: number, most: number): number {
    const fits = (value: string): boolean => /^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most;
    return Number(this.text(name, String(standard), fits, `应为 ${least}–${most} 的整数`, `a whole number from ${least} to ${most}`));
  }

  oneOf<Option extends string>(name: string, standard: Option, options: readonly Option[]): Option {
    const among = `应为 ${options.join('、')} 之一`;
    const value = this.text(name, standard, (given) => options.some((option) => option === given), among, `one of ${options.join(', ')}`);
    return options.find((option) => option === value) ?? standard;
  }

  /** Parts separated by commas; each must be readable by `parse`, which gives `undefined` for one that is not. */
  list<Part>(name: string, standard: string, parse: (part: string) => Part | undefined, zh: string, en: string): readonly Part[] {
    const partsOf = (value: string): (Part | undefined)[] => value.split(',').map((part) => parse(part.trim()));
    const value = this.text(name, standard, (given) => !partsOf(given).includes(undefined), zh, en);
    return partsOf(value).filter((part) => part !== undefined);
  }

  /** A value that may also stand in the file that `<name>_FILE` names; it is never shown. */
  secret(name: string): string | undefined {
    const given = this.environment[name];
    const file = this.environment[`${name}_FILE`];
    if (file === undefined) return given;
    if (given !== undefined) this.refuse(name, `与 ${name}_FILE 只能设置一个`, `set either this or ${name}_FILE, not both`);
    return this.contentOf(`${name}_FILE`, file);
  }

  private contentOf(name: string, file: string): string | undefined {
    try {
      const content = readFileSync(file, 'utf8').trim();
      if (content !== '') return content;
      this.refuse(`${name}=${file}`, '文件为空', 'the file is empty');
      return undefined;
    } catch (error) {
      if (typeof error !== 'object' || error === null || !('code' in error)) throw error;
      const reason = String(error.code);
      this.refuse(`${name}=${file}`, `无法读取（${reason}）`, `cannot be read (${reason})`);
      return undefined;
    }
  }

  refuse(subject: string, zh: string, en: string): void {
    this.problems.push(`${subject}：${zh} / ${en}`);
  }

  /** @throws ConfigurationError naming all problems at once */
  end(): void {
    if (this.problems.length > 0) throw new ConfigurationError(this.problems);
  }

  private checkKnown(name: string): void {
    const setting = SETTINGS.find((known) => known.name === name);
    if (setting === undefined) {
      this.refuse(name, '没有这个设置项，见 docs/configuration.md', 'there is no such setting, see docs/configuration.md');
    } else if (!setting.apps.includes(this.app)) {
      const owners = setting.apps.join(', ');
      this.refuse(name, `${this.app} 没有这个设置项，它属于 ${owners}`, `${this.app} has no such setting; it belongs to ${owners}`);
    }
  }
}
