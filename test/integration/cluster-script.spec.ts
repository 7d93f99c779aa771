import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SCRIPT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'scripts', 'cluster.mjs');

describe('npm run cluster', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bangfu-script-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (settings: Record<string, string>, ...args: string[]): { status: number | null; said: string } => {
    const env = { ...process.env, BANGFU_DATA: folder, ...settings };
    const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, ...args], { env, encoding: 'utf8' });
    return { status, said: stdout + stderr };
  };

  it('takes no setting that would have no effect, and starts nothing then', () => {
    const { status, said } = run({ BANGFU_MYSQL_HOST: 'db.example', BANGFU_NONSENSE: '1' });
    expect([status, said.includes('BANGFU_MYSQL_HOST、BANGFU_NONSENSE'), said.includes('does not take')]).toEqual([1, true, true]);
  });

  it('says how it is called', () => {
    expect(run({}, '--help')).toMatchObject({ status: 0, said: expect.stringContaining('--instances') as string });
    expect(run({}, '--database', 'oracle').status).toBe(2);
  });
});
