import { isFound, type Names } from '../plan/names.js';
import type { RowReader } from '../plan/row-reader.js';
import type { TableRow } from '../table/table.js';

/** The id of the unit a cell names. */
export function unitIdAt<Key extends string>(reader: RowReader<Key>, key: Key, names: Names): string | undefined {
  const text = reader.text(key);
  if (text === undefined) return undefined;
  const found = names.unit(text);
  return isFound(found) ? found.id : reader.add(key, found.code, found.params, found.suggestion);
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
  for (const key of merged?.keys() ?? []) reader.add(key as Key, 'CELL.AMOUNT_MERGED');
}
