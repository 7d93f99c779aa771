import { maskName, maskPhone, type ProblemParams } from '#contracts';
import type { Clock } from '#platform';
import type { ImportKind } from '../kind/column.js';
import type { ImportStore } from '../store/import-store.js';
import type { SealedSheets } from '../store/sealed-sheets.js';
import type { Import, ImportState } from './import.js';

/** Kinds whose sheets tell of persons: what is entered of them is sealed or masked, so the sheet must not stay for ever. */
const PERSONAL: readonly ImportKind[] = ['households', 'sales', 'units'];
/** How long a sheet with rows to be mended is kept. */
const KEPT_MS = 30 * 24 * 3_600_000;
const OVER: readonly ImportState[] = ['done', 'undone', 'cancelled', 'failed'];

/** Removes sheets that tell of persons; the history of their imports stays. */
export class SheetCleaning {
  constructor(
    private readonly store: ImportStore,
    private readonly sheets: Pick<SealedSheets, 'remove'>,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  /** Removes the sheet of an import where nothing more can be wanted of it. @returns the import as it is then */
  async afterUse(one: Import): Promise<Import> {
    return isSpent(one) ? this.cleaned(one) : one;
  }

  /** Removes those that have lain for long enough, at each start. */
  async stale(): Promise<void> {
    for (const importId of await this.store.inState(OVER)) {
      const one = await this.store.find(importId);
      if (one !== undefined && (isSpent(one) || this.isStale(one))) await this.cleaned(one);
    }
  }

  private isStale(one: Import): boolean {
    return isPersonal(one) && one.file.kept !== null && Date.parse(this.clock.now()) - Date.parse(one.changedAt) > KEPT_MS;
  }

  private async cleaned(one: Import): Promise<Import> {
    const { kept } = one.file;
    const mapping = one.mapping === null ? null : { ...one.mapping, firstRows: [] };
    const changes = { file: { ...one.file, kept: null }, edits: [], mapping };
    const changed = await this.store.change(one, changes, this.clock.now());
    // Whoever changed it meanwhile cleans it, or the next start does.
    if (changed === undefined) return one;
    if (kept !== null) await this.sheets.remove(kept);
    return changed;
  }
}

/** Whether a sheet tells of persons. */
export function isPersonal({ kind }: Pick<Import, 'kind'>): boolean {
  return PERSONAL.includes(kind);
}

function isSpent(one: Import): boolean {
  if (!isPersonal(one) || one.file.kept === null) return false;
  const { state, plan } = one;
  return state === 'undone' || state === 'cancelled' || (state === 'done' && plan?.counts.blocked === 0);
}

const MASKS: Readonly<Record<string, (text: string) => string>> = {
  户主姓名: maskName,
  联系电话: maskPhone,
  联系人: maskName,
  买方: maskName,
};

/** The values of a row for somebody who does not enter such sheets. */
export function maskedValues(values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([column, text]) => [column, MASKS[column]?.(text) ?? text]));
}

/** What a problem shows of such a cell. */
export function maskedParams(column: string, params: ProblemParams): ProblemParams {
  const { value } = params;
  const mask = MASKS[column];
  return mask === undefined || value === undefined ? params : { ...params, value: mask(String(value)) };
}
