import type { BusinessDay } from '#contracts';
import { holdsOn } from '../plan/entry-rights.js';
import type { KnownUnit } from '../plan/known.js';
import { isFound, type Names } from '../plan/names.js';
import type { CellProblem } from '../plan/plan.js';
import type { RowReader } from '../plan/row-reader.js';
import type { TableRow } from '../table/table.js';

/** The id of the unit a cell names. */
export function unitIdAt<Key extends string>(reader: RowReader<Key>, key: Key, names: Names): string | undefined {
  const text = reader.text(key);
  if (text === undefined) return undefined;
  const found = names.unit(text);
  return isFound(found) ? found.id : reader.add(key, found.code, found.params, found.suggestion);
}

/**
 * Refuses a unit that the caller does not reach on a day, or that takes no more entries on it: an entry of its own would be
 * refused too. @param on the day whose tree of units counts @param closing the day that may not lie behind its closing
 */
export function checkUnit<Key extends string>(
  reader: RowReader<Key>,
  key: Key,
  unit: KnownUnit | undefined,
  { on, closing }: { readonly on: BusinessDay; readonly closing: BusinessDay },
): void {
  if (unit === undefined) return;
  const { name: value, inScope, stays, adjusted = [], closedOn } = unit;
  if (!inScope || (stays !== undefined && !holdsOn([...stays, ...adjusted], on))) reader.add(key, 'UNIT.OUT_OF_SCOPE', { value });
  else if (closedOn !== null && closing > closedOn) reader.add(key, 'UNIT.CLOSED', { unitId: value, closedOn });
}

/** The code of the village a cell names. */
export function villageCodeAt<Key extends string>(reader: RowReader<Key>, key: Key, names: Names): string | undefined {
  const text = reader.text(key);
  if (text === undefined) return undefined;
  const found = names.village(text);
  return isFound(found) ? found.code : reader.add(key, found.code, found.params, found.suggestion);
}

/** Where each row is a record of its own, an amount merged over several of them cannot be divided. */
export function addMerged<Key extends string>(reader: RowReader<Key>, { merged }: TableRow): void {
  const told = [...(merged ?? [])].map(([key, { shown: value }]) => reader.problem(key as Key, 'CELL.AMOUNT_MERGED', { value }));
  reader.problems.splice(0, Infinity, ...insteadOfEmpty(told, reader.problems));
}

/** The lower rows of a merged cell are empty because it is merged: that they are is not told as well. */
export function insteadOfEmpty(merged: readonly CellProblem[], problems: readonly CellProblem[]): readonly CellProblem[] {
  const columns = new Set(merged.map(({ column }) => column));
  return [...merged, ...problems.filter(({ code, column }) => code !== 'CELL.REQUIRED' || !columns.has(column))];
}
