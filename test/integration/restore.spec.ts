import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunningLedger } from '../support/running-ledger.js';

describe('a restored backup', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bangfu-restore-'));
    const office = new RunningLedger(join(folder, 'office'), { BANGFU_DEMO: 'none' });
    await office.restart();
    await office.post('/api/activities', { kind: 'visit', place: '山阳县', topic: '𠮷考察' });
    const backup = await office.cli('backup', join(folder, 'backup'));
    await office.stop();
    expect(backup).toMatchObject({ code: 0 });
  }, 120_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('starts with what was in it and no demonstration, whatever a new folder would begin with', async () => {
    const restored = new RunningLedger(join(folder, 'restored'), { BANGFU_DEMO: 'lianhu-2020' });
    expect(await restored.cli('restore', join(folder, 'backup'))).toMatchObject({ code: 0 });
    await restored.restart();
    const households = await restored.get('/api/log/households?limit=1');
    const purchases = await restored.get('/api/log/purchases?limit=1');
    await restored.stop();
    expect([households['head'], purchases['head']]).toEqual([1, 0]);
  }, 120_000);

  it('is not overwritten by another backup, and no half of that one stays', async () => {
    const office = new RunningLedger(join(folder, 'office'), { BANGFU_DEMO: 'none' });
    const second = await office.cli('backup', join(folder, 'backup'));
    expect(second.code).not.toBe(0);
    expect(second.output).toContain('已存在');
    await expect(access(join(folder, 'backup.incoming'))).rejects.toThrow('ENOENT');
  }, 60_000);
});
