import { type CsvColumn, csvOf } from '#platform';
import type { AccessEntry } from './access-entry.js';

const COLUMNS = [
  ['编号', ({ id }) => id],
  ['时刻 (UTC)', ({ recordedAt }) => recordedAt],
  ['账号', ({ account }) => account ?? ''],
  ['种类', ({ kind }) => kind],
  ['地址', ({ address }) => address],
  ['路径', ({ route }) => route],
  ['状态', ({ status }) => (status === undefined ? '' : String(status))],
  ['对象', ({ subject }) => subject ?? ''],
  ['原因', ({ reason }) => reason ?? ''],
  ['关联编号', ({ correlationId }) => correlationId],
] as const satisfies readonly CsvColumn<AccessEntry>[];

/** The access log as a sheet. */
export function csvLines(entries: AsyncIterable<AccessEntry>): AsyncGenerator<string> {
  return csvOf(COLUMNS, entries);
}
