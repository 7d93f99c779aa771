import type { SqlValue } from '#persistence';
import type { ImportKind } from '../kind/column.js';
import type { Import, ImportChanges, ImportState } from '../job/import.js';
import type { SheetSeal } from './sheet-seal.js';

/** A row of `import_job`. */
export interface ImportRow {
  readonly import_id: string;
  readonly kind: string;
  readonly state: string;
  readonly account: string;
  readonly unit_id: string | null;
  readonly village_code: string | null;
  readonly created_at: string;
  readonly changed_at: string;
  readonly revision: number;
  readonly inputs: string;
  readonly entries_done: number;
  readonly entries_of: number;
  readonly planned_on: string | null;
  readonly undone_at: string | null;
  readonly request: string;
  readonly file: string;
  readonly caller: string;
  readonly choice: string;
  readonly edits: string;
  readonly mapping: string;
  readonly plan: string;
  readonly failure: string;
  readonly reason: string;
}

/** Under what its sheet is kept; `null` once it was removed. */
export function keptOf({ file }: Pick<ImportRow, 'file'>): string | null {
  return (JSON.parse(file) as Import['file']).kept;
}

/** @throws BrokenSealError where what is sealed of it is of another import or ledger */
export function importOf(row: ImportRow, seal: SheetSeal): Import {
  return {
    ...(JSON.parse(row.request) as Pick<Import, 'unitId' | 'profile'>),
    importId: row.import_id,
    kind: row.kind as ImportKind,
    file: JSON.parse(row.file) as Import['file'],
    state: row.state as ImportState,
    createdBy: row.account,
    createdAt: row.created_at,
    place: { unitId: row.unit_id, villageCode: row.village_code },
    changedAt: row.changed_at,
    revision: row.revision,
    inputs: row.inputs,
    caller: JSON.parse(row.caller) as Import['caller'],
    choice: seal.openJson(row.choice, row.import_id) as Import['choice'],
    edits: seal.openJson(row.edits, row.import_id) as Import['edits'],
    mapping: seal.openJson(row.mapping, row.import_id) as Import['mapping'],
    plan: JSON.parse(row.plan) as Import['plan'],
    plannedOn: row.planned_on,
    progress: { done: row.entries_done, of: row.entries_of },
    failure: JSON.parse(row.failure) as Import['failure'],
    reason: JSON.parse(row.reason) as Import['reason'],
    undoneAt: row.undone_at,
  };
}

/** A new row, with what is sealed of it. */
export function rowOf(one: Import, seal: SheetSeal): ImportRow {
  const { unitId, profile } = one;
  const request = { ...(unitId === undefined ? {} : { unitId }), ...(profile === undefined ? {} : { profile }) };
  return {
    import_id: one.importId,
    kind: one.kind,
    account: one.createdBy,
    unit_id: one.place.unitId,
    village_code: one.place.villageCode,
    created_at: one.createdAt,
    changed_at: one.changedAt,
    revision: one.revision,
    request: JSON.stringify(request),
    ...(changedColumns(one, one.importId, seal) as Omit<ImportRow, FixedColumn>),
  };
}

type FixedColumn = 'import_id' | 'kind' | 'account' | 'unit_id' | 'village_code' | 'created_at' | 'changed_at' | 'revision' | 'request';

const AS_THEY_ARE = { state: 'state', inputs: 'inputs', plannedOn: 'planned_on', undoneAt: 'undone_at' } as const;
const AS_JSON = ['file', 'caller', 'plan', 'failure', 'reason'] as const;
/** What is copied out of a sheet, or said in its place. */
const SEALED = ['edits', 'mapping', 'choice'] as const;

/** The columns of what has changed. */
export function changedColumns(changes: ImportChanges, importId: string, seal: SheetSeal): Readonly<Record<string, SqlValue>> {
  const columns: Record<string, SqlValue> = {};
  for (const [name, column] of Object.entries(AS_THEY_ARE)) {
    const value = changes[name as keyof typeof AS_THEY_ARE];
    if (value !== undefined) columns[column] = value;
  }
  for (const name of AS_JSON) if (changes[name] !== undefined) columns[name] = JSON.stringify(changes[name]);
  for (const name of SEALED) if (changes[name] !== undefined) columns[name] = seal.json(changes[name], importId);
  const { progress } = changes;
  return progress === undefined ? columns : { ...columns, entries_done: progress.done, entries_of: progress.of };
}
