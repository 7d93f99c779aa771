import { type Directory, ImportDesk, type ImportRequest, makePlan, type PlannedEntry, type PlanSummary, type RowView } from '#imports';
import { csvText, fromFirst, HEADS, order } from '../corpus/case.js';
import { MemoryLedger } from './memory-ledger.js';
import type { MadeCell } from './workbook.js';

/** Two units, and nothing that was ever entered. */
export const DIRECTORY: Directory = {
  units: ['示例区教育局', '示例区第一小学'].map((name, at) => ({
    id: `u${at}`,
    name,
    kind: 'budget-unit',
    parentId: null,
    regionCode: '610124',
    closedOn: null,
    inScope: true,
  })),
  villages: [],
  policyRules: [],
};
export const NOW = { today: '2026-11-26', secret: 'secret' };
export const ALL = { from: 0, most: 1_000 };

/** A sheet of orders with one row for each. @param given what differs from an order as it should be */
export function sheet(...given: Parameters<typeof order>[0][]): Buffer {
  return fromFirst(() => Buffer.from(csvText([[...HEADS], ...given.map((one): MadeCell[] => order(one))])))();
}

/** The desk of a sheet. @param request of orders, unless it says otherwise */
export async function deskOf(bytes: Buffer, request: Partial<ImportRequest> = {}): Promise<ImportDesk> {
  return ImportDesk.open(bytes, { kind: 'orders', ...request });
}

/** Plans what is at a desk, whose columns are known. */
export async function plan(desk: ImportDesk, ledger: MemoryLedger): Promise<PlanSummary> {
  const summary = await makePlan(desk, ledger, NOW);
  if (summary === undefined) throw new Error('the columns are known');
  return summary;
}

/** All that its plan would enter. */
export async function entriesOf(desk: ImportDesk): Promise<readonly PlannedEntry[]> {
  return desk.entries(ALL);
}

/** Plans a file and enters it. */
export async function imported(ledger: MemoryLedger, bytes: Buffer): Promise<PlanSummary> {
  const desk = await deskOf(bytes);
  const summary = await plan(desk, ledger);
  ledger.commit(await entriesOf(desk));
  return summary;
}

/** `<row> <code>` of every problem, in order. */
export function codes(rows: readonly RowView[]): string[] {
  return rows.flatMap(({ row, cells }) => cells.map(({ code }) => `${row} ${code}`));
}
