import type { ParkedEvent } from '#event-log';
import { FindingError } from './finding-error.js';
import type { VerifyReport } from './verify.js';

/** Where a person reads. */
export type Print = (line: string) => void;

/** How a record is named on the command line. */
export const STREAM = '事件流：种类和编号，如 policy-rule-000000-2020 / stream: kind and id, as policy-rule-000000-2020';

/** @throws FindingError where something is not as it was written */
export function sayVerified(print: Print, report: VerifyReport, damagedFiles: readonly string[]): void {
  for (const { log, events: count, ok, firstBad, fault } of report.chains) {
    const where = firstBad === undefined ? '' : `：首个异常位置 / first bad position ${log}-${firstBad} (${fault})`;
    print(`${ok ? '✓' : '✗'} ${log}: ${count} events${where}`);
  }
  for (const { projection, ok } of report.replays) print(`${ok ? '✓' : '✗'} ${projection}: live ${ok ? '=' : '≠'} replayed`);
  for (const name of damagedFiles) print(`✗ 凭证 ${name} 的内容已改变 / evidence file changed`);
  if (!report.ok || damagedFiles.length > 0) throw new FindingError('核验未通过 / verification failed');
  print('核验通过 / verified');
}

export function sayParked(print: Print, parked: readonly ParkedEvent[]): void {
  for (const event of parked)
    print(`${event.projection}\t${event.log}-${event.position}\t${event.type}\t${event.attempts}\t${event.reason}`);
  print(`${parked.length} 条 / parked`);
}
