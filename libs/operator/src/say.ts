import { isAside, type ParkedDecision, type ParkedEvent, type SetAside } from '#event-log';
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

/** What is parked in one database, and what was decided about it. */
export interface Parked {
  readonly parked: readonly ParkedEvent[];
  readonly setAside: SetAside;
  readonly decisions: readonly ParkedDecision[];
}

/** What waits under one heading, what is set aside under another, then every decision; the latter two where there are any. */
export function sayParked(print: Print, { parked, setAside, decisions }: Parked): void {
  const aside = parked.filter((event) => isAside(setAside, event));
  const waiting = parked.filter((event) => !isAside(setAside, event));
  for (const event of waiting) print(lineOf(event));
  print(`${waiting.length} 条 / parked`);
  if (aside.length > 0) {
    print('存查，不再算作搁置 / set aside, not counted as parked:');
    for (const event of aside) print(lineOf(event));
  }
  if (decisions.length > 0) print('历次决定 / decisions:');
  for (const { log, position, decision, decided_by: by, decided_at: at, reason } of decisions)
    print(`${log}-${position}\t${decision === 'set-aside' ? '存查 / set aside' : '取消存查 / taken back'}\t${at}\t${by}\t${reason}`);
}

function lineOf({ projection, log, position, type, attempts, reason }: ParkedEvent): string {
  return `${projection}\t${log}-${position}\t${type}\t${attempts}\t${reason}`;
}
