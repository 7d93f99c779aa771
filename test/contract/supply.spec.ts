import { readFileSync } from 'node:fs';
import { NOT_ASKED, verdictOf } from '../../scripts/supply/audit.mjs';
import { undecided } from '../../scripts/supply/install-scripts.mjs';

const read = (file: string): never => JSON.parse(readFileSync(file, 'utf8')) as never;

describe('what is installed', () => {
  it('runs no script that package.json does not decide about, and one only of what ships', () => {
    const { allowScripts } = read('package.json') as { readonly allowScripts: Readonly<Record<string, boolean>> };
    expect(undecided(read('package-lock.json'), allowScripts)).toEqual({ unknown: [], idle: [] });
    expect(Object.keys(allowScripts).filter((name) => allowScripts[name])).toEqual(['better-sqlite3']);
  });

  it('that runs a script unseen is named, however deep it lies', () => {
    const packages = {
      '': {},
      'node_modules/quiet': { version: '1.0.0' },
      'node_modules/a/node_modules/@b/worm': { version: '6.6.6', hasInstallScript: true },
      'node_modules/known': { version: '1.0.0', hasInstallScript: true },
    };
    expect(undecided({ packages }, { known: false, gone: true })).toEqual({ unknown: ['@b/worm@6.6.6'], idle: ['gone'] });
  });
});

describe('the audit', () => {
  const counted = (counts: Readonly<Record<string, number>>): string => {
    const vulnerabilities = { info: 0, low: 0, moderate: 0, high: 0, critical: 0, total: 0, ...counts };
    const named = { bad: { name: 'bad', severity: 'critical', range: '<2' }, fair: { name: 'fair', severity: 'low', range: '*' } };
    return JSON.stringify({ vulnerabilities: named, metadata: { vulnerabilities } });
  };

  it('passes what is neither high nor critical, and fails what is, by name', () => {
    expect(verdictOf(counted({ moderate: 3, low: 1 }))).toEqual({ code: 0, said: '0 high, 0 critical, 3 moderate, 1 low' });
    expect(verdictOf(counted({ high: 1 })).code).toBe(1);
    expect(verdictOf(counted({ critical: 1 }))).toEqual({ code: 1, said: 'bad <2: critical' });
  });

  it.each(['', 'no JSON', '{"message":"405 Method Not Allowed"}', '{"error":{"code":"ENETUNREACH"}}'])(
    'that was not answered is neither: %j',
    (output) => {
      expect(verdictOf(output)).toMatchObject({ code: NOT_ASKED, said: expect.stringContaining('AUDIT.NOT_ASKED') as string });
    },
  );
});
