import type { ImportStore } from '../store/import-store.js';
import type { Import } from './import.js';
import { householdsIn } from './kept-answers.js';
import type { ImportLedger } from './ports.js';

/** Finds imports whose sheet tells of a household that was forgotten since (销毁个人信息). */
export class ForgottenHouseholds {
  constructor(
    private readonly store: Pick<ImportStore, 'standingPages' | 'enteredPage' | 'answers'>,
    private readonly ledger: Pick<ImportLedger, 'forgotten'>,
  ) {}

  /** The ids of all of them. */
  async all(): Promise<ReadonlySet<string>> {
    return new Set(await this.ledger.forgotten());
  }

  /** Whether an import that was begun has entered one of them, or names it in a row of whatever state. */
  async areIn(one: Import, forgotten: ReadonlySet<string>): Promise<boolean> {
    if (forgotten.size === 0 || (one.kind !== 'households' && one.kind !== 'sales')) return false;
    if (householdsIn(await this.store.answers(one.importId)).some((id) => forgotten.has(id))) return true;
    for (const page of one.kind === 'households' ? await this.store.standingPages(one.importId) : []) {
      const { records } = await this.store.enteredPage(one.importId, page);
      if (records.some(({ id }) => forgotten.has(id))) return true;
    }
    return false;
  }
}
