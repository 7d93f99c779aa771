import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOG_NAMES } from '#contracts';
import { verifyChain } from '#event-log';
import { checkEvidence, dataFolder, type EvidenceReport, FindingError, sayVerified, type VerifyReport } from '#operator';
import { LivingLedger } from '../support/living-ledger.js';

describe('evidence, verified', () => {
  let ledger: LivingLedger;
  /** The one file that the ledger began with. */
  let path: string;

  beforeEach(async () => {
    ledger = await LivingLedger.start();
    const { filesFolder } = ledger.open.data;
    path = join(filesFolder, readdirSync(filesFolder)[0] ?? '');
  });

  afterEach(() => ledger.close());

  async function chains(): Promise<VerifyReport> {
    const reports = await Promise.all(LOG_NAMES.map((log) => verifyChain(log, ledger.open.database)));
    return { chains: reports, replays: [], ok: reports.every(({ ok }) => ok) };
  }

  async function look(folder = ledger.open.data.folder): Promise<EvidenceReport> {
    return checkEvidence(ledger.open.database, dataFolder(folder), await chains());
  }

  /** What an operator reads, and whether it ended with a finding. */
  async function said(folder?: string): Promise<{ lines: string; failed: boolean }> {
    const lines: string[] = [];
    const print = (line: string): void => void lines.push(line);
    const [report, evidence] = [await chains(), await look(folder)];
    try {
      sayVerified(print, report, evidence);
      return { lines: lines.join('\n'), failed: false };
    } catch (error) {
      if (!(error instanceof FindingError)) throw error;
      return { lines: lines.join('\n'), failed: true };
    }
  }

  it('that is whole passes, and the number of files is said', async () => {
    const { lines, failed } = await said();
    expect([failed, lines.includes('✓ 凭证 / evidence: 1 files')]).toEqual([false, true]);
  });

  it('that was deleted is named by the id that entries name it by', async () => {
    rmSync(path);
    const { lines, failed } = await said();
    expect(failed).toBe(true);
    expect(lines).toContain(`✗ 凭证 ${ledger.evidence} 缺失`);
    expect(lines).toContain('✗ 凭证 / evidence: 0 files');
  });

  it('that was changed is named', async () => {
    writeFileSync(path, 'another approval');
    const { lines, failed } = await said();
    expect(failed).toBe(true);
    expect(lines).toContain('的内容已改变 / evidence file changed');
    expect((await look()).missing).toEqual([]);
  });

  it('is not said to be whole where its folder does not exist: the code, what to do, and a failure', async () => {
    const { filesFolder } = ledger.open.data;
    renameSync(filesFolder, `${filesFolder}.away`);
    const { lines, failed } = await said();
    expect(failed).toBe(true);
    expect(lines).toContain(`EVIDENCE.NO_FOLDER ${filesFolder}: 凭证文件夹不存在`);
    expect(lines).toContain('Check BANGFU_DATA');
    expect((await said(join(filesFolder, 'nowhere'))).failed).toBe(true);
  });

  it('that was withdrawn with a demonstration is no longer asked for, that of others still is', async () => {
    await ledger.enterDemoYear();
    expect((await look()).looked).toBeGreaterThan(1);
    await ledger.clearDemo();
    const { filesFolder } = ledger.open.data;
    for (const name of readdirSync(filesFolder)) rmSync(join(filesFolder, name));
    expect((await look()).missing).toEqual([expect.objectContaining({ fileId: ledger.evidence })]);
  });

  it('over a broken log is not said to be all there, and what is there is read all the same', async () => {
    await ledger.open.database.transaction('durable', (session) =>
      session.run("UPDATE event_directory SET data = '?' WHERE type = 'FileStored'"),
    );
    writeFileSync(path, 'another approval');
    const { lines, failed } = await said();
    expect(failed).toBe(true);
    expect(lines).toContain('未核对凭证是否齐全');
    expect(lines).toContain('的内容已改变');
  });
});
