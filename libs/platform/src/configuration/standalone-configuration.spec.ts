import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configurationPage } from './configuration-page.js';
import { ConfigurationError } from './settings-reader.js';
import { readConfiguration } from './standalone-configuration.js';

function problemsOf(environment: NodeJS.ProcessEnv): readonly string[] {
  try {
    readConfiguration(environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

describe('the standalone configuration', () => {
  it('has a usable default for everything', () => {
    expect(readConfiguration({})).toMatchObject({ host: '127.0.0.1', port: 3000, demo: 'lianhu-2020', logLevel: 'info' });
  });

  it('names all problems at once', () => {
    const problems = problemsOf({ BANGFU_PORT: '65536', BANGFU_DEMO: 'x', BANGFU_LOG_LEVEL: 'loud', BANGFU_PROT: '1' });
    expect(problems.map((problem) => problem.split(/[=：]/)[0])).toEqual(['BANGFU_PROT', 'BANGFU_PORT', 'BANGFU_DEMO', 'BANGFU_LOG_LEVEL']);
  });

  it('refuses a secret that is given twice, and a file that holds none, and repeats no secret', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bangfu-secret-'));
    const [empty, good] = [join(folder, 'empty'), join(folder, 'good')];
    writeFileSync(empty, ' \n');
    writeFileSync(good, '密码"一"和十二个以上的字符\n');
    const problems = problemsOf({
      BANGFU_ADMIN_PASSWORD: '密码"二"也有十二个以上的字符',
      BANGFU_ADMIN_PASSWORD_FILE: empty,
      BANGFU_DEMO_PASSWORD_FILE: join(folder, 'nowhere'),
    });
    expect(problems).toEqual([
      expect.stringMatching(/^BANGFU_ADMIN_PASSWORD：.*not both$/),
      expect.stringMatching(/^BANGFU_ADMIN_PASSWORD_FILE=.*the file is empty$/),
      expect.stringMatching(/^BANGFU_DEMO_PASSWORD_FILE=.*cannot be read \(ENOENT\)$/),
    ]);
    expect(problems.join()).not.toContain('密码');
    expect(problemsOf({ BANGFU_ADMIN_PASSWORD_FILE: good, BANGFU_DEMO_PASSWORD: 'kiwis and pears' })).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  it('refuses a first password that breaks the rule of its profile, naming all that is wrong and not the password', () => {
    const problems = problemsOf({ BANGFU_ADMIN_PASSWORD: 'admin-admin', BANGFU_DEMO_PASSWORD: 'Password1234' });
    expect(problems.map((problem) => problem.split('：')[0])).toEqual([
      'BANGFU_ADMIN_PASSWORD',
      'BANGFU_ADMIN_PASSWORD',
      'BANGFU_DEMO_PASSWORD',
    ]);
    expect(problems.join()).not.toMatch(/admin-admin|Password1234/);
    expect(problemsOf({ BANGFU_ADMIN_PASSWORD: 'kiwis and pears', BANGFU_PASSWORD_PROFILE: 'mlps' })).toHaveLength(1);
  });

  it('refuses any other word for on than 1: one that is not understood would leave a protection off, or a test on', () => {
    for (const name of ['BANGFU_TEST', 'BANGFU_TOTP_REQUIRED', 'BANGFU_PLAIN_HTTP']) {
      for (const word of ['yes', 'true', '']) expect([name, word, problemsOf({ [name]: word }).length]).toEqual([name, word, 1]);
      for (const word of ['0', '1']) expect(problemsOf({ [name]: word })).toEqual([]);
    }
  });

  it('refuses the test clock and fail points outside tests', () => {
    expect(problemsOf({ BANGFU_NOW: '2020-06-01T00:00:00.000Z', BANGFU_FAIL_POINT: 'x' })).toHaveLength(2);
    expect(problemsOf({ BANGFU_NOW: 'yesterday', BANGFU_TEST: '1' })).toHaveLength(1);
    expect(readConfiguration({ BANGFU_NOW: '2020-06-01T00:00:00Z', BANGFU_TEST: '1' }).testNow).toBe('2020-06-01T00:00:00.000Z');
  });

  it('is described by a page that is fresh', () => {
    expect(readFileSync(join(process.cwd(), 'docs', 'configuration.md'), 'utf8')).toBe(configurationPage());
  });
});
