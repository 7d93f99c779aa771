import type { ParkedEvent } from '#event-log';
import type { EvidenceReport } from './evidence.js';
import { FindingError } from './finding-error.js';
import type { VerifyReport } from './verify.js';

/** Where a person reads. */
export type Print = (line: string) => void;

/** How a record is named on the command line. */
export const STREAM = '事件流：种类和编号，如 policy-rule-000000-2020 / stream: kind and id, as policy-rule-000000-2020';

/** @param evidence absent where the process keeps none @throws FindingError where something is not as it was written */
export function sayVerified(print: Print, report: VerifyReport, evidence?: EvidenceReport): void {
  for (const { log, events: count, ok, firstBad, fault } of report.chains) {
    const where = firstBad === undefined ? '' : `：首个异常位置 / first bad position ${log}-${firstBad} (${fault})`;
    print(`${ok ? '✓' : '✗'} ${log}: ${count} events${where}`);
  }
  for (const { projection, ok } of report.replays) print(`${ok ? '✓' : '✗'} ${projection}: live ${ok ? '=' : '≠'} replayed`);
  const proven = evidence === undefined || sayEvidence(print, evidence);
  if (!report.ok || !proven) throw new FindingError('核验未通过 / verification failed');
  print('核验通过 / verified');
}

/** @returns whether all evidence is there as it was stored */
function sayEvidence(print: Print, { looked, damaged, missing, noFolder }: EvidenceReport): boolean {
  if (noFolder !== undefined) {
    print(
      `✗ EVIDENCE.NO_FOLDER ${noFolder}: 凭证文件夹不存在，未核对凭证。请核对 BANGFU_DATA，或从备份恢复该文件夹。` +
        ' / The folder of the evidence does not exist; no evidence was looked at. Check BANGFU_DATA, or restore the folder from a backup.',
    );
    return false;
  }
  const ok = damaged.length === 0 && missing?.length === 0;
  print(`${ok ? '✓' : '✗'} 凭证 / evidence: ${looked} files`);
  for (const name of damaged) print(`✗ 凭证 ${name} 的内容已改变 / evidence file changed`);
  for (const { fileId, sha256 } of missing ?? [])
    print(`✗ 凭证 ${fileId} 缺失，请从备份恢复文件 ${sha256} / evidence missing; restore the file from a backup`);
  if (missing === undefined)
    print('✗ 日志 directory 有异常，未核对凭证是否齐全 / whether evidence is missing was not asked: the log directory is broken');
  return ok;
}

export function sayParked(print: Print, parked: readonly ParkedEvent[]): void {
  for (const event of parked)
    print(`${event.projection}\t${event.log}-${event.position}\t${event.type}\t${event.attempts}\t${event.reason}`);
  print(`${parked.length} 条 / parked`);
}
