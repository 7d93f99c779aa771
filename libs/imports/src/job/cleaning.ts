import { type BusinessDay, maskName, maskPhone, type ProblemParams } from '#contracts';
import type { Clock } from '#platform';
import type { ImportKind } from '../kind/column.js';
import type { ImportStore } from '../store/import-store.js';
import type { SealedSheets } from '../store/sealed-sheets.js';
import type { Import, ImportChanges, ImportState } from './import.js';
import type { ForgottenHouseholds } from './forgotten-households.js';
import type { OpenDesks } from './open-desks.js';

/** Kinds whose sheets tell of persons: what is entered of them is sealed or masked, so the sheet must not stay for ever. */
const PERSONAL: readonly ImportKind[] = ['households', 'sales', 'units'];
/** How long a sheet with rows to be mended, or one that nobody went on with, is kept. */
const KEPT_MS = 30 * 24 * 3_600_000;
/** How long a sheet may lie before the import that names it is stored. */
const ARRIVING_MS = 24 * 3_600_000;
const HOUR = '2020-06-18T10';
const OVER: readonly ImportState[] = ['done', 'undone', 'cancelled', 'failed'];
/** Those that wait for a person. */
const WAITING: readonly ImportState[] = ['mapping', 'checked'];

/** Removes sheets that tell of persons; the history of their imports stays. */
export class SheetCleaning {
  private cleanedOn: BusinessDay | undefined;
  private lookedIn: string | undefined;

  constructor(
    private readonly store: ImportStore,
    private readonly sheets: Pick<SealedSheets, 'remove' | 'sweep'>,
    private readonly desks: Pick<OpenDesks, 'close' | 'closeBehind'>,
    private readonly forgotten: Pick<ForgottenHouseholds, 'all' | 'areIn'>,
    private readonly clock: Pick<Clock, 'now' | 'today'>,
  ) {}

  /** Removes the sheet of an import where nothing more can be wanted of it. @returns the import as it is then */
  async afterUse(one: Import): Promise<Import> {
    return isSpent(one) ? this.cleaned(one) : one;
  }

  /** Removes the sheet of an import where it tells of a household that was forgotten since. @returns whether it does */
  async forgets(one: Import): Promise<boolean> {
    return isPersonal(one) && OVER.includes(one.state) && this.forgetsAny(one, await this.forgotten.all());
  }

  /** Removes those that tell of households which were forgotten since, whether anybody looks at them or not; once in each hour. */
  async hourly(): Promise<void> {
    const hour = this.clock.now().slice(0, HOUR.length);
    if (this.lookedIn === hour) return;
    this.lookedIn = hour;
    const forgotten = await this.forgotten.all();
    if (forgotten.size === 0) return;
    for (const importId of await this.store.inState(OVER)) {
      const one = await this.store.find(importId);
      if (one === undefined || one.file.kept === null || !isPersonal(one)) continue;
      await this.forgetsAny(one, forgotten);
    }
  }

  private async forgetsAny(one: Import, forgotten: ReadonlySet<string>): Promise<boolean> {
    if (!(await this.forgotten.areIn(one, forgotten))) return false;
    if (one.file.kept !== null) await this.cleaned(one);
    // A desk holds the rows of a sheet that is gone, too.
    await this.desks.closeBehind(one.importId);
    return true;
  }

  /**
   * Removes those that have lain for long enough, and sheets that no import names: a death between the sheet and its import
   * leaves one. The first time it is called, and then once on each day.
   */
  async daily(): Promise<void> {
    const today = this.clock.today();
    if (this.cleanedOn === today) return;
    this.cleanedOn = today;
    for (const importId of await this.store.inState([...OVER, ...WAITING])) {
      const one = await this.store.find(importId);
      if (one === undefined || !(isSpent(one) || this.isStale(one))) continue;
      await this.cleaned(one, await this.givenUp(one));
      await this.desks.close(importId);
    }
    // One that is younger may be of an import that is only being stored.
    const before = new Date(Date.parse(this.clock.now()) - ARRIVING_MS).toISOString();
    await this.sheets.sweep(await this.store.keptSheets(), before);
  }

  /** Without its sheet nothing can be entered of it any more. What was entered of it before it stopped can still be undone. */
  private async givenUp({ importId, state }: Import): Promise<ImportChanges> {
    const isOpen = WAITING.includes(state) && (await this.store.standingPages(importId)).length === 0;
    return isOpen ? { state: 'cancelled' } : {};
  }

  private isStale(one: Import): boolean {
    return isPersonal(one) && one.file.kept !== null && Date.parse(this.clock.now()) - Date.parse(one.changedAt) > KEPT_MS;
  }

  private async cleaned(one: Import, more: ImportChanges = {}): Promise<Import> {
    const { kept } = one.file;
    const mapping = one.mapping === null ? null : { ...one.mapping, firstRows: [] };
    const changes = { ...more, file: { ...one.file, kept: null }, edits: [], mapping };
    const changed = await this.store.change(one, changes, this.clock.now());
    // Whoever changed it meanwhile cleans it, or the next day does.
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

const hidden = (): string => '***';

/** A 户编号 may be the number of an identity card; a remark may say anything of anybody. */
const MASKS: Readonly<Record<string, (text: string) => string>> = {
  户主姓名: maskName,
  联系电话: maskPhone,
  联系人: maskName,
  买方: maskName,
  户编号: hidden,
  农户: hidden,
  备注: hidden,
};

/** The values of a row for somebody who does not enter such sheets. */
export function maskedValues(values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([column, text]) => [column, MASKS[column]?.(text) ?? text]));
}

/** Names of params that say what a cell says. */
const SHOWING: readonly string[] = ['value', 'id'];

/** What a problem shows of such a cell. */
export function maskedParams(column: string, params: ProblemParams): ProblemParams {
  const mask = MASKS[column];
  if (mask === undefined) return params;
  return Object.fromEntries(Object.entries(params).map(([name, told]) => [name, SHOWING.includes(name) ? mask(String(told)) : told]));
}
