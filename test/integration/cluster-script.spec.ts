import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SCRIPTS = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'scripts');
const SCRIPT = join(SCRIPTS, 'cluster.mjs');
const FOLDER_MODULE = join(SCRIPTS, 'cluster', 'folder.mjs');

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

  /** A process that does this with the module of the folder, says so and stays. */
  const staying = async (statement: string): Promise<ChildProcess> => {
    const code = `import { holdFolder, recordService } from '${FOLDER_MODULE}'; ${statement}; console.log('done'); setInterval(() => {}, 1_000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    return child;
  };

  it('leaves a folder alone that another one has, and says which process that is', async () => {
    const data = join(folder, 'held');
    const holder = await staying(`await holdFolder('${join(data, 'cluster')}', 'mysql')`);
    const { status, said } = run({ BANGFU_DATA: data });
    expect([status, said]).toEqual([1, expect.stringMatching(new RegExp(`^CLUSTER\\.IN_USE .*${holder.pid} `))]);
    expect(existsSync(join(data, 'cluster', 'servers'))).toBe(false);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
  });

  it('opens no ledger of MySQL with an empty MariaDB', () => {
    const data = join(folder, 'of-mysql');
    mkdirSync(join(data, 'cluster', 'servers', 'mysql'), { recursive: true });
    const { status, said } = run({ BANGFU_DATA: data }, '--database', 'mariadb');
    expect([status, said]).toEqual([1, expect.stringMatching(/^CLUSTER\.OTHER_DATABASE .*--database mysql/)]);
    expect(existsSync(join(data, 'cluster', 'servers', 'kafka'))).toBe(false);
  });

  it('ends services that outlived the one that started them, and no other process', async () => {
    const data = join(folder, 'left');
    const left = await staying(`recordService('${data}', 'impact-1', process.pid)`);
    const other = await staying('');
    const ended = once(left, 'exit');
    const next = await staying(`await holdFolder('${data}', 'mysql')`);
    expect((await ended)[1]).toBe('SIGTERM');
    expect(other.exitCode ?? other.signalCode).toBeNull();
    for (const one of [other, next]) one.kill('SIGKILL');
  });
});
