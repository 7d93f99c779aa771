import type { AccessEntry } from './access-entry.js';

const COLUMNS = [
  ['编号', ({ id }) => id],
  ['时刻 (UTC)', ({ recordedAt }) => recordedAt],
  ['账户', ({ account }) => account ?? ''],
  ['种类', ({ kind }) => kind],
  ['地址', ({ address }) => address],
  ['路径', ({ route }) => route],
  ['状态', ({ status }) => (status === undefined ? '' : String(status))],
  ['对象', ({ subject }) => subject ?? ''],
  ['原因', ({ reason }) => reason ?? ''],
  ['关联编号', ({ correlationId }) => correlationId],
] as const satisfies readonly (readonly [string, (entry: AccessEntry) => string])[];

/** Spreadsheets take a cell that begins so for a formula (ASVS 1.2.10). */
const FORMULA = /^[=+\-@\t\r\n\0＝＋－＠]/;

/** The access log as CSV: UTF-8 with a mark, since spreadsheets take it for another encoding without; RFC 4180 lines. */
export async function* csvLines(entries: AsyncIterable<AccessEntry>): AsyncGenerator<string> {
  yield `\ufeff${line(COLUMNS.map(([title]) => title))}`;
  for await (const entry of entries) yield line(COLUMNS.map(([, cell]) => cell(entry)));
}

function line(cells: readonly string[]): string {
  return `${cells.map(quoted).join(',')}\r\n`;
}

function quoted(cell: string): string {
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return `"${text.replaceAll('"', '""')}"`;
}
