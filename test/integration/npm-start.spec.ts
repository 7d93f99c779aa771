import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../support/eventually.js';
import { discard, NPM_START, RunningLedger } from '../support/running-ledger.js';

/** Whether a new process could listen there. */
function isFree(url: string): Promise<boolean> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', () => resolve(false));
    probe.listen(Number(new URL(url).port), new URL(url).hostname, () => probe.close(() => resolve(true)));
  });
}

/** The server's own process, by what it says of itself. */
function endServerOf(ledger: RunningLedger): void {
  const pid = Number(/kill (\d+)/.exec(ledger.output())?.[1]);
  if (existsSync(join(ledger.folder, 'bangfu.pid'))) process.kill(pid, 'SIGKILL');
}

describe('npm start', () => {
  let ledger: RunningLedger;

  beforeEach(async () => {
    ledger = new RunningLedger(await mkdtemp(join(tmpdir(), 'bangfu-npm-')), {}, NPM_START);
    await ledger.restart();
  });

  afterEach(async () => {
    endServerOf(ledger);
    await discard(ledger);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('ended by %s stops the server itself, frees its port and ends with 0', async (signal) => {
    expect(await ledger.stop(signal)).toBe(0);
    expect(ledger.output()).toContain('已停止 / stopped');
    expect(existsSync(join(ledger.folder, 'bangfu.pid'))).toBe(false);
    expect(await isFree(ledger.url)).toBe(true);
  });
});

describe('a first start that is interrupted', () => {
  it('ends with 0 in the middle of the demonstration, which the next start finishes', async () => {
    const ledger = new RunningLedger(await mkdtemp(join(tmpdir(), 'bangfu-first-')), { BANGFU_DEMO: 'lianhu-2020' });
    try {
      const starting = ledger.restart();
      const refused = expect(starting).rejects.toThrow(/ended with 0 before it was ready:[^]*已停止 \/ stopped/);
      await eventually('the demonstration is being entered', () => ledger.output().includes('首次启动'));
      process.kill(ledger.pid, 'SIGTERM');
      await refused;
      await ledger.restart();
      expect(ledger.output()).toContain('首次启动');
      expect(ledger.output()).toContain('约150万元');
    } finally {
      await discard(ledger);
    }
  });
});
