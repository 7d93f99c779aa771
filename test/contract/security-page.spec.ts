import { existsSync, readFileSync } from 'node:fs';

const PAGE = readFileSync('docs/security.md', 'utf8');

/** What the page names in its sources and tests: anything quoted with a slash and the start of a folder of ours. */
const NAMED = [...PAGE.matchAll(/`((?:libs|apps|test|scripts|docker|docs)\/[^`\s]+)`/g)].map(([, path = '']) => path);

describe('the page on security', () => {
  it('names files that are there', () => {
    expect(NAMED.length).toBeGreaterThan(30);
    expect(NAMED.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('begins with what is not met', () => {
    expect([...PAGE.matchAll(/^## (.+)$/gm)].map(([, title]) => title)[0]).toBe('Not met');
  });

  it('names for every control that is met a test beside the place', () => {
    const rows =
      PAGE.split('## ASVS 5.0, level 2')[1]
        ?.split('\n## ')[0]
        ?.split('\n')
        .filter((line) => /^\| \d/.test(line)) ?? [];
    const untested = rows.filter((row) => !row.includes('not used') && !/(spec|facts|contract)\.ts|the same/.test(row.split('|')[3] ?? ''));
    expect([rows.length > 15, untested]).toEqual([true, []]);
  });
});
